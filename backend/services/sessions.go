package services

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/realtime"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

// Sessions is what people can do with their numbers. What takes a container time is only wished for here; the
// reconciler fulfils it.
type Sessions struct {
	fleet *Fleet
	store *store.Store
	hub   *realtime.Hub
	limit int
}

// NewSessions returns the service. An installation holds at most limit sessions.
func NewSessions(fleet *Fleet, st *store.Store, hub *realtime.Hub, limit int) *Sessions {
	return &Sessions{fleet: fleet, store: st, hub: hub, limit: limit}
}

// containerPrefix begins the name of each session's container and volume.
const containerPrefix = "waha-session-"

// secretBytes is the entropy of a container's API key and of its webhook secret.
const secretBytes = 32

// NewSession is what an owner says of a session that is to be created.
type NewSession struct {
	Name          string
	HistoryDays   int // so many days of its past are read once it is linked
	IgnoresGroups bool
}

// Create stores a new session that shall run. Its container is made in the background.
func (s *Sessions) Create(ctx context.Context, caller models.Caller, in NewSession) (models.Session, error) {
	if err := s.fleet.engineAnswers(ctx); err != nil {
		return models.Session{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return models.Session{}, err
	}
	container := containerPrefix + id.String()
	return s.store.CreateSession(ctx, caller, store.NewSession{
		ID: id, Name: in.Name, ContainerName: container, WebhookURL: s.fleet.webhookURL(container),
		Secrets:  models.SessionSecrets{APIKey: newSecret(), WebhookSecret: newSecret()},
		BasePort: s.fleet.cfg.BasePort, Limit: s.limit, HistoryDays: in.HistoryDays, IgnoresGroups: in.IgnoresGroups,
	})
}

func newSecret() string {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // crypto/rand never fails: the program ends instead
	return hex.EncodeToString(secret)
}

// List returns the caller's sessions, newest first.
func (s *Sessions) List(ctx context.Context, caller models.Caller) ([]models.Session, error) {
	sessions, err := s.store.Sessions(ctx, caller)
	if err != nil {
		return nil, err
	}
	return sessions, s.store.CompleteSessions(ctx, caller, sessions)
}

// Get returns one of the caller's sessions.
func (s *Sessions) Get(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	session, err := s.store.Session(ctx, caller, id)
	return s.complete(ctx, caller, session, err)
}

// complete adds what a session that is shown has elsewhere.
func (s *Sessions) complete(ctx context.Context, caller models.Caller, session models.Session, err error) (models.Session, error) {
	if err != nil {
		return session, err
	}
	shown := []models.Session{session}
	err = s.store.CompleteSessions(ctx, caller, shown)
	return shown[0], err
}

// Update changes what an owner may change of a session.
func (s *Sessions) Update(ctx context.Context, caller models.Caller, id uuid.UUID, in models.SessionUpdate) (models.Session, error) {
	session, err := s.store.UpdateSession(ctx, caller, id, in)
	return s.complete(ctx, caller, session, err)
}

// Imports lists how the messages of a session were read back, newest first.
func (s *Sessions) Imports(ctx context.Context, caller models.Caller, id uuid.UUID) ([]models.Import, error) {
	return s.store.Imports(ctx, caller, id)
}

// StartImport has so many days of a session's past read again.
func (s *Sessions) StartImport(ctx context.Context, caller models.Caller, id uuid.UUID, days int) (models.Import, error) {
	return s.store.StartImport(ctx, caller, id, days)
}

// Start wants a stopped session to run again. Its login is still there. One that broke, or whose codes nobody scanned, begins anew:
// a WAHA that gave up does nothing by itself.
func (s *Sessions) Start(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	if err := s.fleet.engineAnswers(ctx); err != nil {
		return models.Session{}, err
	}
	session, err := s.store.Session(ctx, caller, id)
	switch {
	case err != nil:
	case session.Status == models.StatusError:
		session, err = s.store.WantRestart(ctx, caller, id)
	default:
		session, err = s.store.Want(ctx, caller, id, models.DesiredRunning)
	}
	return s.complete(ctx, caller, session, err)
}

// Stop wants a session's container to rest. The phone stays linked.
func (s *Sessions) Stop(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	if err := s.fleet.engineAnswers(ctx); err != nil {
		return models.Session{}, err
	}
	session, err := s.store.Want(ctx, caller, id, models.DesiredStopped)
	return s.complete(ctx, caller, session, err)
}

// Restart wants a session's container started anew, and clears an error that waits for a person.
func (s *Sessions) Restart(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	if err := s.fleet.engineAnswers(ctx); err != nil {
		return models.Session{}, err
	}
	session, err := s.store.WantRestart(ctx, caller, id)
	return s.complete(ctx, caller, session, err)
}

// Logout unlinks the number from the phone. The session stays and shows a new QR.
func (s *Sessions) Logout(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, error) {
	session, target, err := s.running(ctx, caller, id)
	if err != nil {
		return models.Session{}, err
	}
	if err := s.fleet.waha.Logout(ctx, target); err != nil {
		return models.Session{}, answerOf(err)
	}
	if _, err := s.fleet.ask(ctx, session, target); err != nil {
		return models.Session{}, answerOf(err)
	}
	return s.Get(ctx, caller, id)
}

// deleteWait is how long Delete waits for the container to be gone. The deletion is certain before that.
const deleteWait = 15 * time.Second

// Delete removes a session: the link to the phone, container, volume, rows and secrets. Once it is written down,
// nothing can stop it but time.
func (s *Sessions) Delete(ctx context.Context, caller models.Caller, id uuid.UUID) error {
	if _, err := s.store.Session(ctx, caller, id); err != nil {
		return err
	}
	if err := s.fleet.engineAnswers(ctx); err != nil {
		return err
	}
	reader, err := s.hub.Subscribe(caller.UserID)
	if err != nil {
		return answerOf(err)
	}
	defer reader.Close()
	if _, err := s.store.Want(ctx, caller, id, models.DesiredDeleted); err != nil {
		return err
	}
	deadline := time.After(deleteWait)
	for {
		if _, err := s.store.SessionByID(ctx, id); errors.Is(err, apperr.SessionNotFound) {
			return nil
		}
		if !untilWoken(ctx, reader, deadline) {
			return nil
		}
	}
}

// running returns a session that shall run, and how to reach its WAHA.
func (s *Sessions) running(ctx context.Context, caller models.Caller, id uuid.UUID) (models.Session, waha.Target, error) {
	session, err := s.store.Session(ctx, caller, id)
	if err != nil {
		return session, waha.Target{}, err
	}
	if session.Desired != models.DesiredRunning {
		return session, waha.Target{}, apperr.SessionNotRunning
	}
	target, err := s.fleet.target(ctx, session)
	return session, target, err
}

// engineTimeout bounds the question whether the engine is there.
const engineTimeout = 3 * time.Second

// engineAnswers refuses a wish that nobody could fulfil now, so that the person hears it at once.
func (f *Fleet) engineAnswers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, engineTimeout)
	defer cancel()
	return answerOf(f.runtime.Ready(ctx))
}
