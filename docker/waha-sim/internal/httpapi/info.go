package httpapi

import (
	"net/http"
	"syscall"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
)

const diskThreshold = 100 << 20

func (a *API) ping(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"message": "pong"})
}

func (a *API) version(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, dialect.Environment(a.cfg.Engine, a.cfg.WorkerID))
}

func (a *API) serverStatus(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{
		"startTimestamp": a.started.UnixMilli(), "uptime": time.Since(a.started).Milliseconds(),
		"worker": object{"id": a.cfg.WorkerID},
	})
}

// environment shows values and secrets alike. That is WAHA's own behaviour, and why its port must not be reachable.
func (a *API) environment(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, a.cfg.Exposed)
}

func (a *API) serverStop(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Force bool `json:"force"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	if in.Force {
		a.crash()
		return
	}
	writeJSON(w, http.StatusCreated, object{"stopping": true})
	a.stop()
}

func (a *API) health(w http.ResponseWriter, _ *http.Request) {
	media := disk("/app/.media", "/")
	sessions := disk(a.cfg.StoreDir, a.cfg.StoreDir)
	if a.manager.Knobs().Unhealthy {
		down := object{"sessionsFiles.space": object{
			"status": "down", "error": "Disk space is below the threshold", "path": a.cfg.StoreDir, "free": 0,
		}}
		writeJSON(w, http.StatusServiceUnavailable, object{
			"status": "error", "info": object{"mediaFiles.space": media}, "error": down,
			"details": object{"mediaFiles.space": object{"status": "up"}, "sessionsFiles.space": object{"status": "down"}},
		})
		return
	}
	writeJSON(w, http.StatusOK, object{
		"status": "ok", "info": object{"mediaFiles.space": media, "sessionsFiles.space": sessions}, "error": object{},
		"details": object{"mediaFiles.space": object{"status": "up"}, "sessionsFiles.space": object{"status": "up"}},
	})
}

func disk(path, measured string) object {
	var stat syscall.Statfs_t
	free := uint64(0)
	if err := syscall.Statfs(measured, &stat); err == nil {
		free = stat.Bavail * uint64(stat.Bsize)
	}
	return object{"status": "up", "path": path, "diskPath": "/", "free": free, "threshold": diskThreshold}
}
