package controllers

import (
	"bytes"
	"embed"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5/static"
	"github.com/vearutop/statigz"

	"github.com/conectafy/conectafy/backend/apperr"
)

// openAPI is a copy: an embedded file must lie below its package, and the document belongs where people look for it. A
// test compares the two.
//
//go:generate cp ../../docs/openapi.yaml openapi.yaml
//go:embed openapi.yaml
var openAPI []byte

//go:embed swagger
var viewerFiles embed.FS

const (
	viewerPath = "/api/docs"
	// viewerPolicy holds the viewer to what this server sends: it loads nothing from anybody else. The library writes styles
	// into the page.
	viewerPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)

// viewerAssets are the files that the page loads. The library would answer for others in a form of its own.
var viewerAssets = []string{
	"/swagger-ui.css", "/swagger-ui-bundle.js", "/swagger-ui-standalone-preset.js", "/favicon-16x16.png", "/favicon-32x32.png",
}

// Docs shows the API's description in Swagger UI. The page is ours: the library's own handler writes one by a template, and
// docs/decisions/0009-size-of-the-program.md says what those cost.
type Docs struct {
	assets http.Handler
}

// OpenAPI returns the document.
func OpenAPI() []byte { return bytes.Clone(openAPI) }

// NewDocs returns the controller.
func NewDocs() *Docs {
	return &Docs{assets: http.StripPrefix(viewerPath, statigz.FileServer(static.FS))}
}

// OpenAPI answers GET /api/openapi.yaml.
func (d *Docs) OpenAPI(c *gin.Context) {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", openAPI)
}

// Viewer answers GET /api/docs.
func (d *Docs) Viewer(c *gin.Context) {
	sendViewerFile(c, "index.html", "text/html; charset=utf-8")
}

// Asset answers GET /api/docs/*asset, with what the viewer's page loads.
func (d *Docs) Asset(c *gin.Context) {
	switch asset := c.Param("asset"); {
	case asset == "/start.js":
		sendViewerFile(c, "start.js", "application/javascript")
	case slices.Contains(viewerAssets, asset):
		c.Header("Content-Security-Policy", viewerPolicy)
		d.assets.ServeHTTP(c.Writer, c.Request)
	default:
		fail(c, apperr.RouteNotFound)
	}
}

func sendViewerFile(c *gin.Context, name, contentType string) {
	content, err := viewerFiles.ReadFile("swagger/" + name)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Content-Security-Policy", viewerPolicy)
	c.Data(http.StatusOK, contentType, content)
}
