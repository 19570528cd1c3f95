package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

const requestLimit = 30 * time.Second

// wire is one kept connection to the backend. The load shares the processors with what it measures, so it is made
// cheaper than net/http's client.
type wire struct {
	conn   net.Conn
	reader *bufio.Reader
	body   bytes.Buffer
}

func dial(address string) (*wire, error) {
	conn, err := net.DialTimeout("tcp", address, requestLimit)
	if err != nil {
		return nil, err
	}
	return &wire{conn: conn, reader: bufio.NewReaderSize(conn, 64<<10)}, nil
}

func dialAll(address string, count int) ([]*wire, error) {
	wires := make([]*wire, 0, count)
	for range count {
		w, err := dial(address)
		if err != nil {
			hangUp(wires)
			return nil, err
		}
		wires = append(wires, w)
	}
	return wires, nil
}

func hangUp(wires []*wire) {
	for _, w := range wires {
		_ = w.conn.Close()
	}
}

// get asks and reads the answer, which must be a 200. The body is good until the next call.
func (w *wire) ask(request []byte) ([]byte, error) {
	if err := w.send(request); err != nil {
		return nil, err
	}
	return w.receive()
}

func (w *wire) send(request []byte) error {
	if err := w.conn.SetDeadline(time.Now().Add(requestLimit)); err != nil {
		return err
	}
	_, err := w.conn.Write(request)
	return err
}

func (w *wire) receive() ([]byte, error) {
	response, err := http.ReadResponse(w.reader, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	w.body.Reset()
	if _, err := w.body.ReadFrom(response.Body); err != nil {
		return nil, err
	}
	if response.StatusCode/100 != 2 {
		return nil, fmt.Errorf("the backend answers %s: %s", response.Status, w.body.Bytes())
	}
	return w.body.Bytes(), nil
}

// request writes a request as it goes over the wire.
func request(method, path string, body []byte, headers ...string) []byte {
	var text bytes.Buffer
	fmt.Fprintf(&text, "%s %s HTTP/1.1\r\nHost: bench\r\n%s\r\n", method, path, strings.Join(headers, "\r\n"))
	if body != nil {
		fmt.Fprintf(&text, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	text.WriteString("\r\n")
	text.Write(body)
	return text.Bytes()
}
