package docker

import (
	"slices"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

func TestHowMuchOfAnImageIsThere(t *testing.T) {
	t.Parallel()
	const none = runtime.UnknownPercent
	for name, c := range map[string]struct {
		report string
		want   []int
	}{
		"what is not about layers": {`{"status":"Pulling from waha","id":"1"}{"status":"Digest: sha256:1"}`, []int{none, none}},
		"layers that were there before": {
			`{"status":"Already exists","id":"a"}{"status":"Pulling fs layer","id":"b"}
			{"status":"Downloading","id":"b","progressDetail":{"current":5,"total":10}}`,
			[]int{none, none, 25},
		},
		"downloaded and unpacked": {
			`{"status":"Pulling fs layer","id":"a"}{"status":"Downloading","id":"a","progressDetail":{"current":5,"total":10}}
			{"status":"Download complete","id":"a"}{"status":"Extracting","id":"a","progressDetail":{"current":5,"total":10}}
			{"status":"Pull complete","id":"a"}`,
			[]int{none, 25, 50, 75, 100},
		},
		"an engine that does not say how much it unpacked": {
			`{"status":"Pulling fs layer","id":"a"}{"status":"Downloading","id":"a","progressDetail":{"current":10,"total":10}}
			{"status":"Extracting","id":"a","progressDetail":{"current":3,"units":"s"}}{"status":"Pull complete","id":"a"}`,
			[]int{none, 50, 50, 100},
		},
		"a large layer behind small ones": {
			`{"status":"Pulling fs layer","id":"a"}{"status":"Pulling fs layer","id":"b"}
			{"status":"Downloading","id":"a","progressDetail":{"current":10,"total":10}}
			{"status":"Downloading","id":"b","progressDetail":{"current":10,"total":990}}
			{"status":"Downloading","id":"b","progressDetail":{"current":990,"total":990}}`,
			[]int{none, none, 25, 25, 50},
		},
		"a layer too small to be told of": {
			`{"status":"Pulling fs layer","id":"a"}{"status":"Pulling fs layer","id":"b"}{"status":"Pull complete","id":"a"}
			{"status":"Downloading","id":"b","progressDetail":{"current":10,"total":10}}`,
			[]int{none, none, none, 50},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []int
			f := newFetched()
			if err := follow(strings.NewReader(c.report), func(s step) { got = append(got, f.add(s)) }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
