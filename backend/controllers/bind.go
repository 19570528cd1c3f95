package controllers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/conectafy/conectafy/backend/apperr"
)

// input reads the parts of one request and gathers all that is wrong with them, for one answer.
type input struct {
	c      *gin.Context
	rules  *validator.Validate
	fields []apperr.Field
	err    error // what makes the rest unreadable
}

// tidier is a body that cleans its fields up before they are checked.
type tidier interface{ tidy() }

// wrong notes a rule that a field broke.
func (in *input) wrong(name, rule, param string) {
	in.fields = append(in.fields, apperr.Field{Name: name, Rule: rule, Param: param})
}

// ok says whether all was well; if not, the answer is on its way.
func (in *input) ok() bool {
	switch {
	case in.err != nil:
		fail(in.c, in.err)
	case len(in.fields) > 0:
		fail(in.c, apperr.InvalidFields(in.fields...))
	default:
		return true
	}
	return false
}

// body reads JSON into a struct and checks its rules. Fields that it doesn't have are ignored.
func (in *input) body(into any) {
	if in.err != nil {
		return
	}
	media, _, err := mime.ParseMediaType(in.c.GetHeader("Content-Type"))
	if err != nil || media != "application/json" {
		in.err = apperr.ContentTypeUnknown
		return
	}
	raw, err := io.ReadAll(in.c.Request.Body)
	if err != nil {
		in.err = unreadable(err, raw)
		return
	}
	misfit := in.decode(raw, into)
	if in.err == nil {
		in.check(into, misfit)
	}
}

// decode returns the name of the first field whose value has another type; the rest is read all the same.
func (in *input) decode(raw []byte, into any) string {
	err := json.Unmarshal(raw, into)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &wrongType) && wrongType.Field != "":
		in.wrong(wrongType.Field, "type", jsonTypeOf(wrongType.Type))
		return wrongType.Field
	case errors.As(err, &wrongType):
		in.err = apperr.InvalidFields(apperr.Field{Name: "body", Rule: "type", Param: "object"})
	default:
		in.err = malformed(err, raw)
	}
	return ""
}

func (in *input) check(into any, misfit string) {
	if t, ok := into.(tidier); ok {
		t.tidy()
	}
	err := in.rules.Struct(into)
	var broken validator.ValidationErrors
	if err != nil && !errors.As(err, &broken) {
		in.err = err
		return
	}
	for _, e := range broken {
		if field := toField(e); field.Name != misfit {
			in.fields = append(in.fields, field)
		}
	}
}

func unreadable(err error, raw []byte) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return apperr.BodyTooLarge.With(tooLarge.Limit).Because(err)
	}
	return malformed(err, raw)
}

// malformed tells where the JSON stops making sense.
func malformed(err error, raw []byte) error {
	upTo := raw
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		upTo = raw[:min(syntax.Offset, int64(len(raw)))]
	}
	line := bytes.Count(upTo, []byte("\n")) + 1
	column := len(upTo) - bytes.LastIndexByte(upTo, '\n') - 1
	return apperr.MalformedJSON.With(line, max(column, 1)).Because(err)
}

func jsonTypeOf(t reflect.Type) string {
	numbers := []reflect.Kind{reflect.Int, reflect.Int64, reflect.Float64}
	switch kind := t.Kind(); {
	case kind == reflect.String:
		return "string"
	case kind == reflect.Bool:
		return "boolean"
	case slices.Contains(numbers, kind):
		return "number"
	default:
		return "object"
	}
}
