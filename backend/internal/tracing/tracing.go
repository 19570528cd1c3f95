// Package tracing follows single webhooks and messages through the server, and tells an OpenTelemetry collector. Spans hold ids of
// ours, kinds and outcomes: never a text or a phone number.
package tracing

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// Config says where spans go. The SDK itself reads OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES and the limits of its queue.
type Config struct {
	Endpoint string // base URL of a collector that takes OTLP over HTTP; empty follows nothing
	Headers  string // sent along: name=value, separated by commas, values as in URLs
	Service  string
	Version  string
}

// Tracer begins spans.
type Tracer struct {
	tracer   trace.Tracer
	provider *sdktrace.TracerProvider // nil when nothing is followed
}

const scope = "conectafy"

// Off returns a tracer that follows nothing.
func Off() *Tracer { return &Tracer{tracer: noop.NewTracerProvider().Tracer(scope)} }

// Open returns a tracer. It calls nobody: a collector that is away costs spans and a line in the log, nothing else.
func Open(ctx context.Context, cfg Config, log zerolog.Logger) (*Tracer, error) {
	if cfg.Endpoint == "" {
		return Off(), nil
	}
	headers, err := parseHeaders(cfg.Headers)
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx, resource.WithFromEnv(), resource.WithAttributes(
		attribute.String("service.name", cfg.Service), attribute.String("service.version", cfg.Version),
	))
	if err != nil {
		return nil, fmt.Errorf("read OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	to := &exporter{url: cfg.Endpoint + "/v1/traces", headers: headers, client: &http.Client{Timeout: exportTimeout}, log: log}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(to), sdktrace.WithResource(about), sdktrace.WithIDGenerator(ids{}),
	)
	return &Tracer{tracer: provider.Tracer(scope), provider: provider}, nil
}

var errHeaders = errors.New("OTEL_EXPORTER_OTLP_HEADERS must be name=value, separated by commas")

// parseHeaders tells nothing of what it can't read: it may be a secret.
func parseHeaders(text string) (http.Header, error) {
	headers := make(http.Header)
	for pair := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		name, encoded, found := strings.Cut(pair, "=")
		value, err := url.PathUnescape(strings.TrimSpace(encoded))
		if name = strings.TrimSpace(name); !found || name == "" || err != nil {
			return nil, errHeaders
		}
		headers.Set(name, value)
	}
	return headers, nil
}

const closeTimeout = 5 * time.Second

// Close tells what was not told yet.
func (t *Tracer) Close() {
	if t.provider == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	_ = t.provider.Shutdown(ctx)
}

// Start begins a span within the one of ctx, if there is any.
func (t *Tracer) Start(ctx context.Context, name string, about ...attribute.KeyValue) (context.Context, trace.Span) {
	return t.tracer.Start(ctx, name, trace.WithAttributes(about...))
}

// StartOfMessage begins a span in the trace of a message. It follows from the message's own id, so that all processes know it, and a
// receipt that comes in hours later belongs to the send.
func (t *Tracer) StartOfMessage(
	ctx context.Context, session uuid.UUID, messageID, name string, since time.Time, about ...attribute.KeyValue,
) (context.Context, trace.Span) {
	if t.provider == nil {
		return t.Start(ctx, name)
	}
	sum := sha256.Sum256([]byte(session.String() + messageID))
	ctx = context.WithValue(ctx, traceKey{}, trace.TraceID(sum[:16]))
	about = append(about, Session(session))
	return t.tracer.Start(ctx, name, trace.WithNewRoot(), trace.WithTimestamp(since), trace.WithAttributes(about...))
}

// Session names a session.
func Session(id uuid.UUID) attribute.KeyValue {
	return attribute.String("conectafy.session_id", id.String())
}

// Kind says what an event tells.
func Kind(kind string) attribute.KeyValue { return attribute.String("conectafy.event", kind) }

// Ack is the step that a receipt tells, in WhatsApp's numbers.
func Ack(step int) attribute.KeyValue { return attribute.Int("conectafy.ack", step) }

// Note tells the span of ctx what became of it: a code, not an error, whose text may quote what people wrote.
func Note(ctx context.Context, outcome string, failed bool) {
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(attribute.String("conectafy.outcome", outcome))
	if failed {
		span.SetStatus(codes.Error, outcome)
	}
}

type traceKey struct{}

// ids makes random ids, save for traces that have one.
type ids struct{}

func (ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	if id, ok := ctx.Value(traceKey{}).(trace.TraceID); ok {
		return id, newSpanID()
	}
	return trace.TraceID(uuid.New()), newSpanID()
}

func (ids) NewSpanID(context.Context, trace.TraceID) trace.SpanID { return newSpanID() }

func newSpanID() (id trace.SpanID) {
	binary.BigEndian.PutUint64(id[:], rand.Uint64()|1) //nolint:gosec // no secret; it must not be zero
	return id
}
