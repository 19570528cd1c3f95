package main

import "encoding/json"

// filter is Docker's way to choose: by kind, any or all of some values.
type filter map[string]map[string]bool

// parseFilter reads both of Docker's notations, {"label":{"a=b":true}} and the older {"label":["a=b"]}.
func parseFilter(text string) (filter, error) {
	result := filter{}
	if text == "" {
		return result, nil
	}
	var kinds map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &kinds); err != nil {
		return nil, refuse("filters must be a JSON object")
	}
	for kind, raw := range kinds {
		var values map[string]bool
		if json.Unmarshal(raw, &values) != nil {
			var list []string
			if json.Unmarshal(raw, &list) != nil {
				return nil, refuse("filters must have lists of values")
			}
			values = map[string]bool{}
			for _, value := range list {
				values[value] = true
			}
		}
		result[kind] = map[string]bool{}
		for value := range values {
			result[kind][value] = true
		}
	}
	return result, nil
}

// require adds a value that everything found must have: labels are the kind of which all must match.
func (f filter) require(label string) {
	if f["label"] == nil {
		f["label"] = map[string]bool{}
	}
	f["label"][label] = true
}

func (f filter) String() string {
	text, err := json.Marshal(f)
	if err != nil {
		panic(err) // a map of strings to booleans has a JSON form
	}
	return string(text)
}
