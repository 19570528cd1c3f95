package fetch

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// maxURL bounds an address; no file worth sending has a longer one.
const maxURL = 4096

func (c *Client) parse(raw string) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrInvalidURL, maxURL)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, ErrInvalidURL
	}
	return u, c.check(u)
}

// check looks at what can be told without asking DNS. Where the name leads is checked when connecting.
func (c *Client) check(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: neither http nor https", ErrInvalidURL)
	case u.User != nil:
		return fmt.Errorf("%w: it holds a user name", ErrInvalidURL)
	case u.Hostname() == "" || u.Opaque != "":
		return fmt.Errorf("%w: it names no host", ErrInvalidURL)
	}
	port, err := portOf(u)
	if err != nil || !slices.Contains(c.ports, port) {
		return fmt.Errorf("%w: the port is not allowed", ErrInvalidURL)
	}
	return nil
}

func portOf(u *url.URL) (uint16, error) {
	switch {
	case u.Port() != "":
		port, err := strconv.ParseUint(u.Port(), 10, 16)
		return uint16(port), err
	case u.Scheme == "http":
		return 80, nil
	}
	return 443, nil
}
