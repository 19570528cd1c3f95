package docker

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
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
	found, err := n.engine.NetworkInspect(ctx, n.name, network.InspectOptions{})
	if cerrdefs.IsNotFound(err) {
		found, err = n.create(ctx)
	}
	if err != nil {
		return "", explain("ensure network", n.name, err)
	}
	n.gateway, err = gatewayOf(found)
	return n.gateway, err
}

func (n *homeNetwork) create(ctx context.Context) (network.Inspect, error) {
	_, err := n.engine.NetworkCreate(ctx, n.name, network.CreateOptions{Driver: "bridge", Labels: n.labels})
	if err != nil && !cerrdefs.IsConflict(err) { // another backend may have been faster
		return network.Inspect{}, err
	}
	return n.engine.NetworkInspect(ctx, n.name, network.InspectOptions{})
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
