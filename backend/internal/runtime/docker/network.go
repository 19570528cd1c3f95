package docker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/network"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// homeNetwork is the bridge that all instances are on. Once seen, it is remembered until somebody finds it gone.
type homeNetwork struct {
	engine engine
	name   string
	labels map[string]string

	mu      sync.Mutex
	gateway string
}

func (n *homeNetwork) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gateway = ""
}

// ensure creates the network if it is missing and gives the host's address on it.
func (n *homeNetwork) ensure(ctx context.Context) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.gateway != "" {
		return n.gateway, nil
	}
	ctx, cancel := context.WithTimeout(ctx, n.engine.limit)
	defer cancel()
	found, err := n.single(ctx)
	if err == nil && found == nil {
		found, err = n.create(ctx)
	}
	if err != nil {
		return "", explain("ensure network", n.name, err)
	}
	n.gateway, err = gatewayOf(*found)
	return n.gateway, err
}

func (n *homeNetwork) create(ctx context.Context) (*network.Inspect, error) {
	_, err := n.engine.NetworkCreate(ctx, n.name, network.CreateOptions{Driver: "bridge", Labels: n.labels})
	if err != nil && !cerrdefs.IsConflict(err) { // another backend may have been faster
		return nil, err
	}
	found, err := n.single(ctx)
	if err == nil && found == nil {
		err = cerrdefs.ErrNotFound
	}
	return found, err
}

// single finds the network; nil if there is none. Engines don't keep two backends from creating the same name in the same
// moment, and then refuse to use it. The one that containers are on stays, else the oldest; the others go.
func (n *homeNetwork) single(ctx context.Context) (*network.Inspect, error) {
	found, err := n.all(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	kept := found[0]
	for _, newer := range found[1:] {
		loser := newer
		err := n.remove(ctx, loser)
		if cerrdefs.IsPermissionDenied(err) { // containers are on it
			kept, loser = newer, kept
			err = n.remove(ctx, loser)
		}
		if err != nil {
			return nil, err
		}
	}
	return &kept, nil
}

// remove takes a network away by its id. One that is gone already is no error, one that is in use is a denial.
func (n *homeNetwork) remove(ctx context.Context, twin network.Inspect) error {
	err := n.engine.NetworkRemove(ctx, twin.ID)
	if cerrdefs.IsNotFound(err) {
		return nil
	}
	return err
}

// all lists the networks of the name, the oldest first.
func (n *homeNetwork) all(ctx context.Context) ([]network.Inspect, error) {
	filter := labelFilter(nil)
	filter.Add("name", n.name)
	found, err := n.engine.NetworkList(ctx, network.ListOptions{Filters: filter})
	if err != nil {
		return nil, err
	}
	// The filter finds parts of names too.
	found = slices.DeleteFunc(found, func(f network.Inspect) bool { return f.Name != n.name })
	slices.SortFunc(found, func(a, b network.Inspect) int {
		return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID))
	})
	return found, nil
}

var errNoGateway = errors.New("network has no IPv4 gateway")

func gatewayOf(n network.Inspect) (string, error) {
	for _, pool := range n.IPAM.Config {
		if address, err := netip.ParseAddr(pool.Gateway); err == nil && address.Is4() {
			return pool.Gateway, nil
		}
	}
	return "", fmt.Errorf("network %s: %w: %w", n.Name, runtime.ErrUnavailable, errNoGateway)
}
