package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

const (
	dialTime   = 5 * time.Second
	lookTime   = 30 * time.Second // an engine that starts many containers answers slowly
	maxLook    = 4 << 20          // bytes
	engineHost = "docker"         // a name for the header; the socket decides who is asked
)

// toEngine carries requests to the socket.
func toEngine(socket string) *http.Transport {
	dialer := net.Dialer{Timeout: dialTime}
	return &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, "unix", socket)
		},
		DisableCompression: true,
		IdleConnTimeout:    idleTime,
	}
}

// ownContainer gives the full id of a container that the backend made. With it the call that follows can't hit another one
// that takes over the name meanwhile. The label alone doesn't tell, since a container has those of its image too.
func (p *proxy) ownContainer(ctx context.Context, ref string) (id string, err error) {
	var found struct {
		ID     string `json:"Id"`
		Name   string // with a slash in front
		Config struct{ Labels map[string]string }
	}
	missing := absent{"No such container: " + ref}
	if err := p.look(ctx, "/containers/"+ref+"/json", &found, missing); err != nil {
		return "", err
	}
	named := namePattern.MatchString(strings.TrimPrefix(found.Name, "/"))
	if found.ID == "" || !named || found.Config.Labels[labelManaged] != "true" {
		return "", &refusal{status: http.StatusNotFound, rule: "the container isn't one of the backend's", answer: missing.message}
	}
	return found.ID, nil
}

// ownVolume checks that the backend made the volume.
func (p *proxy) ownVolume(ctx context.Context, name string) error {
	var found struct{ Labels map[string]string }
	missing := absent{"get " + name + ": no such volume"}
	if err := p.look(ctx, "/volumes/"+name, &found, missing); err != nil {
		return err
	}
	if found.Labels[labelManaged] != "true" {
		return &refusal{status: http.StatusNotFound, rule: "the volume isn't one of the backend's", answer: missing.message}
	}
	return nil
}

// look asks the engine itself. A path that it knows nothing of is missing; an engine that can't tell is errUnavailable.
func (p *proxy) look(ctx context.Context, path string, into any, missing error) error {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+engineHost+path, nil)
	if err != nil {
		return err
	}
	response, err := p.engine.RoundTrip(request)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnavailable, err)
	}
	defer func() { _ = response.Body.Close() }()
	switch {
	case response.StatusCode == http.StatusOK:
		if err := json.NewDecoder(io.LimitReader(response.Body, maxLook)).Decode(into); err != nil {
			return fmt.Errorf("%w: %w", errUnavailable, err)
		}
		return nil
	case response.StatusCode < http.StatusInternalServerError:
		return missing
	default:
		return fmt.Errorf("%w: %s", errUnavailable, response.Status)
	}
}
