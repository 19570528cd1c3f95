package controllers

import (
	"bytes"
	_ "embed"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5emb"

	"github.com/conectafy/conectafy/backend/apperr"
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

// viewerAssets are the files that the page loads. The library would answer for others in a form of its own.
var viewerAssets = []string{
	"/swagger-ui.css", "/swagger-ui-bundle.js", "/swagger-ui-standalone-preset.js", "/favicon-16x16.png", "/favicon-32x32.png",
}

// Docs shows the API's description.
type Docs struct {
	viewer http.Handler
}

// OpenAPI returns the document.
func OpenAPI() []byte { return bytes.Clone(openAPI) }

// NewDocs returns the controller.
func NewDocs() *Docs { return &Docs{viewer: v5emb.New("Conectafy", openAPIPath, viewerPath)} }

// OpenAPI answers GET /api/openapi.yaml.
func (d *Docs) OpenAPI(c *gin.Context) {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", openAPI)
}

// Viewer answers GET /api/docs.
func (d *Docs) Viewer(c *gin.Context) {
	c.Header("Content-Security-Policy", viewerPolicy)
	d.viewer.ServeHTTP(c.Writer, c.Request)
}

// Asset answers GET /api/docs/*asset, with what the viewer's page loads.
func (d *Docs) Asset(c *gin.Context) {
	if !slices.Contains(viewerAssets, c.Param("asset")) {
		fail(c, apperr.RouteNotFound)
		return
	}
	d.Viewer(c)
}
