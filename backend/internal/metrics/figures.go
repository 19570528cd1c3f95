package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/conectafy/conectafy/backend/models"
)

//nolint:gochecknoglobals // constant descriptions
var (
	success = desc("scrape_success", "1 if the source of figures answered.", "source")

	sessions     = desc("sessions", "Sessions by status.", "status")
	jobs         = desc("jobs", "Jobs in the queue by kind and state.", "kind", "state")
	jobsOldest   = desc("job_oldest_seconds", "How long the first job of a kind and state is due.", "kind", "state")
	outbox       = desc("outbox_messages", "Messages on their way to WAHA.")
	outboxOldest = desc("outbox_oldest_seconds", "How long the first of them waits.")
	media        = desc("media_pending_files", "Files that are to be fetched from containers.")
	mediaOldest  = desc("media_pending_oldest_seconds", "How long the first of them is due.")

	memory      = desc("container_memory_bytes", "Memory of a session's container.", "session_id")
	memoryLimit = desc("container_memory_limit_bytes", "Its limit.", "session_id")
	cpu         = desc("container_cpu_cores", "Processors that a session's container keeps busy.", "session_id")

	poolConns  = desc("db_pool_connections", "Connections to the database by state.", "state")
	poolMax    = desc("db_pool_max_connections", "Connections that there may be.")
	poolWaits  = desc("db_pool_waits_total", "How often a query found no connection free.")
	poolWaited = desc("db_pool_wait_seconds_total", "How long queries waited for a connection, all together.")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("conectafy_"+name, help, labels, nil)
}

// figures are values of one moment.
type figures []prometheus.Metric

func (f *figures) add(d *prometheus.Desc, value float64, labels ...string) {
	*f = append(*f, prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...))
}

func (f *figures) count(d *prometheus.Desc, value float64) {
	*f = append(*f, prometheus.MustNewConstMetric(d, prometheus.CounterValue, value))
}

func (f *figures) addVitals(v models.Vitals) {
	for _, status := range []models.SessionStatus{
		models.StatusDisconnected, models.StatusConnecting, models.StatusConnected, models.StatusError,
	} {
		f.add(sessions, float64(v.Sessions[status]), string(status))
	}
	for _, job := range v.Jobs {
		f.add(jobs, float64(job.Waiting), job.Kind, job.State)
		f.add(jobsOldest, job.Oldest.Seconds(), job.Kind, job.State)
	}
	f.add(outbox, float64(v.Outbox.Waiting))
	f.add(outboxOldest, v.Outbox.Oldest.Seconds())
	f.add(media, float64(v.Media.Waiting))
	f.add(mediaOldest, v.Media.Oldest.Seconds())
}

func (f *figures) addUsage(usage map[string]models.ContainerUsage) {
	for session, used := range usage {
		f.add(memory, float64(used.MemoryBytes), session)
		if used.MemoryLimitBytes > 0 {
			f.add(memoryLimit, float64(used.MemoryLimitBytes), session)
		}
		f.add(cpu, used.CPUPercent/100, session)
	}
}

func (f *figures) addPool(p models.Pool) {
	f.add(poolConns, float64(p.InUse), "in_use")
	f.add(poolConns, float64(p.Idle), "idle")
	f.add(poolMax, float64(p.Max))
	f.count(poolWaits, float64(p.Waits))
	f.count(poolWaited, p.Waited.Seconds())
}
