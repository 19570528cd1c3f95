package config

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const authPath = "/auth/v1"

// minMetricsToken is the length that makes guessing hopeless.
const minMetricsToken = 16

// anyIssuer stands for an Auth server that names no issuer in its tokens.
const anyIssuer = "any"

var (
	hostPattern    = regexp.MustCompile(`^[0-9A-Za-z.:-]+$`)
	imagePattern   = regexp.MustCompile(`^[a-z0-9][\w./:@-]*$`)
	networkPattern = regexp.MustCompile(`^[A-Za-z0-9][\w.-]*$`)
)

// Load reads all settings. Its error names every variable that is wrong and what it may be.
func Load(lookup Lookup) (Config, error) {
	c, r := load(lookup)
	return c, r.err()
}

func load(lookup Lookup) (Config, *reader) {
	r := &reader{lookup: lookup}
	c := Config{
		HTTP:     r.http(),
		Log:      r.log(),
		Metrics:  Metrics{Token: r.optional("METRICS_TOKEN")},
		Tracing:  r.tracing(),
		Roles:    r.roles(),
		Database: r.database(),
		Auth:     r.auth(),
		WAHA:     r.waha(),
		Media:    r.media(),
		Limits:   r.limits(),
		Ingest:   r.ingest(),
		Local:    r.local(),
	}
	r.complete(&c)
	r.check(c)
	c.settings = r.settings
	return c, r
}

// Migration is what changing the schema needs.
type Migration struct {
	URL            Secret // As a role that may change the schema.
	ServerPassword Secret // Of the role conectafy_server, as DATABASE_URL has it; empty means that others make that role.
}

// LoadMigration reads it. The address must be there.
func LoadMigration(lookup Lookup) (Migration, error) {
	const name = "MIGRATION_DATABASE_URL"
	r := &reader{lookup: lookup}
	address := r.databaseURL(name)
	r.required(name, address)
	return Migration{URL: address, ServerPassword: serverPassword(r.databaseURL("DATABASE_URL"))}, r.err()
}

// serverPassword is the password in the address, if it is the server's. Behind Supabase's pooler the project follows the name.
func serverPassword(address Secret) Secret {
	u, err := url.Parse(address.Reveal())
	if err != nil || u.User == nil {
		return ""
	}
	if name, _, _ := strings.Cut(u.User.Username(), "."); name != "conectafy_server" {
		return ""
	}
	password, _ := u.User.Password()
	return Secret(password)
}

// LoadLocal reads what the one-command shape needs before there is a database.
func LoadLocal(lookup Lookup) (Local, error) {
	r := &reader{lookup: lookup}
	local := r.local()
	return local, r.err()
}

func (r *reader) http() HTTP {
	return HTTP{
		Port:             r.int("PORT", 3001, 1, 65535),
		ListenHost:       r.text("LISTEN_HOST", "127.0.0.1", hostPattern, "an address or a host's name"),
		PublicURL:        r.webURL("PUBLIC_URL"),
		CORSOrigins:      r.origins("CORS_ORIGINS"),
		BodyLimit:        int64(r.int("BODY_LIMIT_BYTES", mib, kib, 64*mib)),
		WebhookBodyLimit: int64(r.int("WEBHOOK_BODY_LIMIT_BYTES", 16*mib, 64*kib, 256*mib)),
		ShutdownTimeout:  r.duration("SHUTDOWN_TIMEOUT", "20s", time.Second, 10*time.Minute),
	}
}

func (r *reader) log() Log {
	return Log{
		Level:  r.choice("LOG_LEVEL", "info", "debug", "warn", "error"),
		Format: r.choice("LOG_FORMAT", "json", "console"),
	}
}

func (r *reader) tracing() Tracing {
	return Tracing{
		Endpoint: r.webURL("OTEL_EXPORTER_OTLP_ENDPOINT"),
		Headers:  r.optional("OTEL_EXPORTER_OTLP_HEADERS"),
		Service:  r.plain("OTEL_SERVICE_NAME", "conectafy"),
	}
}

func (r *reader) roles() Roles {
	const name = "ROLES"
	var roles Roles
	for _, role := range r.list(name, "api,worker,reconciler") {
		switch role {
		case "api":
			roles.API = true
		case "worker":
			roles.Worker = true
		case "reconciler":
			roles.Reconciler = true
		default:
			r.problem(name, "must be some of api, worker, reconciler, separated by commas, not %q", role)
		}
	}
	if roles == (Roles{}) && !r.complained(name) {
		r.problem(name, "must name at least one of api, worker, reconciler")
	}
	return roles
}

