// Package embedded is an identity server for the shapes that have no Supabase: it speaks the part of GoTrue's protocol that
// supabase-js and programs use to sign people up and in, keep them signed in, and sign them out. Addresses count as confirmed at
// once, and the flows that need mail or another provider are not served.
//
// It plays a foreign service that happens to live in our process, which is why it has its own SQL, its own database role and no
// link to the rest of the backend: a real GoTrue can take its place by configuration alone.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"
	"golang.org/x/crypto/bcrypt"
)

// DatabaseRole is the role that the pool given to New logs in as; it can use the schema auth and nothing else.
const DatabaseRole = "conectafy_auth"

// PathPrefix is where the server lives, as supabase-js expects it.
const PathPrefix = "/auth/v1"

const requestTimeout = 15 * time.Second

// Config says how the server behaves. PublicURL and KeyFile are required.
type Config struct {
	// PublicURL is the address that browsers use, without PathPrefix; tokens name PublicURL + PathPrefix as their issuer.
	PublicURL string
	// KeyFile holds the signing keys; it is made on the first start.
	KeyFile string
	// TokenLifetime is how long an access token is good, one hour unless set.
	TokenLifetime time.Duration
	// DisableSignup leaves the making of users to the admin endpoints.
	DisableSignup bool
	// AllowedOrigins are the other web origins whose pages may call; "*" means all.
	AllowedOrigins []string
	// Limits bounds what one address or one account may try; zero values mean DefaultLimits.
	Limits Limits
	// ClientIP tells who is calling. It is the peer of the connection unless set, which behind a proxy is the proxy.
	ClientIP func(*http.Request) string
	// Now is the clock, the system's unless set.
	Now func() time.Time
}

// Server is the identity server. It is safe for concurrent use.
type Server struct {
	cfg       Config
	issuer    string
	keys      *keyring
	pool      *pgxpool.Pool
	passwords *passwords
	limits    *limiters
	log       zerolog.Logger
}

// New reads or makes the keys and returns the server.
func New(cfg Config, pool *pgxpool.Pool, log zerolog.Logger) (*Server, error) {
	return newServer(cfg, pool, log, bcrypt.DefaultCost)
}

func newServer(cfg Config, pool *pgxpool.Pool, log zerolog.Logger, passwordCost int) (*Server, error) {
	if cfg.PublicURL == "" || cfg.KeyFile == "" {
		return nil, errors.New("embedded identity: PublicURL and KeyFile are required")
	}
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.TokenLifetime <= 0 {
		cfg.TokenLifetime = time.Hour
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.ClientIP == nil {
		cfg.ClientIP = peerIP
	}
	keys, err := loadKeyring(cfg.KeyFile, cfg.Now())
	if err != nil {
		return nil, fmt.Errorf("embedded identity: %w", err)
	}
	passwords, err := newPasswords(passwordCost, runtime.NumCPU())
	if err != nil {
		return nil, fmt.Errorf("embedded identity: %w", err)
	}
	return &Server{
		cfg: cfg, issuer: cfg.PublicURL + PathPrefix, keys: keys, pool: pool, passwords: passwords,
		limits: newLimiters(cfg.Limits, cfg.Now), log: log,
	}, nil
}

// AnonKey is the public API key of this installation: it names a client, never a person.
func (s *Server) AnonKey() (string, error) { return s.keys.apiKey("anon") }

// ServiceRoleKey is the API key that opens the admin endpoints. It is a secret.
func (s *Server) ServiceRoleKey() (string, error) { return s.keys.apiKey("service_role") }

// Handler serves every path below PathPrefix and expects it in the request's path.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, serve := range map[string]handler{
		"GET /health":                s.health,
		"GET /settings":              s.settings,
		"GET /.well-known/jwks.json": s.publicKeys,
		"POST /signup":               s.signUp,
		"POST /token":                s.token,
		"POST /recover":              s.recover,
		"POST /verify":               s.verify,
		"GET /verify":                s.followLink,
		"POST /logout":               s.logout,
		"GET /user":                  s.getUser,
		"PUT /user":                  s.updateUser,
		"GET /admin/users":           s.adminOnly(s.adminListUsers),
		"POST /admin/users":          s.adminOnly(s.adminCreateUser),
		"GET /admin/users/{id}":      s.adminOnly(s.adminGetUser),
		"PUT /admin/users/{id}":      s.adminOnly(s.adminUpdateUser),
		"DELETE /admin/users/{id}":   s.adminOnly(s.adminDeleteUser),
	} {
		mux.Handle(pattern, s.handle(serve))
	}
	return s.allowOrigins(http.StripPrefix(PathPrefix, mux))
}

// handler answers a request or says what is wrong with it.
type handler func(w http.ResponseWriter, r *http.Request) error

// handle gives a handler its limits and turns its error into an answer.
func (s *Server) handle(serve handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		if err := serve(w, r); err != nil {
			s.writeError(w, r, err)
		}
	})
}
