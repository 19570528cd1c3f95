package controllers

import (
	_ "embed"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5emb"
)

// openAPI is a copy: an embedded file must lie below its package, and the document belongs where people look for it. A
// test compares the two.
//
//go:generate cp ../../docs/openapi.yaml openapi.yaml
//go:embed openapi.yaml
var openAPI []byte

const (
	openAPIPath = "/api/openapi.yaml"
	viewerPath  = "/api/docs"
	// viewerPolicy holds the viewer to what this server sends: it loads nothing from anybody else.
	viewerPolicy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)

// Docs shows the API's description.
type Docs struct {
	viewer http.Handler
}

// NewDocs returns the controller.
func NewDocs() *Docs { return &Docs{viewer: v5emb.New("Conectafy", openAPIPath, viewerPath)} }

// OpenAPI answers GET /api/openapi.yaml.
func (d *Docs) OpenAPI(c *gin.Context) {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", openAPI)
}

// Viewer answers GET /api/docs and what its page loads.
func (d *Docs) Viewer(c *gin.Context) {
	c.Header("Content-Security-Policy", viewerPolicy)
	d.viewer.ServeHTTP(c.Writer, c.Request)
}