func (r *reader) database() Database {
	return Database{
		URL:          r.databaseURL("DATABASE_URL"),
		DirectURL:    r.databaseURL("DATABASE_DIRECT_URL"),
		MigrationURL: r.databaseURL("MIGRATION_DATABASE_URL"),
		MaxConns:     r.int("DATABASE_MAX_CONNS", 10, 2, 500),
		QueryMode:    r.choice("DATABASE_QUERY_MODE", "auto", "cache_statement", "exec"),
		QueryTimeout: r.duration("QUERY_TIMEOUT", "5s", 100*time.Millisecond, time.Minute),
		SecretsKey:   r.key("SECRETS_KEY"),
	}
}

func (r *reader) auth() Auth {
	return Auth{
		Mode:           r.choice("AUTH_MODE", "supabase", "embedded"),
		SupabaseURL:    r.webURL("SUPABASE_URL"),
		AnonKey:        r.optional("SUPABASE_ANON_KEY"),
		JWTSecret:      r.optional("SUPABASE_JWT_SECRET"),
		Issuer:         r.plain("JWT_ISSUER", ""),
		Audience:       r.plain("JWT_AUDIENCE", "authenticated"),
		JWKSURL:        r.webURL("JWKS_URL"),
		AllowAnonymous: r.bool("ALLOW_ANONYMOUS_USERS", false),
	}
}

func (r *reader) optional(name string) Secret {
	value, _ := r.secret(name)
	return Secret(value)
}

func (r *reader) waha() WAHA {
	return WAHA{
		Runtime:        r.choice("RUNTIME", "auto", "docker", "process"),
		Image:          r.text("WAHA_IMAGE", "devlikeapro/waha:gows-2026.8.2", imagePattern, "an image's name"),
		Engine:         r.choice("WAHA_ENGINE", "GOWS", "NOWEB", "WEBJS", "WPP"),
		Pull:           r.choice("WAHA_PULL", "missing", "never"),
		BasePort:       r.int("WAHA_BASE_PORT", 3010, 1024, 65535),
		MaxSessions:    r.int("WAHA_MAX_SESSIONS", 20, 1, 10_000),
		MemoryMB:       r.int("WAHA_MEMORY_MB", 1024, 32, 65_536),
		CPUs:           r.float("WAHA_CPUS", 1, 0.05, 64),
		Timeout:        r.duration("WAHA_TIMEOUT", "30s", time.Second, 2*time.Minute),
		MediaTimeout:   r.duration("WAHA_MEDIA_TIMEOUT", "5m", 10*time.Second, 30*time.Minute),
		DockerTimeout:  r.duration("DOCKER_TIMEOUT", "30s", time.Second, 10*time.Minute),
		Network:        r.text("DOCKER_NETWORK", "conectafy_network", networkPattern, "a network's name"),
		InDocker:       r.choice("IN_DOCKER", "auto", "true", "false"),
		WebhookBaseURL: r.webURL("WEBHOOK_BASE_URL"),
		SimBinary:      r.plain("WAHA_SIM_BINARY", ""),
		SimImage:       r.text("WAHA_SIM_IMAGE", "conectafy/waha-sim:dev", imagePattern, "an image's name"),
	}
}

func (r *reader) media() Media {
	return Media{
		URL:          r.plain("MEDIA_URL", ""),
		MaxBytes:     int64(r.int("MEDIA_MAX_BYTES", 100*mib, mib, 2048*mib)),
		LinkLifetime: r.duration("MEDIA_LINK_LIFETIME", "1h", time.Minute, 24*time.Hour),
		FetchAllow:   r.addresses("MEDIA_FETCH_ALLOW"),
		FetchTimeout: r.duration("MEDIA_FETCH_TIMEOUT", "2m", time.Second, 30*time.Minute),
	}
}

