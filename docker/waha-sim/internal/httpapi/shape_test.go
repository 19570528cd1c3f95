package httpapi

import (
	"fmt"
	"strings"
	"testing"
)

// sameShape demands the keys and types of a sample. A null, in either, stands for any type; of a list the first items
// are compared. What a session's owner writes is left out. Of an engine's raw data the samples show only some fields, so
// there may be more.
func sameShape(t *testing.T, name string, got, want any) {
	t.Helper()
	for _, difference := range differences("", got, want) {
		t.Errorf("%s: %s", name, difference)
	}
}

func differences(path string, got, want any) []string {
	if got == nil || want == nil {
		return nil
	}
	switch want := want.(type) {
	case object:
		got, isObject := got.(object)
		if !isObject {
			return []string{fmt.Sprintf("%s is %T, want an object", path, got)}
		}
		return objectDifferences(path, got, want)
	case []any:
		got, isList := got.([]any)
		if !isList {
			return []string{path + " is not a list"}
		}
		if len(got) == 0 || len(want) == 0 {
			return nil
		}
		return differences(path+"[0]", got[0], want[0])
	}
	if fmt.Sprintf("%T", got) != fmt.Sprintf("%T", want) {
		return []string{fmt.Sprintf("%s is %T, want %T", path, got, want)}
	}
	return nil
}

func objectDifferences(path string, got, want object) []string {
	var list []string
	for key, value := range want {
		if key == "config" || key == "metadata" {
			continue
		}
		given, found := got[key]
		if !found {
			list = append(list, fmt.Sprintf("%s.%s is missing", path, key))
			continue
		}
		list = append(list, differences(path+"."+key, given, value)...)
	}
	for key := range got {
		if strings.Contains(path, "._data") {
			break
		}
		if _, found := want[key]; !found {
			list = append(list, fmt.Sprintf("%s.%s is not in the sample", path, key))
		}
	}
	return list
}

// sameBody demands exactly the sample.
func sameBody(t *testing.T, name string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", name, got, want)
	}
}

func TestDifferencesAreSeen(t *testing.T) {
	t.Parallel()
	want := object{"id": "a", "n": 1.0, "list": []any{object{"x": "y"}}, "null": nil}
	for name, got := range map[string]any{
		"missing key": object{"id": "a", "n": 1.0, "list": []any{}},
		"extra key":   object{"id": "a", "n": 1.0, "list": []any{}, "null": nil, "more": 1.0},
		"other type":  object{"id": 1.0, "n": 1.0, "list": []any{}, "null": nil},
		"in a list":   object{"id": "a", "n": 1.0, "list": []any{object{"x": 1.0}}, "null": nil},
		"not a list":  object{"id": "a", "n": 1.0, "list": "x", "null": nil},
	} {
		if len(differences("", got, want)) != 1 {
			t.Errorf("%s: got %v, want one difference", name, differences("", got, want))
		}
	}
	if list := differences("", object{"id": "b", "n": 2.0, "list": []any{}, "null": "x"}, want); len(list) != 0 {
		t.Errorf("got %v", list)
	}
}
