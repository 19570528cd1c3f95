package models

import "time"

// Vitals are what the database tells about the whole installation, to those who watch over it.
type Vitals struct {
	Sessions map[SessionStatus]int
	Jobs     []JobBacklog
	Outbox   Backlog // messages that are on their way to WAHA
	Media    Backlog // files that are to be fetched from containers
}

// Backlog is work that waits.
type Backlog struct {
	Waiting int
	Oldest  time.Duration // how long the first of it is due; 0 without any
}

// JobBacklog is the jobs of a kind in one state of River's: available, running, retryable or scheduled.
type JobBacklog struct {
	Kind, State string
	Backlog
}

// Pool is the state of the connections to the database.
type Pool struct {
	InUse, Idle, Max int
	Waits            int64         // how often a caller found none free, since the start
	Waited           time.Duration // how long they waited for one, all together
}

// ContainerUsage is what the container of a session uses at the moment.
type ContainerUsage struct {
	MemoryBytes      uint64
	MemoryLimitBytes uint64  // 0 when there is no limit
	CPUPercent       float64 // 100 is one core
}
