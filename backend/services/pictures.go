package services

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/fetch"
	"github.com/conectafy/conectafy/backend/internal/media"
	"github.com/conectafy/conectafy/backend/internal/waha"
)

const (
	maxPicture     = 4 << 20
	pictureTimeout = 30 * time.Second
)

// Pictures keeps the pictures of people and groups, small ones.
type Pictures struct {
	blobs  *blobs.Store
	public *fetch.Client
}

// NewPictures returns what keeps pictures in a blob store.
func NewPictures(kept *blobs.Store) *Pictures {
	return &Pictures{blobs: kept, public: fetch.NewClient(fetch.Config{Timeout: pictureTimeout, MaxSize: maxPicture})}
}

// keep fetches a picture from WhatsApp, or from the container itself, and returns the key of its thumbnail. It is empty when what
// is there is no picture, or not there any more.
func (p *Pictures) keep(ctx context.Context, owner uuid.UUID, target waha.Target, address string) (string, error) {
	from, err := p.clientFor(ctx, target, address)
	if err != nil {
		return "", err
	}
	answer, err := from.Get(ctx, address)
	var refused fetch.StatusError
	switch {
	case errors.As(err, &refused):
		return "", nil //nolint:nilerr // the address has expired: the next round gets another one
	case err != nil:
		return "", fmt.Errorf("fetch a chat's picture: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	file, err := p.blobs.Spool(ctx, answer.Body, maxPicture)
	if err != nil {
		return "", fmt.Errorf("receive a chat's picture: %w", err)
	}
	defer func() { _ = file.Close() }()
	info, err := media.Probe(ctx, file, file.Size)
	if err != nil || len(info.Thumbnail) == 0 {
		return "", err
	}
	kept, err := p.blobs.Put(ctx, owner, bytes.NewReader(info.Thumbnail), maxPicture)
	return kept.Key, err
}

// clientFor takes the guarded client, but for an address of the container's own, which is on no public network. A container
// leads nowhere else: not to its neighbour's either.
func (p *Pictures) clientFor(ctx context.Context, target waha.Target, address string) (*fetch.Client, error) {
	asked, err := url.Parse(address)
	if err != nil {
		return nil, fetch.ErrInvalidURL
	}
	own, err := url.Parse(target.BaseURL)
	if err != nil || asked.Scheme != own.Scheme || asked.Host != own.Host {
		return p.public, nil //nolint:nilerr // an address of ours that cannot be read is nobody's
	}
	port, err := strconv.ParseUint(own.Port(), 10, 16)
	if err != nil {
		return p.public, nil //nolint:nilerr // containers are reached by a port that is named
	}
	hosts, err := net.DefaultResolver.LookupNetIP(ctx, "ip", own.Hostname())
	if err != nil {
		return nil, fmt.Errorf("find the container: %w", err)
	}
	return fetch.NewClient(fetch.Config{
		Timeout: pictureTimeout, MaxSize: maxPicture, Ports: []uint16{uint16(port)},
		Allow: func(to netip.AddrPort) bool {
			return uint64(to.Port()) == port && slices.ContainsFunc(hosts, func(host netip.Addr) bool { return host.Unmap() == to.Addr().Unmap() })
		},
	}), nil
}
