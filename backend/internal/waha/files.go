package waha

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// filesPath is where a container has the files of messages, and all that File reads of it.
const filesPath = "/api/files/"

// maxErrorAnswer bounds what is read of an answer that is not the file.
const maxErrorAnswer = 64 << 10

// File opens the file of a message, which is where source says on whatever host: containers name themselves by an
// address that may be wrong for us, so only the path counts. The size is -1 and the type empty when WAHA does not say.
// Reading ends with an error when the file is cut short or takes too long; the reader must be closed.
func (c *Client) File(ctx context.Context, t Target, source string) (file io.ReadCloser, size int64, mime string, err error) {
	location, err := fileLocation(source)
	if err != nil {
		return nil, 0, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, c.mediaTimeout)
	response, err := c.open(ctx, t, location) //nolint:bodyclose // fileBody closes it
	if err != nil {
		cancel()
		return nil, 0, "", err
	}
	mime = clean(response.Header.Get("Content-Type"), maxName)
	return &fileBody{body: response.Body, cancel: cancel}, response.ContentLength, mime, nil
}

func (c *Client) open(ctx context.Context, t Target, location string) (*http.Response, error) {
	request, err := newRequest(ctx, t, http.MethodGet, location, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "identity") // compressed on the way, a file would have no size
	response, err := c.http.Do(request)
	if err != nil {
		return nil, transportError(err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxErrorAnswer))
	if err != nil {
		return nil, transportError(err)
	}
	return nil, answerError(response.StatusCode, answer)
}

// fileLocation takes the path of a file out of its address. The container's key opens far more than files, so that a
// path which leads anywhere else is refused.
func fileLocation(source string) (string, error) {
	address, err := url.Parse(source)
	if err != nil || !strings.HasPrefix(address.Path, filesPath) || path.Clean(address.Path) != address.Path {
		return "", fmt.Errorf("%w: not the address of a file", ErrRefused)
	}
	return strings.ReplaceAll(address.EscapedPath(), "@", "%40"), nil
}

// fileBody gives the time limit of a file back when it is closed, and names what goes wrong with it as any other call.
type fileBody struct {
	body   io.ReadCloser
	cancel context.CancelFunc
}

// Read reads on.
func (f *fileBody) Read(p []byte) (int, error) {
	n, err := f.body.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = transportError(err)
	}
	return n, err
}

// Close ends the download, complete or not.
func (f *fileBody) Close() error {
	defer f.cancel()
	return f.body.Close()
}
