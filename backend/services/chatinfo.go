package services

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/waha"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	infoEvery      = time.Second
	infoPerSession = 3 // chats of one number in each round: WhatsApp slows down who asks for much
	infoAtOnce     = 60
	infoRound      = time.Minute // for one number's part of a round
	infoLease      = 10 * time.Minute
	infoAgain      = 7 * 24 * time.Hour
	infoUnready    = time.Minute // after a container that could not answer
	infoRetry      = time.Hour   // after anything else
)

// ChatInfo asks what WhatsApp knows of people and groups beyond their messages: subjects, members, phone numbers behind hidden
// ids, and pictures.
type ChatInfo struct {
	fleet    *Fleet
	store    *store.Store
	pictures *Pictures // nil where none are kept
	log      zerolog.Logger
}

// NewChatInfo returns the worker.
func NewChatInfo(fleet *Fleet, st *store.Store, pictures *Pictures, log zerolog.Logger) *ChatInfo {
	return &ChatInfo{fleet: fleet, store: st, pictures: pictures, log: log}
}

// Name names the worker.
func (w *ChatInfo) Name() string { return "chat info" }

// Run asks until ctx ends.
func (w *ChatInfo) Run(ctx context.Context) error {
	ticker := time.NewTicker(infoEvery)
	defer ticker.Stop()
	for {
		if err := errors.Join(w.askLIDs(ctx), w.RunOnce(ctx)); err != nil && ctx.Err() == nil {
			w.log.Warn().Err(err).Msg("could not look for chats to ask about; trying again")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// RunOnce asks about some of the chats that are due, of all numbers side by side.
func (w *ChatInfo) RunOnce(ctx context.Context) error {
	claims, err := w.store.ClaimChatInfo(ctx, infoAtOnce, infoPerSession, infoLease)
	if err != nil {
		return err
	}
	bySession := make(map[uuid.UUID][]store.InfoClaim)
	for _, c := range claims {
		bySession[c.SessionID] = append(bySession[c.SessionID], c)
	}
	var asking sync.WaitGroup
	for id, claims := range bySession {
		asking.Go(func() {
			if err := w.askSession(ctx, id, claims); err != nil && ctx.Err() == nil {
				w.log.Warn().Err(err).Stringer("session_id", id).Msg("could not ask about chats; trying again later")
			}
		})
	}
	asking.Wait()
	return nil
}

func (w *ChatInfo) askSession(ctx context.Context, id uuid.UUID, claims []store.InfoClaim) error {
	limited, cancel := context.WithTimeout(ctx, infoRound)
	defer cancel()
	session, err := w.store.SessionByID(limited, id)
	if err != nil {
		return err
	}
	target, err := w.fleet.target(limited, session)
	if err != nil {
		return err
	}
	var failed error
	for _, c := range claims {
		again, err := w.ask(limited, target, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failed = errors.Join(failed, err, w.store.AskChatInfoAt(ctx, c, again))
	}
	return failed
}

// ask asks about one chat, and says when to ask again; never, if that is the zero time.
func (w *ChatInfo) ask(ctx context.Context, target waha.Target, c store.InfoClaim) (again time.Time, err error) {
	now := time.Now()
	if !c.ChatID.IsConversation() {
		return time.Time{}, nil
	}
	switch {
	case c.IsGroup:
		err = w.askGroup(ctx, target, c)
	case c.PhoneNumber == "" && c.ChatID.Phone() == "":
		err = w.askTwin(ctx, target, c)
	}
	if err == nil && w.pictures != nil {
		if err = w.askPicture(ctx, target, c); errors.Is(err, waha.ErrUnsupported) && !c.IsGroup {
			return time.Time{}, nil
		}
	}
	switch {
	case err == nil, errors.Is(err, waha.ErrUnsupported):
		return now.Add(infoAgain), nil
	case errors.Is(err, waha.ErrUnavailable), errors.Is(err, waha.ErrTimeout), errors.Is(err, waha.ErrStatus):
		return now.Add(infoUnready), err
	default:
		return now.Add(infoRetry), err
	}
}

// askGroup learns of a group what WAHA knows of it. One that the owner has left is unknown to WAHA, and stays as it was.
func (w *ChatInfo) askGroup(ctx context.Context, target waha.Target, c store.InfoClaim) error {
	change, err := w.fleet.waha.Group(ctx, target, c.ChatID)
	if err != nil {
		return known(err)
	}
	members, err := w.fleet.waha.GroupMembers(ctx, target, c.ChatID)
	if err != nil {
		return known(err)
	}
	event := models.Event{SessionID: c.SessionID, Group: &change}
	change.Members, change.Complete = members, len(members) > 0
	for _, m := range members {
		if m.PhoneNumber != "" && m.Address.Phone() == "" {
			event.Twins = append(event.Twins, models.Twins{LID: m.Address, Phone: models.PersonID(m.PhoneNumber)})
		}
	}
	return w.store.Receive(ctx, []models.Event{event})
}

// askTwin learns the phone number of a person who is known by a hidden id. Not to know it is common.
func (w *ChatInfo) askTwin(ctx context.Context, target waha.Target, c store.InfoClaim) error {
	twins, err := w.fleet.waha.Twin(ctx, target, c.ChatID)
	if err != nil {
		return known(err)
	}
	return w.store.Receive(ctx, []models.Event{{SessionID: c.SessionID, Twins: []models.Twins{twins}}})
}

func (w *ChatInfo) askPicture(ctx context.Context, target waha.Target, c store.InfoClaim) error {
	address, err := w.fleet.waha.ChatPicture(ctx, target, c.ChatID, false)
	if err != nil && !errors.Is(err, waha.ErrUnsupported) {
		err = known(err)
	}
	if err != nil {
		return err
	}
	if address == "" {
		return w.store.SetPicture(ctx, c, "")
	}
	key, err := w.pictures.keep(ctx, c.UserID, target, address)
	if err != nil || key == "" {
		return err // the one that is there stays
	}
	return w.store.SetPicture(ctx, c, key)
}

// known forgives WAHA that it does not know something, or will not say.
func known(err error) error {
	if errors.Is(err, waha.ErrNotFound) || errors.Is(err, waha.ErrRefused) {
		return nil
	}
	return err
}
