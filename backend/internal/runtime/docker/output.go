package docker

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"sync"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/pkg/stdcopy"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// Logs gives both output streams of the container as one.
func (r *Runtime) Logs(ctx context.Context, name string, opts runtime.LogOptions) (io.ReadCloser, error) {
	have, err := r.find(ctx, name)
	if err != nil {
		return nil, err
	}
	tail := "all"
	if opts.Tail > 0 {
		tail = strconv.Itoa(opts.Tail)
	}
	body, cancel, err := stream(ctx, r.cfg.CallTimeout, func(ctx context.Context) (io.ReadCloser, error) {
		return r.engine.ContainerLogs(ctx, have.ID, container.LogsOptions{
			ShowStdout: true, ShowStderr: true, Follow: opts.Follow, Tail: tail,
		})
	})
	if err != nil {
		return nil, explain("read logs of", name, err)
	}
	return demultiplex(body, cancel), nil
}

// plainLog is a log without the frames in which the engine tells the two streams apart.
type plainLog struct {
	*io.PipeReader
	close func() error
}

func demultiplex(body io.ReadCloser, cancel context.CancelFunc) plainLog {
	out, in := io.Pipe()
	go func() {
		_, err := stdcopy.StdCopy(in, in, body)
		_ = in.CloseWithError(err)
	}()
	return plainLog{PipeReader: out, close: sync.OnceValue(func() error {
		cancel()
		_ = out.Close()
		return body.Close()
	})}
}

// Close ends the stream.
func (l plainLog) Close() error { return l.close() }

// Stats takes the engine one to two seconds, in which it measures the use of the processor.
func (r *Runtime) Stats(ctx context.Context, name string) (runtime.Stats, error) {
	have, err := r.find(ctx, name)
	if err != nil {
		return runtime.Stats{}, err
	}
	if !have.State.Running {
		return runtime.Stats{}, fmt.Errorf("measure container %s: %w", name, runtime.ErrNotRunning)
	}
	ctx, cancel := context.WithTimeout(ctx, r.cfg.CallTimeout)
	defer cancel()
	answer, err := r.engine.ContainerStats(ctx, have.ID, false)
	if err != nil {
		return runtime.Stats{}, explain("measure container", name, err)
	}
	defer func() { _ = answer.Body.Close() }()
	var measured container.StatsResponse
	if err := json.NewDecoder(answer.Body).Decode(&measured); err != nil {
		return runtime.Stats{}, explain("measure container", name, err)
	}
	return toStats(measured), nil
}

func toStats(s container.StatsResponse) runtime.Stats {
	return runtime.Stats{
		MemoryBytes:      s.MemoryStats.Usage - min(pageCache(s.MemoryStats.Stats), s.MemoryStats.Usage),
		MemoryLimitBytes: s.MemoryStats.Limit,
		CPUPercent:       cpuPercent(s),
	}
}

// pageCache is memory that the kernel takes back when it is needed; its name depends on the version of cgroups.
func pageCache(stats map[string]uint64) uint64 {
	if v1, ok := stats["total_inactive_file"]; ok {
		return v1
	}
	return stats["inactive_file"]
}

func cpuPercent(s container.StatsResponse) float64 {
	used := float64(s.CPUStats.CPUUsage.TotalUsage) - float64(s.PreCPUStats.CPUUsage.TotalUsage)
	elapsed := float64(s.CPUStats.SystemUsage) - float64(s.PreCPUStats.SystemUsage)
	if used <= 0 || elapsed <= 0 {
		return 0
	}
	return used / elapsed * float64(s.CPUStats.OnlineCPUs) * 100
}
