package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// gcPercent lets garbage grow to more than the heap in use: what a request allocates does not live long, so that fewer
	// collections cost few megabytes while the heap is small.
	gcPercent = 150
	// modest is the memory, heap and stacks, up to which that is so. From there on collections are more frequent instead.
	modest = 26 << 20
	// memoryEvery is how often it is looked whether the heap in use needs more than that.
	memoryEvery = 5 * time.Second
)

// boundMemory keeps the process small as long as little is in use, and lets it grow with what is: a limit that the heap in use
// comes near to would have the collector at work all the time. Whoever sets GOGC or GOMEMLIMIT decides alone.
func boundMemory(ctx context.Context) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(gcPercent)
	ticker := time.NewTicker(memoryEvery)
	defer ticker.Stop()
	used := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	for {
		metrics.Read(used)
		live, stacks := int64(used[0].Value.Uint64()), int64(used[1].Value.Uint64())
		debug.SetMemoryLimit(max(modest, live*(100+gcPercent)/100+2*stacks))
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
