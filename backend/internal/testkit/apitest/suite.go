// Package apitest runs the whole backend for a test: the real router and services on a database of its own, with the simulator
// in WAHA's place, and holds every answer to docs/openapi.yaml.
package apitest

import (
	"encoding/base64"
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/config"
	"github.com/conectafy/conectafy/backend/internal/runtime/runtimetest"
	"github.com/conectafy/conectafy/backend/internal/seal"
)

// Suite is what the tests of one run share.
type Suite struct {
	Contract  *Contract
	simulator string
}

// NewSuite compiles the simulator and reads the contract.
func NewSuite(t testing.TB) *Suite {
	t.Helper()
	simulator, err := runtimetest.BuildSimulator(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &Suite{Contract: newContract(t), simulator: simulator}
}

// New runs a backend for a test that shares nothing with others.
func New(t testing.TB, env ...map[string]string) *Server {
	t.Helper()
	return NewSuite(t).New(t, env...)
}

// Ports of sessions are taken from a range below those that the system gives to clients.
const (
	firstPort = 12_000
	lastPort  = 30_000
)

// settings are what a test's backend is configured with; env overrides them.
func (s *Suite) settings(t testing.TB, env map[string]string) config.Config {
	t.Helper()
	settings := map[string]string{
		"ROLES":             "worker,reconciler", // the harness itself listens, on a port that is free
		"SECRETS_KEY":       base64.StdEncoding.EncodeToString(make([]byte, seal.KeySize)),
		"SUPABASE_ANON_KEY": "anon",
		"JWT_ISSUER":        issuer,
		"RUNTIME":           "process",
		"WAHA_SIM_BINARY":   s.simulator,
		"WAHA_BASE_PORT":    strconv.Itoa(firstPort + rand.IntN(lastPort-firstPort)), //nolint:gosec // no secret
		"DATA_DIR":          t.TempDir(),
		"SEND_GAP":          "0s",
	}
	maps.Copy(settings, env)
	cfg, err := config.Load(func(name string) (string, bool) {
		value, ok := settings[name]
		return value, ok
	})
	if err != nil {
		t.Fatalf("the backend's settings: %v", err)
	}
	return cfg
}

func logger(t testing.TB) zerolog.Logger {
	return zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel)
}
