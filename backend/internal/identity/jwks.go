package identity

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/singleflight"
)

const (
	keysFreshFor = 10 * time.Minute
	// keysUsableFor is how long known keys go on working while Auth cannot be reached.
	keysUsableFor = 24 * time.Hour
	// fetchPause keeps tokens with made-up key ids from making us hammer Auth.
	fetchPause = 30 * time.Second
	// firstFetchPause is shorter: without any key nobody gets in.
	firstFetchPause = 5 * time.Second
	fetchTimeout    = 5 * time.Second
)

// keyCache holds Auth's public keys. A known key is answered from memory; only a token with an unknown key waits for a fetch.
type keyCache struct {
	url     string
	client  *http.Client
	log     zerolog.Logger
	now     func() time.Time
	flights singleflight.Group

	mu        sync.RWMutex
	keys      map[string]*publicKey // nil until the first successful fetch
	fetchedAt time.Time             // the last success
	triedAt   time.Time             // the last attempt
	lastErr   error                 // of the last attempt
}

func newKeyCache(url string, client *http.Client, log zerolog.Logger, now func() time.Time) *keyCache {
	return &keyCache{url: url, client: sameHostOnly(client), log: log, now: now}
}

// knows says whether an id belongs to a public key, as far as is known without asking.
func (c *keyCache) knows(kid string) bool {
	key, _ := c.cached(kid)
	return key != nil
}

// holds says whether a key is still in the set, and lets an old set be renewed behind the caller's back.
func (c *keyCache) holds(key *publicKey) bool {
	current, age := c.cached(key.kid)
	c.renewIfOld(age)
	return current == key && age < keysUsableFor
}

// find returns the key of an id, asking Auth when it is not known.
func (c *keyCache) find(ctx context.Context, kid string) (*publicKey, error) {
	if c.url == "" {
		return nil, fmt.Errorf("%w: public keys are not configured", ErrInvalidToken)
	}
	if kid == "" {
		return nil, fmt.Errorf("%w: no key id", ErrInvalidToken)
	}
	if key, age := c.cached(kid); key != nil && age < keysUsableFor {
		c.renewIfOld(age)
		return key, nil
	}
	if c.mayFetch() {
		if err := c.fetchOnce(ctx); err != nil {
			return nil, err
		}
	}
	key, age := c.cached(kid)
	switch {
	case key != nil && age < keysUsableFor:
		return key, nil
	case c.failing() != nil:
		// The key may be a new one that we cannot learn of now, so neither yes nor no would be honest.
		return nil, fmt.Errorf("%w: keys: %w", ErrUnavailable, c.failing())
	default:
		return nil, fmt.Errorf("%w: unknown key id", ErrInvalidToken)
	}
}

func (c *keyCache) cached(kid string) (*publicKey, time.Duration) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.keys[kid], c.now().Sub(c.fetchedAt)
}

func (c *keyCache) failing() error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.lastErr
}

func (c *keyCache) mayFetch() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	pause := fetchPause
	if c.keys == nil {
		pause = firstFetchPause
	}
	return c.triedAt.IsZero() || c.now().Sub(c.triedAt) >= pause
}

func (c *keyCache) renewIfOld(age time.Duration) {
	if age >= keysFreshFor && c.mayFetch() {
		c.flights.DoChan("keys", c.fetch)
	}
}

// fetchOnce joins the fetch that is under way or starts one. It outlives the request that started it, because others wait for it.
func (c *keyCache) fetchOnce(ctx context.Context) error {
	select {
	case <-c.flights.DoChan("keys", c.fetch):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: waiting for keys: %w", ErrUnavailable, ctx.Err())
	}
}

// fetch replaces the set. It keeps the old one when Auth fails, and the old pointer of a key that has not changed, so that what
// was verified with it stays verified.
func (c *keyCache) fetch() (any, error) {
	if !c.mayFetch() {
		return nil, nil // somebody else's fetch ended between our look and our turn
	}
	ctx, cancel := context.WithTimeout(context.Background(), fetchTimeout)
	defer cancel()
	fetched, err := fetchKeys(ctx, c.client, c.url)

	c.mu.Lock()
	defer c.mu.Unlock()
	c.triedAt, c.lastErr = c.now(), err
	if err != nil {
		c.log.Error().Err(err).Time("keys_from", c.fetchedAt).Msg("cannot fetch the public keys of Auth")
		return nil, nil
	}
	for kid, key := range fetched {
		if old := c.keys[kid]; old != nil && old.thumbprint == key.thumbprint {
			fetched[kid] = old
		}
	}
	c.keys, c.fetchedAt = fetched, c.triedAt
	c.log.Debug().Int("keys", len(fetched)).Msg("fetched the public keys of Auth")
	return nil, nil
}
