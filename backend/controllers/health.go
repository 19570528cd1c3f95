package controllers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/services"
)

// Health tells those who watch over the server how it is.
type Health struct {
	health *services.Health
}

// NewHealth returns the controller.
func NewHealth(health *services.Health) *Health { return &Health{health: health} }

type aliveAnswer struct {
	Status string `json:"status"`
}

// Alive answers GET /health. It asks nobody: a database that is away is no reason to kill this process.
func (h *Health) Alive(c *gin.Context) { ok(c, http.StatusOK, "alive", aliveAnswer{Status: "ok"}) }

type readyView struct {
	Ready   bool        `json:"ready"`
	Version string      `json:"version"`
	Checks  []checkView `json:"checks"`
	Runtime runtimeView `json:"runtime"`
}

type checkView struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

type runtimeView struct {
	Kind      string `json:"kind"`
	Image     string `json:"image"`
	Simulator bool   `json:"simulator"`
	Reason    string `json:"reason"`
}

// Ready answers GET /health/ready.
func (h *Health) Ready(c *gin.Context) {
	state := h.health.Ready(c.Request.Context())
	view := toReady(state)
	if !state.Ready {
		fail(c, apperr.NotReady.Showing(view))
		return
	}
	ok(c, http.StatusOK, "ready", view)
}

func toReady(r services.Readiness) readyView {
	view := readyView{
		Ready: r.Ready, Version: r.Version, Checks: make([]checkView, len(r.Checks)),
		Runtime: runtimeView{Kind: r.Runtime.Kind, Image: r.Runtime.Image, Simulator: r.Runtime.Simulator, Reason: r.Runtime.Reason},
	}
	for i, check := range r.Checks {
		view.Checks[i] = checkView(check)
	}
	return view
}
