package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// The parts of a Postman collection that are used here, in its format 2.1.
type (
	collection struct {
		Info     info       `json:"info"`
		Auth     *auth      `json:"auth,omitempty"`
		Variable []keyValue `json:"variable"`
		Item     []folder   `json:"item"`
	}
	info struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Schema      string `json:"schema"`
	}
	auth struct {
		Type   string     `json:"type"`
		Bearer []keyValue `json:"bearer,omitempty"`
	}
	keyValue struct {
		Key         string `json:"key"`
		Value       string `json:"value"`
		Type        string `json:"type,omitempty"`
		Src         string `json:"src,omitempty"`
		Description string `json:"description,omitempty"`
		Disabled    bool   `json:"disabled,omitempty"`
	}
	folder struct {
		Name        string `json:"name"`
		Description string `json:"description,omitempty"`
		Item        []item `json:"item"`
	}
	item struct {
		Name    string  `json:"name"`
		Event   []event `json:"event,omitempty"`
		Request request `json:"request"`
	}
	event struct {
		Listen string `json:"listen"`
		Script script `json:"script"`
	}
	script struct {
		Type string   `json:"type"`
		Exec []string `json:"exec"`
	}
	request struct {
		Method      string     `json:"method"`
		Header      []keyValue `json:"header"`
		Auth        *auth      `json:"auth,omitempty"`
		Body        *body      `json:"body,omitempty"`
		URL         address    `json:"url"`
		Description string     `json:"description,omitempty"`
	}
	body struct {
		Mode     string     `json:"mode"`
		Raw      string     `json:"raw,omitempty"`
		FormData []keyValue `json:"formdata,omitempty"`
		Options  any        `json:"options,omitempty"`
	}
	address struct {
		Raw      string     `json:"raw"`
		Host     []string   `json:"host"`
		Path     []string   `json:"path"`
		Query    []keyValue `json:"query,omitempty"`
		Variable []keyValue `json:"variable,omitempty"`
	}
)

const postmanHead = `Made from docs/openapi.yaml by scripts/generate.sh.

1. Set the variables baseUrl, supabaseUrl, anonKey, email and password. With make run, baseUrl and supabaseUrl are both
   http://localhost:3001, and anonKey may be anything.
2. Send "Sign up" or "Sign in": the token is kept for all other requests.
3. Send "Create a session": its id is kept as sessionId.`

// postman makes a collection of the API's operations. The converter that Postman publishes makes another file each time, mostly of
// invented answers, and takes OpenAPI 3.1's types for names. Calls of WAHA alone are left out: they are signed.
func postman(root string) ([]byte, error) {
	document, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "docs", "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	c := collection{
		Info: info{
			Name: document.Info.Title, Description: postmanHead,
			Schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
		},
		Auth: &auth{Type: "bearer", Bearer: []keyValue{{Key: "token", Value: "{{token}}", Type: "string"}}},
		Variable: []keyValue{
			{Key: "baseUrl", Value: "http://localhost:3001"},
			{Key: "supabaseUrl", Value: "http://localhost:3001"},
			{Key: "anonKey", Value: "anon"},
			{Key: "email", Value: "ana@example.com"},
			{Key: "password", Value: "correct horse battery"},
			{Key: "token", Value: ""},
			{Key: "sessionId", Value: ""},
			{Key: "phoneNumber", Value: "5491122334459"},
			{Key: "messageId", Value: ""},
		},
		Item: []folder{{Name: "Sign in", Description: "Supabase Auth", Item: []item{
			signIn("Sign up", "signup"), signIn("Sign in", "token?grant_type=password"),
		}}},
	}
	for _, tag := range document.Tags {
		if f := operations(document, tag); len(f.Item) > 0 && tag.Name != "Webhooks" {
			c.Item = append(c.Item, f)
		}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(c)
	return text.Bytes(), err
}

// keep is a script that remembers a part of the answer in a variable.
func keep(variable, path string) []event {
	return []event{{Listen: "test", Script: script{Type: "text/javascript", Exec: []string{
		"if (pm.response.code < 300) pm.collectionVariables.set('" + variable + "', pm.response.json()." + path + ");",
	}}}}
}

func signIn(name, path string) item {
	raw, query, _ := strings.Cut(path, "?")
	to := address{Raw: "{{supabaseUrl}}/auth/v1/" + path, Host: []string{"{{supabaseUrl}}"}, Path: []string{"auth", "v1", raw}}
	if key, value, ok := strings.Cut(query, "="); ok {
		to.Query = []keyValue{{Key: key, Value: value}}
	}
	return item{Name: name, Event: keep("token", "access_token"), Request: request{
		Method: "POST", URL: to, Auth: &auth{Type: "noauth"},
		Header: []keyValue{{Key: "apikey", Value: "{{anonKey}}"}, {Key: "Content-Type", Value: "application/json"}},
		Body:   jsonBody(map[string]any{"email": "{{email}}", "password": "{{password}}"}),
	}}
}

func operations(document *openapi3.T, tag *openapi3.Tag) folder {
	f := folder{Name: tag.Name, Description: tag.Description}
	for _, path := range document.Paths.InMatchingOrder() {
		way := document.Paths.Value(path)
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			if operation := way.Operations()[method]; operation != nil && slices.Contains(operation.Tags, tag.Name) {
				f.Item = append(f.Item, operationItem(method, path, operation, append(slices.Clone(way.Parameters), operation.Parameters...)))
			}
		}
	}
	// Whoever runs a whole folder deletes last.
	slices.SortStableFunc(f.Item, func(a, b item) int { return strings.Compare(orderOf(a), orderOf(b)) })
	return f
}

