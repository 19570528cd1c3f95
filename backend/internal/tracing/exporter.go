package tracing

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/rs/zerolog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

const exportTimeout = 10 * time.Second // the standard's default

// exporter sends spans as OTLP over HTTP, in its JSON form, which collectors take at the same address as the binary one. The library's
// own exporter brings gRPC and its gateway along: docs/decisions/0009-size-of-the-program.md.
type exporter struct {
	url     string
	headers http.Header
	client  *http.Client
	log     zerolog.Logger
}

// The shapes are those of opentelemetry.proto.trace.v1: ids in hexadecimal, 64-bit numbers as strings.
type (
	traces struct {
		ResourceSpans []resourceSpans `json:"resourceSpans"`
	}
	resourceSpans struct {
		Resource struct {
			Attributes []keyValue `json:"attributes"`
		} `json:"resource"`
		ScopeSpans []scopeSpans `json:"scopeSpans"`
	}
	scopeSpans struct {
		Scope struct {
			Name string `json:"name"`
		} `json:"scope"`
		Spans []span `json:"spans"`
	}
	span struct {
		TraceID    string     `json:"traceId"`
		SpanID     string     `json:"spanId"`
		ParentID   string     `json:"parentSpanId,omitempty"`
		Name       string     `json:"name"`
		Kind       int        `json:"kind"`
		Start      string     `json:"startTimeUnixNano"`
		End        string     `json:"endTimeUnixNano"`
		Attributes []keyValue `json:"attributes"`
		Status     status     `json:"status"`
	}
	status struct {
		Code    int    `json:"code,omitempty"`
		Message string `json:"message,omitempty"`
	}
	keyValue struct {
		Key   string `json:"key"`
		Value value  `json:"value"`
	}
	value struct {
		String string `json:"stringValue"`
	}
)

const statusError = 2

// ExportSpans sends spans. An error is logged, not returned: the SDK would print it elsewhere.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if err := e.send(ctx, spans); err != nil {
		e.log.Warn().Err(err).Int("spans", len(spans)).Msg("the collector did not take the spans")
	}
	return nil
}

// Shutdown has nothing to end.
func (e *exporter) Shutdown(context.Context) error { return nil }

func (e *exporter) send(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if len(spans) == 0 {
		return nil
	}
	body, err := json.Marshal(toTraces(spans))
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = e.headers.Clone()
	request.Header.Set("Content-Type", "application/json")
	answer, err := e.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection serves again
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("it answers %s", answer.Status)
	}
	return nil
}

// toTraces takes the resource of the first span: all come from one provider with one tracer.
func toTraces(spans []sdktrace.ReadOnlySpan) traces {
	var of resourceSpans
	of.Resource.Attributes = toKeyValues(spans[0].Resource().Attributes())
	list := scopeSpans{Spans: make([]span, len(spans))}
	list.Scope.Name = scope
	for i, s := range spans {
		list.Spans[i] = toSpan(s)
	}
	of.ScopeSpans = []scopeSpans{list}
	return traces{ResourceSpans: []resourceSpans{of}}
}

func toSpan(s sdktrace.ReadOnlySpan) span {
	out := span{
		TraceID: s.SpanContext().TraceID().String(), SpanID: s.SpanContext().SpanID().String(), Name: s.Name(),
		Kind: int(s.SpanKind()), Start: nanos(s.StartTime()), End: nanos(s.EndTime()), Attributes: toKeyValues(s.Attributes()),
	}
	if parent := s.Parent().SpanID(); parent.IsValid() {
		out.ParentID = parent.String()
	}
	if s.Status().Code == codes.Error {
		out.Status = status{Code: statusError, Message: s.Status().Description}
	}
	return out
}

func nanos(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

func toKeyValues(attributes []attribute.KeyValue) []keyValue {
	list := make([]keyValue, len(attributes))
	for i, a := range attributes {
		list[i] = keyValue{Key: string(a.Key), Value: value{String: a.Value.String()}}
	}
	return list
}
