// Package routes is the list of what can be asked of the server.
package routes

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/controllers"
	"github.com/conectafy/conectafy/backend/middlewares"
)

// Deps is what the routes need. All of it must be there.
type Deps struct {
	Session   *controllers.Session
	Message   *controllers.Message
	Dashboard *controllers.Dashboard
	Media     *controllers.Media
	Export    *controllers.Export
	Webhook   *controllers.Webhook
	Events    *controllers.Events
	Health    *controllers.Health
	Docs      *controllers.Docs

	Verifier middlewares.Verifier
	Logins   middlewares.LoginChecker
	Texts    *text.Catalog
	Requests middlewares.RequestMeter
	Log      zerolog.Logger

	CORSOrigins      []string
	BodyLimit        int64
	WebhookBodyLimit int64
	UploadLimit      int64 // bytes of a request that carries a file
}

// route is one line of the tables. A route needs a token unless Public says why not.
type route struct {
	Method    string
	Path      string
	Handler   gin.HandlerFunc
	Public    string // the reason
	LiveLogin bool   // what it does can't be undone, so the sign-in itself is asked for
	Quiet     bool   // successes are no news
	Upload    bool   // a file may come along
}

// New returns the server of the whole API.
func New(deps Deps) *gin.Engine {
	api, hooks := apiTable(deps), webhookTable(deps)
	engine := newEngine(deps, slices.Concat(api, hooks))
	limit, webhookLimit := middlewares.BodyLimit(deps.BodyLimit), middlewares.BodyLimit(deps.WebhookBodyLimit)
	uploadLimit := middlewares.UploadLimit(deps.BodyLimit, deps.UploadLimit)
	cors, auth, live := middlewares.CORS(deps.CORSOrigins), middlewares.Auth(deps.Verifier), middlewares.LiveLogin(deps.Logins)
	for _, r := range api {
		chain := []gin.HandlerFunc{middlewares.Headers(), cors, limit}
		if r.Upload {
			chain = []gin.HandlerFunc{middlewares.Headers(), cors, uploadLimit}
		}
		if r.Public == "" {
			chain = append(chain, auth)
		}
		if r.LiveLogin {
			chain = append(chain, live)
		}
		engine.Handle(r.Method, r.Path, append(chain, r.Handler)...)
	}
	for _, r := range hooks {
		engine.Handle(r.Method, r.Path, webhookLimit, r.Handler)
	}
	engine.NoRoute(middlewares.Headers(), cors, middlewares.NotFound)
	engine.NoMethod(middlewares.Headers(), cors, middlewares.MethodNotAllowed)
	return engine
}

// NewWebhook returns a server that takes webhooks and hands out files, and nothing else, for the address that containers reach.
func NewWebhook(deps Deps) *gin.Engine {
	table := slices.Concat(webhookTable(deps), mediaTable(deps))
	engine := newEngine(deps, table)
	for _, r := range table {
		engine.Handle(r.Method, r.Path, middlewares.BodyLimit(deps.WebhookBodyLimit), r.Handler)
	}
	engine.NoRoute(middlewares.NotFound)
	engine.NoMethod(middlewares.MethodNotAllowed)
	return engine
}

// newEngine sets up what every request goes through, in this order.
func newEngine(deps Deps, table []route) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.ContextWithFallback = true
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // a redirect would answer in another form, and drop the body of a POST
	engine.Use(
		middlewares.RequestID(),
		middlewares.Measure(deps.Requests),
		middlewares.AccessLog(deps.Log, quietRoutes(table)),
		middlewares.Errors(deps.Texts),
		middlewares.Recover(),
	)
	return engine
}

func quietRoutes(table []route) map[string]bool {
	quiet := make(map[string]bool)
	for _, r := range table {
		quiet[r.Path] = r.Quiet
	}
	return quiet
}

func webhookTable(d Deps) []route {
	return []route{{
		Method: http.MethodPost, Path: "/api/webhook/whatsapp/:containerName", Handler: d.Webhook.Receive,
		Public: "WAHA has no account; it signs what it sends", Quiet: true,
	}}
}
