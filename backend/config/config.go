// Package config reads the settings from the environment, once, and says everything that is wrong with them at once.
//
// Each variable is described in .env.example, in the order of the structs below.
package config

import (
	"net/netip"
	"time"
)

// Config is all of the settings.
type Config struct {
	HTTP     HTTP
	Log      Log
	Metrics  Metrics
	Tracing  Tracing
	Roles    Roles
	Database Database
	Auth     Auth
	WAHA     WAHA
	Media    Media
	Limits   Limits
	Ingest   Ingest
	Local    Local

	settings []Setting
}

// HTTP is how callers reach the API.
type HTTP struct {
	Port             int
	ListenHost       string
	PublicURL        string // As people type it, without a slash at the end.
	CORSOrigins      []string
	BodyLimit        int64 // Bytes of a request to the API.
	WebhookBodyLimit int64 // Bytes of a webhook, which may carry a thumbnail.
	ShutdownTimeout  time.Duration
}

// Log is what is logged, and how.
type Log struct {
	Level  string // debug, info, warn or error.
	Format string // json or console.
}

// Metrics is who may see the server's figures.
type Metrics struct {
	Token Secret // Asked for at /metrics, which isn't there without it.
}

// Tracing is where spans go, by OpenTelemetry's own variables.
type Tracing struct {
	Endpoint string // Base URL of a collector that takes OTLP over HTTP; empty means that nothing is followed.
	Headers  Secret // Sent along: name=value, separated by commas, values as in URLs.
	Service  string
}

// Roles are the parts that this process plays.
type Roles struct {
	API, Worker, Reconciler bool
}

// Database is where the rows are.
type Database struct {
	URL          Secret // As the role conectafy_server; a pooler may stand between.
	DirectURL    Secret // The same without a pooler in transaction mode, for LISTEN and locks.
	MigrationURL Secret // As a role that may change the schema; empty means that others do that.
	MaxConns     int
	QueryMode    string // exec or cache_statement.
	QueryTimeout time.Duration
	SecretsKey   Key // Encrypts the secrets of containers in their rows.
}

// Auth is who issues tokens and how they are checked.
type Auth struct {
	Mode           string // supabase or embedded.
	SupabaseURL    string
	AnonKey        Secret
	JWTSecret      Secret // The legacy HS256 secret; empty means JWKS alone.
	Issuer         string // Empty means any.
	Audience       string
	JWKSURL        string
	AllowAnonymous bool
}

// WAHA is how the containers behind sessions are made and reached.
type WAHA struct {
	Runtime        string // auto, docker or process.
	Image          string
	Engine         string // WAHA's own name for it: GOWS, NOWEB, WEBJS or WPP.
	Pull           string // missing or never.
	BasePort       int    // The first of the ports published when the backend runs outside Docker.
	MaxSessions    int
	MemoryMB       int
	CPUs           float64
	Timeout        time.Duration // Of one call to WAHA.
	MediaTimeout   time.Duration // Of one call during which WAHA moves a file.
	DockerTimeout  time.Duration // Of one call to the engine, pulls apart.
	Network        string
	InDocker       string // auto, true or false.
	WebhookBaseURL string // Where containers find the backend; empty means by the network's own means.
	SimBinary      string
	SimImage       string
}

// Media is where the files of messages are kept.
type Media struct {
	URL          string           // A folder, or s3://bucket?…; empty means a folder in DATA_DIR.
	MaxBytes     int64            // Of one file.
	LinkLifetime time.Duration    // Of a link that opens a file without a token.
	FetchAllow   []netip.AddrPort // Servers that mediaUrl may lead to although they are not public.
	FetchTimeout time.Duration    // Of fetching one mediaUrl.
}

// Limits are the pace of sending and the lives of things that wait.
type Limits struct {
	SendWait      time.Duration // How long a send waits for WAHA's answer before it answers the caller.
	SendGap       time.Duration // Between two sends of one number.
	SendExpiry    time.Duration // After which a message that waits isn't sent any more.
	LongPollMax   time.Duration
	FeedRetention time.Duration
}

// Ingest is how webhooks are gathered into commits.
type Ingest struct {
	Batch   int // Webhooks per commit, at most.
	Writers int
	Queue   int // Webhooks that wait, at most; one more is answered 503.
}

// Local is what the one-command shape keeps on this machine.
type Local struct {
	DataDir        string
	PostgresPort   int
	PostgresBinDir string // Empty means the system's programs.
	WebPort        int
	WebDir         string // Folder of the built web app; empty means that it isn't run.
}

// Setting is a variable and its value as it may be shown: of a secret only whether it is there.
type Setting struct {
	Name, Value string
}

// Settings returns what was read, in order, for the log.
func (c Config) Settings() []Setting { return c.settings }
