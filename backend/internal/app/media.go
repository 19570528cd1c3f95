package app

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"net/netip"
	"path/filepath"
	"slices"

	"github.com/conectafy/conectafy/backend/internal/blobs"
	"github.com/conectafy/conectafy/backend/internal/export"
	"github.com/conectafy/conectafy/backend/internal/fetch"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/services"
)

// media is the files of messages, with the links to them as people and as containers follow them.
type media struct {
	service           *services.Media
	open              export.Open
	pictures          *services.Pictures
	public, container *services.MediaLinks
}

func (a *App) openMedia(ctx context.Context, st *store.Store) (media, error) {
	kept, err := blobs.Open(ctx, blobs.Config{URL: a.cfg.Media.URL, Temp: filepath.Join(a.cfg.Local.DataDir, "tmp")})
	if err != nil {
		return media{}, fmt.Errorf("use MEDIA_URL: %w", err)
	}
	a.onClose(func() { _ = kept.Close() })
	signer, err := a.linkSigner()
	if err != nil {
		return media{}, err
	}
	return media{
		service:   services.NewMedia(st, kept, a.newFetch(), signer, a.cfg.Media.MaxBytes),
		open:      func(ctx context.Context, key string) (io.ReadCloser, error) { return kept.NewReader(ctx, key) },
		pictures:  services.NewPictures(kept),
		public:    services.NewMediaLinks(signer, a.cfg.HTTP.PublicURL, a.cfg.Media.LinkLifetime),
		container: services.NewMediaLinks(signer, a.webhookBaseURL(), a.cfg.Media.LinkLifetime),
	}, nil
}

// linkSigner signs with a key of its own, which follows from the one that encrypts secrets.
func (a *App) linkSigner() (*blobs.Signer, error) {
	key, err := hkdf.Key(sha256.New, a.cfg.Database.SecretsKey[:], nil, "conectafy media links", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("make the key of links: %w", err)
	}
	return blobs.NewSigner(key)
}

func (a *App) newFetch() *fetch.Client {
	allowed := a.cfg.Media.FetchAllow
	var ports []uint16
	for _, address := range allowed {
		ports = append(ports, address.Port())
	}
	return fetch.NewClient(fetch.Config{
		Timeout: a.cfg.Media.FetchTimeout, MaxSize: a.cfg.Media.MaxBytes, Ports: ports,
		Allow: func(to netip.AddrPort) bool { return slices.Contains(allowed, to) },
	})
}
