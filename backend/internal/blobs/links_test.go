package blobs_test

import (
	"bytes"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/blobs"
)

func signer(t *testing.T, fill byte) *blobs.Signer {
	t.Helper()
	s, err := blobs.NewSigner(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLinks(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	now := time.Date(2026, 3, 1, 10, 2, 0, 0, time.UTC)
	resource := blobs.Resource(ana, "original", "inline")
	query, err := url.ParseQuery(s.Sign(resource, now.Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	expires, signature := query.Get("expires"), query.Get("signature")
	if want := "1772363700"; expires != want { // 11:15
		t.Errorf("expires is %s, want %s", expires, want)
	}
	for name, c := range map[string]struct {
		signer                       *blobs.Signer
		resource, expires, signature string
		now                          time.Time
		want                         error
	}{
		"good":              {s, resource, expires, signature, now, nil},
		"last moment":       {s, resource, expires, signature, now.Add(73*time.Minute - 1), nil},
		"too late":          {s, resource, expires, signature, now.Add(73 * time.Minute), blobs.ErrLinkExpired},
		"another key":       {signer(t, 2), resource, expires, signature, now, blobs.ErrLinkInvalid},
		"another media":     {s, blobs.Resource(beto, "original", "inline"), expires, signature, now, blobs.ErrLinkInvalid},
		"another variant":   {s, blobs.Resource(ana, "thumbnail", "inline"), expires, signature, now, blobs.ErrLinkInvalid},
		"other disposition": {s, blobs.Resource(ana, "original", "attachment"), expires, signature, now, blobs.ErrLinkInvalid},
		"prolonged":         {s, resource, "1772367300", signature, now, blobs.ErrLinkInvalid},
		"no expiry":         {s, resource, "", signature, now, blobs.ErrLinkInvalid},
		"no signature":      {s, resource, expires, "", now, blobs.ErrLinkInvalid},
		"broken signature":  {s, resource, expires, signature + "=", now, blobs.ErrLinkInvalid},
		"cut signature":     {s, resource, expires, signature[:20], now, blobs.ErrLinkInvalid},
		"forged and late":   {s, resource, "1", signature, now, blobs.ErrLinkInvalid},
	} {
		if err := c.signer.Verify(c.resource, c.expires, c.signature, c.now); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestLinksStayTheSame(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	resource := blobs.Resource(ana, "thumbnail", "inline")
	at := time.Date(2026, 3, 1, 10, 15, 0, 0, time.UTC)
	if s.Sign(resource, at.Add(time.Second)) != s.Sign(resource, at.Add(14*time.Minute)) {
		t.Error("the link changed within its quarter of an hour")
	}
	if s.Sign(resource, at) == s.Sign(resource, at.Add(time.Second)) {
		t.Error("a full quarter of an hour was rounded up")
	}
}

func TestResourceIsUnambiguous(t *testing.T) {
	t.Parallel()
	if blobs.Resource(uuid.Nil, `a" "b`, "c") == blobs.Resource(uuid.Nil, "a", `b" "c`) {
		t.Error("two resources have one name")
	}
}

func TestShortKey(t *testing.T) {
	t.Parallel()
	if _, err := blobs.NewSigner([]byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}