func orderOf(i item) string {
	if i.Request.Method == "DELETE" {
		return "~" + i.Request.URL.Raw
	}
	return i.Request.URL.Raw
}

func operationItem(method, path string, operation *openapi3.Operation, parameters openapi3.Parameters) item {
	to := address{Host: []string{"{{baseUrl}}"}}
	for _, part := range strings.Split(strings.Trim(path, "/"), "/") {
		if name := strings.Trim(part, "{}"); name != part {
			part = ":" + name
		}
		to.Path = append(to.Path, part)
	}
	to.Raw = "{{baseUrl}}/" + strings.Join(to.Path, "/")
	r := request{Method: method, Header: []keyValue{}, Description: strings.TrimSpace(operation.Description)}
	for _, parameter := range parameters {
		p := parameter.Value
		row := keyValue{Key: p.Name, Value: parameterValue(p), Description: strings.TrimSpace(p.Description)}
		switch p.In {
		case "path":
			to.Variable = append(to.Variable, row)
		case "query":
			row.Disabled = !p.Required
			to.Query = append(to.Query, row)
		case "header":
			row.Disabled = !p.Required
			r.Header = append(r.Header, row)
		}
	}
	r.URL = to
	if operation.Security != nil && len(*operation.Security) == 0 {
		r.Auth = &auth{Type: "noauth"}
	}
	if operation.RequestBody != nil {
		r.Body = requestBody(operation.RequestBody.Value.Content)
		if r.Body != nil && r.Body.Mode == "raw" {
			r.Header = append(r.Header, keyValue{Key: "Content-Type", Value: "application/json"})
		}
	}
	i := item{Name: operation.Summary, Request: r}
	switch operation.OperationID {
	case "createSession":
		i.Event = keep("sessionId", "data.id")
	case "sendMessage":
		i.Event = keep("messageId", "data.messageId")
	}
	return i
}

// parameterValue is a variable of the collection where there is one for it.
func parameterValue(p *openapi3.Parameter) string {
	switch p.Name {
	case "id", "sessionId":
		return "{{sessionId}}"
	case "chatId", "phoneNumber":
		return "{{phoneNumber}}"
	case "messageId":
		return "{{messageId}}"
	case "Accept-Language":
		return "en"
	}
	if p.Example != nil {
		return text(p.Example)
	}
	if p.Schema != nil {
		return text(sample(p.Schema, 0))
	}
	return ""
}

func requestBody(content openapi3.Content) *body {
	if media := content.Get("application/json"); media != nil {
		if media.Example != nil {
			return jsonBody(media.Example)
		}
		names := slices.Sorted(maps.Keys(media.Examples))
		if slices.Contains(names, "text") { // the plainest of a message's kinds
			names = []string{"text"}
		}
		if len(names) > 0 {
			return jsonBody(media.Examples[names[0]].Value.Value)
		}
		return jsonBody(sample(media.Schema, 0))
	}
	media := content.Get("multipart/form-data")
	if media == nil {
		return &body{Mode: "file"}
	}
	form := &body{Mode: "formdata"}
	for _, name := range slices.Sorted(maps.Keys(media.Schema.Value.Properties)) {
		row := keyValue{Key: name, Type: "text", Disabled: !slices.Contains(media.Schema.Value.Required, name)}
		if name == "file" {
			row.Type, row.Disabled = "file", false
		}
		form.FormData = append(form.FormData, row)
	}
	return form
}

func jsonBody(value any) *body {
	raw, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return nil
	}
	return &body{Mode: "raw", Raw: string(raw), Options: map[string]any{"raw": map[string]string{"language": "json"}}}
}

const deepest = 6

// sample is a value that a schema allows: what it shows itself, else of an object what is required.
func sample(ref *openapi3.SchemaRef, depth int) any {
	if ref == nil || ref.Value == nil || depth > deepest {
		return nil
	}
	s := ref.Value
	switch {
	case s.Example != nil:
		return s.Example
	case len(s.Examples) > 0:
		return s.Examples[0]
	case s.Default != nil:
		return s.Default
	case s.Const != nil:
		return s.Const
	case len(s.Enum) > 0:
		return s.Enum[0]
	case len(s.OneOf) > 0:
		return sample(s.OneOf[0], depth+1)
	case len(s.AnyOf) > 0:
		return sample(s.AnyOf[0], depth+1)
	case s.Type != nil && s.Type.Includes("object"):
		object := map[string]any{}
		for name, property := range s.Properties {
			if slices.Contains(s.Required, name) {
				object[name] = sample(property, depth+1)
			}
		}
		return object
	case s.Type != nil && s.Type.Includes("array"):
		return []any{sample(s.Items, depth+1)}
	case s.Type != nil && s.Type.Includes("integer"), s.Type != nil && s.Type.Includes("number"):
		if s.Min != nil {
			return *s.Min
		}
		return 0
	case s.Type != nil && s.Type.Includes("boolean"):
		return true
	}
	return "…"
}

// text is a value as a parameter has it.
func text(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return strings.Trim(value, "…")
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(raw)
}