func (r *reader) limits() Limits {
	return Limits{
		SendWait:      r.duration("SEND_WAIT", "10s", 0, time.Minute),
		SendGap:       r.duration("SEND_GAP", "1s", 0, time.Minute),
		SendExpiry:    r.duration("SEND_EXPIRY", "10m", time.Minute, 24*time.Hour),
		LongPollMax:   r.duration("LONG_POLL_MAX", "30s", time.Second, 5*time.Minute),
		FeedRetention: r.duration("FEED_RETENTION", "168h", time.Hour, 8760*time.Hour),
	}
}

func (r *reader) ingest() Ingest {
	return Ingest{
		Batch:   r.int("INGEST_BATCH", 256, 1, 5000),
		Writers: r.int("INGEST_WRITERS", 1, 1, 32),
		Queue:   r.int("INGEST_QUEUE", 4096, 1, 1_000_000),
	}
}

func (r *reader) local() Local {
	return Local{
		DataDir:        r.plain("DATA_DIR", ".data"),
		PostgresPort:   r.int("POSTGRES_PORT", 5433, 1, 65535),
		PostgresBinDir: r.plain("POSTGRES_BIN_DIR", ""),
		WebPort:        r.int("WEB_PORT", 3000, 1, 65535),
		WebDir:         r.plain("WEB_DIR", ""),
	}
}

// complete fills in what follows from other variables.
func (r *reader) complete(c *Config) {
	fill(&c.HTTP.PublicURL, "http://localhost:"+strconv.Itoa(c.HTTP.Port))
	if c.Auth.Mode == "embedded" {
		fill(&c.Auth.SupabaseURL, c.HTTP.PublicURL)
	}
	fill(&c.Auth.Issuer, c.Auth.SupabaseURL+authPath)
	if c.Auth.Issuer == anyIssuer {
		c.Auth.Issuer = ""
	}
	fill(&c.Auth.JWKSURL, c.Auth.SupabaseURL+authPath+"/.well-known/jwks.json")
	fill(&c.Media.URL, filepath.Join(c.Local.DataDir, "media"))
	fill(&c.WAHA.SimBinary, filepath.Join(c.Local.DataDir, "bin", "waha-sim"))
	if c.Database.DirectURL == "" {
		c.Database.DirectURL = c.Database.URL
	}
	if c.Database.QueryMode == "auto" {
		c.Database.QueryMode = queryMode(c.Database.URL)
	}
}

func fill(value *string, fallback string) {
	if *value == "" {
		*value = fallback
	}
}

// queryMode tells Supabase's pooler in transaction mode by its port: it loses prepared statements between transactions.
func queryMode(address Secret) string {
	parsed, err := url.Parse(address.Reveal())
	if err == nil && parsed.Port() == "6543" {
		return "exec"
	}
	return "cache_statement"
}

// check refuses combinations.
func (r *reader) check(c Config) {
	r.required("DATABASE_URL", c.Database.URL)
	if c.Auth.Mode == "supabase" {
		r.required("SUPABASE_URL", Secret(c.Auth.SupabaseURL))
		r.required("SUPABASE_ANON_KEY", c.Auth.AnonKey)
	}
	if n := len(c.Metrics.Token); n > 0 && n < minMetricsToken {
		r.problem("METRICS_TOKEN", "must have at least %d characters", minMetricsToken)
	}
	if n := len(c.Auth.JWTSecret); n > 0 && n < 32 {
		r.problem("SUPABASE_JWT_SECRET", "must have at least 32 characters")
	}
	last := c.WAHA.BasePort + c.WAHA.MaxSessions - 1
	if last > 65535 {
		r.problem("WAHA_BASE_PORT", "leaves no room for WAHA_MAX_SESSIONS=%d ports below 65536", c.WAHA.MaxSessions)
	}
	for _, other := range []struct {
		name string
		port int
	}{{"PORT", c.HTTP.Port}, {"POSTGRES_PORT", c.Local.PostgresPort}, {"WEB_PORT", c.Local.WebPort}} {
		if other.port >= c.WAHA.BasePort && other.port <= last {
			r.problem(other.name, "must lie outside the ports of the sessions, %d to %d", c.WAHA.BasePort, last)
		}
	}
	if c.HTTP.Port == c.Local.PostgresPort {
		r.problem("PORT", "and POSTGRES_PORT must differ")
	}
	if c.Local.WebPort == c.HTTP.Port || c.Local.WebPort == c.Local.PostgresPort {
		r.problem("WEB_PORT", "must differ from PORT and POSTGRES_PORT")
	}
}
