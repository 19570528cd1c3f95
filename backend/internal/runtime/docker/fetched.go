package docker

import "github.com/conectafy/conectafy/backend/internal/runtime"

// fetched adds up how much of an image is there, by the engine's report. Each layer is downloaded and then unpacked, and both
// take their time. The engine tells how large a layer is only when it begins with it: until then it counts as large as the
// others are on average.
type fetched struct {
	layers  map[string]*layer
	percent int // runtime.UnknownPercent before anything is known; it never falls
}

// layer is one of an image, in bytes as they are downloaded. A size of 0 is unknown.
type layer struct{ size, downloaded, unpacked int64 }

func newFetched() *fetched {
	return &fetched{layers: map[string]*layer{}, percent: runtime.UnknownPercent}
}

// add takes in one line of the report, and gives the percent.
func (f *fetched) add(s step) int {
	if s.Status == "Pulling fs layer" {
		f.layers[s.Layer] = &layer{}
	}
	l, known := f.layers[s.Layer]
	if !known { // not about a layer, or about one that was there before
		return f.percent
	}
	switch s.Status {
	case "Downloading":
		l.size, l.downloaded = max(l.size, s.Progress.Total), s.Progress.Current
	case "Download complete":
		l.downloaded = l.size
	case "Extracting":
		l.downloaded = l.size
		if s.Progress.Total > 0 { // else it is in seconds
			l.unpacked = min(s.Progress.Current, l.size)
		}
	case "Pull complete":
		l.downloaded, l.unpacked = l.size, l.size
		if l.size == 0 { // too small to be told of
			delete(f.layers, s.Layer)
		}
	}
	f.percent = max(f.percent, f.sum())
	return f.percent
}

func (f *fetched) sum() int {
	var done, size, sized int64
	for _, l := range f.layers {
		if l.size > 0 {
			sized++
		}
		size += l.size
		done += l.downloaded + l.unpacked
	}
	if sized == 0 {
		return runtime.UnknownPercent
	}
	all := 2 * size * int64(len(f.layers)) / sized
	return int(100 * done / all)
}
