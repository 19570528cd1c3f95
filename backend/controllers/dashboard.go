package controllers

import (
	"net/http"
	"time"
	_ "time/tzdata" // the server's image has no zones of its own

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
	"github.com/conectafy/conectafy/backend/services"
)

// Dashboard is the part of the API about all numbers at once.
type Dashboard struct {
	dashboard *services.Dashboard
	links     *services.MediaLinks
}

// NewDashboard returns the controller.
func NewDashboard(dashboard *services.Dashboard, links *services.MediaLinks) *Dashboard {
	return &Dashboard{dashboard: dashboard, links: links}
}

const (
	defaultDays  = 7
	maxDays      = 31
	defaultGrace = 15 // minutes
	maxGrace     = 24 * 60
	maxZoneName  = 64
)

// Show answers GET /api/dashboard.
func (d *Dashboard) Show(c *gin.Context) {
	in := &input{c: c}
	query := models.DashboardQuery{
		Zone: in.zone("tz"), Days: in.integer("days", defaultDays, 1, maxDays),
		Grace: time.Duration(in.integer("unansweredAfter", defaultGrace, 0, maxGrace)) * time.Minute,
	}
	if !in.ok() {
		return
	}
	shown, err := d.dashboard.Show(c.Request.Context(), middlewares.CallerFrom(c), query)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "dashboard_found", newViewer(c, d.links).dashboard(&shown, query.Zone))
}

// zone reads a time zone from the query. "Local" would be the server's own, which means nothing to anybody.
func (in *input) zone(name string) *time.Location {
	value := in.c.DefaultQuery(name, "UTC")
	if len(value) <= maxZoneName && value != "" && value != "Local" {
		if zone, err := time.LoadLocation(value); err == nil {
			return zone
		}
	}
	in.wrong(name, "time_zone", "")
	return nil
}

// Unread answers GET /api/unread.
func (d *Dashboard) Unread(c *gin.Context) {
	unread, err := d.dashboard.Unread(c.Request.Context(), middlewares.CallerFrom(c))
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "unread_counted", toUnreadOfSessions(unread))
}

// Capacity answers GET /api/capacity.
func (d *Dashboard) Capacity(c *gin.Context) {
	outlastReadTimeout(c)
	capacity, err := d.dashboard.Capacity(c.Request.Context(), middlewares.CallerFrom(c))
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "capacity_found", toCapacity(capacity))
}
