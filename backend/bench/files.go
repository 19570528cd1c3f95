package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"
)

const (
	fileSize      = 50 << 20
	fileTimeout   = time.Minute
	maxFileMemory = 64e6
)

// files uploads and downloads one large file, and looks at the memory that the backend takes meanwhile.
func (b *bench) files(ctx context.Context) error {
	const db = "files"
	if err := b.postgres.exec(ctx, "create database "+db+" template "+template); err != nil {
		return err
	}
	owners, err := b.addOwners(ctx, db, 1)
	if err != nil {
		return err
	}
	server, err := b.startBackend(ctx, db, "api")
	if err != nil {
		return err
	}
	defer server.stop()
	before, err := server.memory("VmHWM")
	if err != nil {
		return err
	}
	token, err := b.issuer.token(owners[0].user)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	start := time.Now()
	link, err := upload(ctx, "http://"+server.address+"/api/messages/"+owners[0].session.ID.String()+"/media", token)
	if err != nil {
		return err
	}
	up := time.Since(start)
	start = time.Now()
	if err := download(ctx, link); err != nil {
		return err
	}
	down := time.Since(start)
	after, err := server.memory("VmHWM")
	if err != nil {
		return err
	}
	b.report.judge(fmt.Sprintf("memory added by a file of %d MB, up and down", fileSize>>20), megabytes(after-before),
		fmt.Sprintf("up in %s, down in %s", milliseconds(up), milliseconds(down)), "< "+megabytes(maxFileMemory),
		after-before < maxFileMemory)
	return nil
}

// upload sends a file that looks like nothing in particular.
func upload(ctx context.Context, address, token string) (string, error) {
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() { writer.CloseWithError(writeFile(form)) }()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, reader)
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Message string
		Data    struct{ URL string }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("the upload answers %s: %s", response.Status, answer.Message)
	}
	return answer.Data.URL, nil
}

func writeFile(form *multipart.Writer) error {
	part, err := form.CreateFormFile("file", "large.bin")
	if err != nil {
		return err
	}
	block := bytes.Repeat([]byte("0123456789abcdef"), 4096)
	for written := 0; written < fileSize; written += len(block) {
		if _, err := part.Write(block); err != nil {
			return err
		}
	}
	return form.Close()
}

func download(ctx context.Context, link string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	size, err := io.Copy(io.Discard, response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || size != fileSize) {
		err = fmt.Errorf("the download answers %s with %d bytes", response.Status, size)
	}
	return err
}
