package apitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/conectafy/conectafy/backend/controllers"
)

// Contract is docs/openapi.yaml, as the server serves it. It remembers which of its answers were given.
type Contract struct {
	doc    *openapi3.T
	router routers.Router

	mu    sync.Mutex
	given map[string]bool // "GET /api/sessions 200"
}

func newContract(t testing.TB) *Contract {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(controllers.OpenAPI())
	if err != nil {
		t.Fatalf("read the contract: %v", err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatalf("the contract is not OpenAPI 3.1: %v", err)
	}
	closeSchemas(doc)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatalf("read the contract's paths: %v", err)
	}
	return &Contract{doc: doc, router: router, given: map[string]bool{}}
}

// check holds a request that was answered, and the answer, to the contract.
func (c *Contract) check(request *http.Request, body []byte, response *Response) error {
	headersOnly := request.Method == http.MethodHead
	if headersOnly { // as GET, without the body
		request = request.Clone(request.Context())
		request.Method = http.MethodGet
	}
	route, params, err := c.router.FindRoute(request)
	if err != nil {
		return checkUnknown(response)
	}
	if !headersOnly {
		c.note(route, response.Code)
	}
	input := &openapi3filter.RequestValidationInput{
		Request: request, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			IncludeResponseStatus: true, MultiError: true,
			ExcludeRequestBody:  isForm(request.Header.Get("Content-Type")), // the library knows few types of files
			ExcludeResponseBody: headersOnly || !isJSON(response.Header.Get("Content-Type")),
			AuthenticationFunc:  openapi3filter.NoopAuthenticationFunc,
		},
	}
	ctx := context.WithoutCancel(request.Context())
	if response.Code < http.StatusBadRequest {
		request.Body = io.NopCloser(bytes.NewReader(body))
		if err := openapi3filter.ValidateRequest(ctx, input); err != nil {
			return fmt.Errorf("the server accepted what the contract does not: %w", err)
		}
	}
	if err := documented(route.Operation, response); err != nil {
		return err
	}
	return openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: response.Code, Header: response.Header, Options: input.Options,
		Body: io.NopCloser(bytes.NewReader(response.Body)),
	})
}

// documented looks at what the library doesn't: answers other than JSON, and those without a body.
func documented(operation *openapi3.Operation, response *Response) error {
	answer := operation.Responses.Status(response.Code)
	if answer == nil {
		return fmt.Errorf("status %d is not documented", response.Code)
	}
	media := response.Header.Get("Content-Type")
	switch {
	case len(answer.Value.Content) == 0 && len(response.Body) > 0:
		return errors.New("there is a body and none is documented")
	case len(answer.Value.Content) > 0 && answer.Value.Content.Get(media) == nil:
		return fmt.Errorf("content type %q is not documented", media)
	}
	return nil
}

// checkUnknown holds an answer of no operation to what the introduction says of all errors.
func checkUnknown(response *Response) error {
	isError := response.Code == http.StatusNotFound || response.Code == http.StatusMethodNotAllowed
	preflight := response.Code == http.StatusNoContent
	if !preflight && (!isError || !isJSON(response.Header.Get("Content-Type"))) {
		return fmt.Errorf("no such operation, and status %d", response.Code)
	}
	return nil
}

func (c *Contract) note(route *routers.Route, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.given[route.Method+" "+route.Path+" "+strconv.Itoa(status)] = true
}

// NotGiven lists the documented answers that were never given.
func (c *Contract) NotGiven() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var missing []string
	for path, item := range c.doc.Paths.Map() {
		for method, operation := range item.Operations() {
			for status := range operation.Responses.Map() {
				if answer := method + " " + path + " " + status; !c.given[answer] {
					missing = append(missing, answer)
				}
			}
		}
	}
	slices.Sort(missing)
	return missing
}

// Operations lists what is documented, as "GET /api/sessions/{id}", with the operation.
func (c *Contract) Operations() map[string]*openapi3.Operation {
	operations := map[string]*openapi3.Operation{}
	for path, item := range c.doc.Paths.Map() {
		for method, operation := range item.Operations() {
			operations[method+" "+path] = operation
		}
	}
	return operations
}

// Enum lists the values of a documented enumeration.
func (c *Contract) Enum(t testing.TB, schema string) []string {
	t.Helper()
	found := c.doc.Components.Schemas[schema]
	if found == nil {
		t.Fatalf("no schema %s is documented", schema)
	}
	var values []string
	for _, value := range found.Value.Enum {
		values = append(values, fmt.Sprint(value))
	}
	return values
}

// IsPublic says whether an operation wants no token.
func IsPublic(operation *openapi3.Operation) bool {
	return operation.Security != nil && !slices.ContainsFunc(*operation.Security, func(r openapi3.SecurityRequirement) bool {
		return slices.Contains(slices.Collect(maps.Keys(r)), "accessToken")
	})
}

func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && strings.HasSuffix(media, "json")
}

func isForm(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && media == "multipart/form-data"
}

// closeSchemas makes names that are not documented an error. The document itself leaves room for more names, so that
// callers are prepared for them.
func closeSchemas(doc *openapi3.T) {
	for _, schema := range doc.Components.Schemas {
		closeSchema(schema)
	}
	for _, item := range doc.Paths.Map() {
		for _, operation := range item.Operations() {
			for _, answer := range operation.Responses.Map() {
				for _, media := range answer.Value.Content {
					closeSchema(media.Schema)
				}
			}
		}
	}
}

func closeSchema(ref *openapi3.SchemaRef) {
	if ref == nil || ref.Value == nil {
		return
	}
	schema := ref.Value
	if len(schema.Properties) > 0 && schema.AdditionalProperties.Has == nil {
		closed := false
		schema.AdditionalProperties.Has = &closed
	}
	for _, property := range schema.Properties {
		closeSchema(property)
	}
	closeSchema(schema.Items)
}
