package blobs_test

import (
	"io"
	"runtime"
	"testing"
)

// allocated says how many bytes do allocates, whether or not they are freed meanwhile. Its tests are not parallel, so that nobody
// else's are counted.
func allocated(t *testing.T, do func()) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestMemory(t *testing.T) {
	const size, most = 50 << 20, 2 << 20
	b := setup(t)
	used := allocated(t, func() {
		object, err := b.Put(t.Context(), ana, io.LimitReader(zeros{}, size), size)
		if err != nil {
			t.Fatal(err)
		}
		r, err := b.NewReader(t.Context(), object.Key)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if n, err := io.Copy(io.Discard, r); err != nil || n != size {
			t.Fatalf("got %d bytes, %v", n, err)
		}
	})
	t.Logf("%d bytes in and out with %d bytes of memory", size, used)
	if used > most {
		t.Errorf("%d bytes in and out took %d bytes of memory, more than %d", size, used, most)
	}
}
