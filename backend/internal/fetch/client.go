// Package fetch gets a file from a public address that a caller gave, without becoming the caller's hand inside our network.
package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

const (
	maxRedirects = 5
	maxHeader    = 64 << 10
	dialTime     = 10 * time.Second
	answerTime   = 20 * time.Second
)

// Config says what a Client may do. The zero value of a field takes its default.
type Config struct {
	Timeout time.Duration // for all of it, the body included; a minute by default
	MaxSize int64         // of the body; 64 MiB by default
	Ports   []uint16      // allowed besides 80 and 443
	// Allow lets an address be reached that is not public: an operator's own file server, or a test's.
	Allow func(netip.AddrPort) bool
	// Resolver asks for addresses; the system's by default.
	Resolver *net.Resolver
}

// Client fetches files. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	timeout time.Duration
	maxSize int64
	ports   []uint16
}

// NewClient returns a Client that keeps to config.
func NewClient(config Config) *Client {
	c := &Client{timeout: config.Timeout, maxSize: config.MaxSize, ports: append([]uint16{80, 443}, config.Ports...)}
	if c.timeout <= 0 {
		c.timeout = time.Minute
	}
	if c.maxSize <= 0 {
		c.maxSize = 64 << 20
	}
	dialer := &net.Dialer{Timeout: dialTime, Resolver: config.Resolver, Control: guard(config.Allow)}
	transport := &http.Transport{
		Proxy:                  nil, // a proxy would connect for us, and check nothing
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    dialTime,
		ResponseHeaderTimeout:  answerTime,
		MaxResponseHeaderBytes: maxHeader,
		DisableKeepAlives:      true, // each fetch resolves and checks anew
		DisableCompression:     true, // the size that is announced is the size that is read
	}
	c.http = &http.Client{Transport: transport, CheckRedirect: c.redirect}
	return c
}

// guard refuses an address at the last moment, when the name has been resolved and the socket is about to connect to it. So it
// covers names that resolve to something else the second time, and redirects.
func guard(allow func(netip.AddrPort) bool) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return ErrForbiddenAddress
		}
		if Public(to.Addr()) || (allow != nil && allow(to)) {
			return nil
		}
		return ErrForbiddenAddress
	}
}

func (c *Client) redirect(next *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return ErrTooManyRedirects
	}
	// The address the caller gave may hold a secret; the next server needn't know it.
	next.Header.Del("Referer")
	return c.check(next.URL)
}

// Response is a file on its way. Body must be closed.
type Response struct {
	// Body ends with ErrTooLarge, ErrTimeout or ErrUnreachable when the file did not arrive whole.
	Body io.ReadCloser
	// MimeType is what the server claims; it proves nothing.
	MimeType string
	// Filename is a name to show, without a folder; it may be empty.
	Filename string
	// Size is what the server announced, -1 if nothing.
	Size int64
}

// Get asks for a file. The time limit of the Client runs until the body is closed.
func (c *Client) Get(ctx context.Context, rawURL string) (*Response, error) {
	u, err := c.parse(rawURL)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel()
		return nil, ErrInvalidURL
	}
	request.Header.Set("User-Agent", "Conectafy")
	answer, err := c.http.Do(request) //nolint:bodyclose // body closes it, here or in the caller's hands
	if err != nil {
		defer cancel()
		return nil, explain(ctx, err)
	}
	body := &body{ctx: ctx, cancel: cancel, from: answer.Body, left: c.maxSize}
	if err := c.refuse(answer); err != nil {
		body.Close()
		return nil, err
	}
	return &Response{Body: body, MimeType: mimeType(answer), Filename: filename(answer), Size: answer.ContentLength}, nil
}

func (c *Client) refuse(answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return StatusError{Status: answer.StatusCode}
	}
	if answer.ContentLength > c.maxSize {
		return ErrTooLarge
	}
	return nil
}
