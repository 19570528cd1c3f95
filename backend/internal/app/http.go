package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/controllers"
	"github.com/conectafy/conectafy/backend/internal/identity"
	"github.com/conectafy/conectafy/backend/internal/identity/embedded"
	"github.com/conectafy/conectafy/backend/internal/metrics"
	"github.com/conectafy/conectafy/backend/routes"
	"github.com/conectafy/conectafy/backend/services"
)

// loginTimeout bounds the question whether a sign-in still stands.
const loginTimeout = 5 * time.Second

type httpServices struct {
	sessions  *services.Sessions
	dashboard *services.Dashboard
	messages  *services.Messages
	media     *services.Media
	links     *services.MediaLinks
	exporter  *services.Exporter
	webhooks  *services.Webhooks
	health    *services.Health
}

func (a *App) buildHTTP(ctx context.Context, o Options, s httpServices) error {
	texts, err := text.Load()
	if err != nil {
		return fmt.Errorf("read the texts: %w", err)
	}
	logins, err := identity.NewLoginCheck(a.cfg.Auth.SupabaseURL, a.cfg.Auth.AnonKey.Reveal(), loginTimeout)
	if err != nil {
		return fmt.Errorf("use SUPABASE_URL: %w", err)
	}
	closing, endStreams := context.WithCancel(context.WithoutCancel(ctx))
	a.endStreams = endStreams
	a.onClose(endStreams)
	deps := routes.Deps{
		Session:   controllers.NewSession(closing, s.sessions),
		Dashboard: controllers.NewDashboard(s.dashboard, s.links),
		Message:   controllers.NewMessage(s.messages, s.media, s.links, a.cfg.Limits.LongPollMax),
		Export:    controllers.NewExport(closing, s.exporter),
		Webhook:   controllers.NewWebhook(s.webhooks),
		Events:    controllers.NewEvents(closing, s.messages, s.links),
		Media:     controllers.NewMedia(s.media),
		Health:    controllers.NewHealth(s.health),
		Docs:      controllers.NewDocs(),
		Verifier:  a.newVerifier(), Logins: logins, Texts: texts, Requests: a.metrics, Log: a.log,
		CORSOrigins: a.cfg.HTTP.CORSOrigins, BodyLimit: a.cfg.HTTP.BodyLimit, WebhookBodyLimit: a.cfg.HTTP.WebhookBodyLimit,
		UploadLimit: a.cfg.Media.MaxBytes + a.cfg.HTTP.BodyLimit,
	}
	a.handler = a.withMetrics(withAuth(o.Auth, routes.New(deps)))
	a.hooks = routes.NewWebhook(deps)
	return nil
}

// withMetrics puts the figures beside the API, if there is a token for them. They are no part of it: they have a form and a caller
// of their own.
func (a *App) withMetrics(api http.Handler) http.Handler {
	token := a.cfg.Metrics.Token.Reveal()
	if token == "" {
		return api
	}
	figures := a.metrics.Handler(token)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == metrics.Path {
			figures.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
}

// withAuth puts the embedded identity server beside the API, as Supabase's gateway does.
func withAuth(auth, api http.Handler) http.Handler {
	if auth == nil {
		return api
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, embedded.PathPrefix+"/") {
			auth.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
}
