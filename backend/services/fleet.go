package services

import (
	"context"
	"time"

	"github.com/conectafy/conectafy/backend/internal/runtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// FleetConfig is what all containers have in common.
type FleetConfig struct {
	BasePort       int    // the first port given to a container
	WebhookBaseURL string // where containers reach the backend
	Engine         string // WAHA's engine
	HeapMegabytes  int    // for WAHA's Node process
}

// Fleet knows how to reach each session's container. It is what the session service, the sender and the reconciler share.
type Fleet struct {
	cfg     FleetConfig
	store   *store.Store
	runtime runtime.Runtime
	waha    *waha.Client
}

// NewFleet returns a Fleet.
func NewFleet(cfg FleetConfig, st *store.Store, rt runtime.Runtime, client *waha.Client) *Fleet {
	return &Fleet{cfg: cfg, store: st, runtime: rt, waha: client}
}

// target is where a session's WAHA answers, and the key to it.
func (f *Fleet) target(ctx context.Context, s models.Session) (waha.Target, error) {
	secrets, err := f.store.Secrets(ctx, s.ID)
	return waha.Target{BaseURL: f.runtime.Endpoint(s.ContainerName, s.ContainerPort), APIKey: secrets.APIKey}, err
}

func (f *Fleet) webhook(s models.Session, secrets models.SessionSecrets) waha.Webhook {
	return waha.Webhook{URL: f.webhookURL(s.ContainerName), Secret: secrets.WebhookSecret, IgnoresGroups: s.IgnoresGroups}
}

func (f *Fleet) webhookURL(container string) string {
	return f.cfg.WebhookBaseURL + "/api/webhook/whatsapp/" + container
}

func (f *Fleet) spec(s models.Session, secrets models.SessionSecrets) runtime.Spec {
	env := waha.Environment(waha.Container{
		Name: s.ContainerName, BaseURL: f.runtime.Endpoint(s.ContainerName, s.ContainerPort),
		Engine: f.cfg.Engine, APIKey: secrets.APIKey, HeapMegabytes: f.cfg.HeapMegabytes,
	})
	return runtime.Spec{Name: s.ContainerName, SessionID: s.ID.String(), Env: env, Port: s.ContainerPort}
}

// ask asks WAHA for the session's state and stores it: events are hints, this is the truth.
func (f *Fleet) ask(ctx context.Context, s models.Session, target waha.Target) (waha.SessionInfo, error) {
	at := time.Now()
	info, err := f.waha.Session(ctx, target)
	if err != nil {
		return info, err
	}
	if s.ErrorCode == errStuck && info.Status == models.WAHAStarting {
		return info, nil // nothing new: its owner was told that it hangs there
	}
	_, err = f.store.ApplyStatus(ctx, s.ID, store.StatusChange{
		Status: models.StatusOf(info.Status), WAHAStatus: info.Status, At: at,
		PhoneNumber: info.PhoneNumber, PushName: info.PushName,
	})
	return info, err
}
