package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"time"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// receiveChanges stores what events change of what is there, or keeps them for inspection.
func receiveChanges(ctx context.Context, q *sqlc.Queries, events []models.Event) error {
	if err := receiveReactions(ctx, q, events); err != nil {
		return err
	}
	for i := range events {
		e := &events[i]
		for _, receive := range []func(context.Context, *sqlc.Queries, *models.Event) error{
			receiveMessageChange, receivePersonsWord, receiveChatChange, passOn, keepUnprocessed,
		} {
			if err := receive(ctx, q, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// receiveMessageChange takes in what its author, or the call itself, does to a message.
func receiveMessageChange(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	if c := e.Edit; c != nil {
		edit := sqlc.ReceiveEditParams{SessionID: e.SessionID, MessageID: c.MessageID, Body: &c.Body, EditedAt: &c.At}
		if err := q.ReceiveEdit(ctx, edit); err != nil {
			return err
		}
	}
	if r := e.Revocation; r != nil {
		revocation := sqlc.ReceiveRevocationParams{SessionID: e.SessionID, MessageID: r.MessageID, RevokedAt: &r.At}
		if err := q.ReceiveRevocation(ctx, revocation); err != nil {
			return err
		}
	}
	if c := e.Call; c != nil {
		return q.ReceiveCallState(ctx, sqlc.ReceiveCallStateParams{
			SessionID: e.SessionID, MessageID: models.CallMessageID(c.CallID), State: string(c.State),
		})
	}
	return nil
}

func receiveReactions(ctx context.Context, q *sqlc.Queries, events []models.Event) error {
	var reactions sqlc.ReceiveReactionsParams
	for i := range events {
		if r := events[i].Reaction; r != nil {
			reactions.SessionIds = append(reactions.SessionIds, events[i].SessionID)
			reactions.MessageIds = append(reactions.MessageIds, r.MessageID)
			reactions.Senders = append(reactions.Senders, string(r.Sender))
			reactions.Emojis = append(reactions.Emojis, r.Emoji)
			reactions.ReactedAts = append(reactions.ReactedAts, r.At)
		}
	}
	if len(reactions.SessionIds) == 0 {
		return nil
	}
	return q.ReceiveReactions(ctx, reactions)
}

// receivePersonsWord takes in what people say to a message.
func receivePersonsWord(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	if v := e.Vote; v != nil {
		if err := q.ReceiveVote(ctx, sqlc.ReceiveVoteParams{
			SessionID: e.SessionID, MessageID: v.MessageID, Voter: string(v.Voter), Options: orEmpty(v.Options), VotedAt: v.At,
		}); err != nil {
			return err
		}
	}
	if r := e.Response; r != nil {
		return q.ReceiveEventResponse(ctx, sqlc.ReceiveEventResponseParams{
			SessionID: e.SessionID, MessageID: r.MessageID, Responder: string(r.Responder), Response: r.Response,
			ExtraGuests: int32(r.ExtraGuests), RespondedAt: r.At,
		})
	}
	return nil
}

// receiveChatChange takes in what happens to a chat as a whole.
func receiveChatChange(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	if e.ReadElsewhere != "" {
		read := sqlc.ReceiveReadElsewhereParams{SessionID: e.SessionID, MessageID: e.ReadElsewhere}
		if err := q.ReceiveReadElsewhere(ctx, read); err != nil {
			return err
		}
	}
	if a := e.Archive; a != nil {
		if err := q.ReceiveArchive(ctx, sqlc.ReceiveArchiveParams{
			SessionID: e.SessionID, ChatID: string(a.ChatID), Archived: a.Archived, At: a.At,
		}); err != nil {
			return err
		}
	}
	if e.Group != nil {
		return receiveGroup(ctx, q, e)
	}
	return nil
}

func receiveGroup(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	g := e.Group
	chat := string(g.ChatID)
	at := g.At
	if at.IsZero() {
		at = time.Now()
	}
	if err := q.ReceiveGroup(ctx, sqlc.ReceiveGroupParams{
		SessionID: e.SessionID, ChatID: chat, Subject: g.Subject, Description: g.Description, OnlyAdmins: g.OnlyAdmins, HasLeft: g.Left,
		At: at, Complete: g.Complete,
	}); err != nil {
		return err
	}
	if g.Complete {
		if err := q.ForgetGroupMembers(ctx, sqlc.ForgetGroupMembersParams{SessionID: e.SessionID, ChatID: chat}); err != nil {
			return err
		}
	}
	if len(g.Members) > 0 {
		members := sqlc.ReceiveGroupMembersParams{SessionID: e.SessionID, ChatID: chat}
		for _, m := range g.Members {
			members.Addresses = append(members.Addresses, string(m.Address))
			members.Phones = append(members.Phones, m.PhoneNumber)
			members.Names = append(members.Names, m.Name)
			members.Roles = append(members.Roles, string(m.Role))
		}
		if err := q.ReceiveGroupMembers(ctx, members); err != nil {
			return err
		}
	}
	if len(g.Removed) == 0 {
		return nil
	}
	return q.RemoveGroupMembers(ctx, sqlc.RemoveGroupMembersParams{SessionID: e.SessionID, ChatID: chat, Addresses: toTexts(g.Removed)})
}

// passOn tells those who listen what people do just now.
func passOn(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	if e.Presence == nil {
		return nil
	}
	presence, err := json.Marshal(e.Presence)
	if err != nil {
		return err
	}
	return q.TellPresence(ctx, sqlc.TellPresenceParams{SessionID: e.SessionID, Presence: presence})
}

func keepUnprocessed(ctx context.Context, q *sqlc.Queries, e *models.Event) error {
	if e.Unprocessed == nil {
		return nil
	}
	id, err := newID()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(e.Unprocessed.Body)
	return q.KeepUnprocessed(ctx, sqlc.KeepUnprocessedParams{
		ID: id, SessionID: e.SessionID, Event: orNull(e.Unprocessed.Event), Reason: e.Unprocessed.Reason,
		Body: e.Unprocessed.Body, BodySha256: sum[:],
	})
}

// orEmpty is for columns in which no options are an empty list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
