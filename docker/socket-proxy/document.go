package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// maxDepth is deeper than any body that the backend sends.
const maxDepth = 16

var (
	errDuplicate = errors.New("a field of the body comes twice")
	errTooDeep   = errors.New("the body is nested too deeply")
	errNotJSON   = errors.New("the body is not one JSON value")
)

// compact reads a JSON value and leaves out the fields of objects that say nothing: null, false, 0, "", and lists of such. An
// empty object stays, since as an entry of Volumes or of EndpointsConfig it is a wish. Readers differ in which of two equal fields
// counts, and in whether case makes a difference, so two that are equal but for case are an error.
func compact(raw []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	value, err := next(decoder, 0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errNotJSON
	}
	return json.Marshal(value)
}

func next(decoder *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	token, err := decoder.Token()
	if err != nil {
		return nil, errNotJSON
	}
	switch token {
	case json.Delim('{'):
		return nextObject(decoder, depth)
	case json.Delim('['):
		return nextList(decoder, depth)
	default:
		return token, nil
	}
}

func nextObject(decoder *json.Decoder, depth int) (any, error) {
	object, seen := map[string]any{}, map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		key, isKey := token.(string)
		if err != nil || !isKey {
			return nil, errNotJSON
		}
		// Upper case first: it unites letters that lower case alone keeps apart, such as the long s.
		folded := strings.ToLower(strings.ToUpper(key))
		if seen[folded] {
			return nil, errDuplicate
		}
		seen[folded] = true
		value, err := next(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		if !empty(value) {
			object[key] = value
		}
	}
	return object, end(decoder)
}

func nextList(decoder *json.Decoder, depth int) (any, error) {
	list := []any{}
	for decoder.More() {
		value, err := next(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, end(decoder)
}

// end reads the bracket that closes an object or a list.
func end(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return errNotJSON
	}
	return nil
}

func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case json.Number:
		number, err := v.Float64()
		return err == nil && number == 0
	case []any:
		for _, entry := range v {
			if !empty(entry) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
