package store

import (
	"context"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// What the counts and lists of an Activity are bounded by.
const (
	maxCounted    = 1000
	maxNewFailed  = 5
	maxUnanswered = 10
	maxExcerpt    = 200 // characters of a message
)

// Activity counts what all of the caller's numbers do.
func (s *Store) Activity(ctx context.Context, caller models.Caller, query models.ActivityQuery) (models.Activity, error) {
	var activity models.Activity
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		sessions, err := w.ListSessions(ctx, caller.UserID)
		if err != nil {
			return err
		}
		activity.Sessions = mapAll(sessions, func(s sqlc.WhatsappSession) uuid.UUID { return s.ID })
		for _, count := range []func(context.Context, models.Caller, models.ActivityQuery, *models.Activity) error{
			w.countTraffic, w.countUnread, w.countFailed, w.listUnanswered,
		} {
			if err := count(ctx, caller, query, &activity); err != nil {
				return err
			}
		}
		return nil
	})
	return activity, err
}

// Unread counts what waits in the chats of each of the caller's numbers; one without is left out.
func (s *Store) Unread(ctx context.Context, caller models.Caller) (map[uuid.UUID]models.Unread, error) {
	var activity models.Activity
	err := s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		sessions, err := w.ListSessions(ctx, caller.UserID)
		if err != nil {
			return err
		}
		activity.Sessions = mapAll(sessions, func(s sqlc.WhatsappSession) uuid.UUID { return s.ID })
		return w.countUnread(ctx, caller, models.ActivityQuery{}, &activity)
	})
	return activity.Unread, err
}

func (w *work) countTraffic(ctx context.Context, caller models.Caller, query models.ActivityQuery, into *models.Activity) error {
	all, err := w.CountTraffic(ctx, sqlc.CountTrafficParams{
		UserID: caller.UserID, Sessions: into.Sessions, Since: query.Since, Until: query.Until,
	})
	if err != nil {
		return err
	}
	into.All = mapAll(all, func(r sqlc.CountTrafficRow) models.Quarter {
		return models.Quarter{At: r.Quarter, Traffic: toTraffic(r.Incoming, r.Outgoing)}
	})
	each, err := w.CountTrafficOfSessions(ctx, sqlc.CountTrafficOfSessionsParams{
		UserID: caller.UserID, Sessions: into.Sessions, Since: query.SessionsSince, Until: query.Until,
	})
	into.OfSessions = mapAll(each, func(r sqlc.CountTrafficOfSessionsRow) models.Quarter {
		return models.Quarter{SessionID: r.SessionID, At: r.Quarter, Traffic: toTraffic(r.Incoming, r.Outgoing)}
	})
	return err
}

func toTraffic(incoming, outgoing int64) models.Traffic {
	return models.Traffic{Incoming: int(incoming), Outgoing: int(outgoing)}
}

func (w *work) countUnread(ctx context.Context, caller models.Caller, _ models.ActivityQuery, into *models.Activity) error {
	rows, err := w.CountUnread(ctx, sqlc.CountUnreadParams{UserID: caller.UserID, Sessions: into.Sessions})
	into.Unread = make(map[uuid.UUID]models.Unread, len(rows))
	for _, r := range rows {
		into.Unread[r.SessionID] = models.Unread{Chats: int(r.Chats), Messages: int(r.Messages)}
	}
	return err
}

func (w *work) countFailed(ctx context.Context, caller models.Caller, query models.ActivityQuery, into *models.Activity) error {
	counts, err := w.CountFailed(ctx, sqlc.CountFailedParams{
		UserID: caller.UserID, Sessions: into.Sessions, Since: query.FailedSince, MaxRows: maxCounted,
	})
	if err != nil {
		return err
	}
	into.Failed = make(map[uuid.UUID]int, len(counts))
	for _, r := range counts {
		into.Failed[r.SessionID] = int(r.Failed)
	}
	rows, err := w.NewestFailed(ctx, sqlc.NewestFailedParams{
		UserID: caller.UserID, Sessions: into.Sessions, Since: query.FailedSince, MaxBody: maxExcerpt, MaxRows: maxNewFailed,
	})
	into.NewFailed = mapAll(rows, toFailedSend)
	return err
}

func toFailedSend(r sqlc.NewestFailedRow) models.FailedSend {
	return models.FailedSend{
		ID: r.ID, SessionID: r.SessionID, ChatID: models.ChatID(r.ChatID), ChatName: value(r.Name), PhoneNumber: value(r.PhoneNumber),
		Type: models.MessageType(r.Type), Body: r.Body, Timestamp: r.Timestamp, ErrorCode: value(r.ErrorCode),
	}
}

func (w *work) listUnanswered(ctx context.Context, caller models.Caller, query models.ActivityQuery, into *models.Activity) error {
	rows, err := w.ListUnanswered(ctx, sqlc.ListUnansweredParams{
		UserID: caller.UserID, Sessions: into.Sessions, Until: query.WaitingSince, MaxCount: maxCounted, MaxRows: maxUnanswered,
	})
	for _, r := range rows {
		into.Unanswered, into.Waiting = append(into.Unanswered, toContact(r.Contact)), int(r.Waiting)
	}
	return err
}

// CountSessions counts the sessions of the whole installation, which is what its limit is about.
func (s *Store) CountSessions(ctx context.Context) (int, error) {
	var count int64
	err := s.asService(ctx, func(ctx context.Context, w *work) (err error) {
		count, err = w.CountSessions(ctx)
		return err
	})
	return int(count), err
}
