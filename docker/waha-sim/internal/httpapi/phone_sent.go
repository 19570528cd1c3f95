package httpapi

import (
	"net/http"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// sent lists what others got from the account, oldest first: by the API and by its owner's own hand.
func (a *API) sent(w http.ResponseWriter, r *http.Request) {
	s := a.phone(w, r)
	if s == nil {
		return
	}
	chat, source := waid.Chat(r.URL.Query().Get("chatId")), r.URL.Query().Get("source")
	list := []object{}
	for _, m := range s.Sent() {
		if (chat != "" && chat != m.Chat) || (source != "" && source != m.Source) {
			continue
		}
		list = append(list, seen(m))
	}
	writeJSON(w, http.StatusOK, list)
}

// seen is a message as the people on the phones see it.
func seen(m history.Message) object {
	kind, c, marks := firstOf(string(m.Kind), "text"), m.Carried(), history.Marks{}
	if m.Marks != nil {
		marks = *m.Marks
	}
	shown := object{
		"id": m.FullID(), "rawId": m.ID, "chatId": m.Chat, "type": kind, "text": m.Text, "caption": nil,
		"timestamp": m.Timestamp, "source": m.Source, "ack": m.Ack, "replyTo": orNull(m.ReplyTo), "media": nil,
		"location": nil, "contacts": nil, "poll": nil, "event": nil, "link": nil, "mentions": c.Mentions,
		"forwarded": c.Forwarded, "viewOnce": c.ViewOnce, "edited": marks.Edited, "revoked": marks.Revoked,
		"starred": marks.Starred, "pinned": marks.Pinned, "reactions": marks.Reactions, "votes": marks.Votes,
	}
	if c.Media != nil {
		shown["caption"] = orNull(m.Text)
		shown["media"] = object{
			"mimetype": c.Media.Mimetype, "filename": orNull(c.Media.Filename), "size": c.Media.Size,
			"sha256": c.Media.Hash, "seconds": c.Media.Seconds, "note": c.Media.Note,
		}
	}
	if c.Location != nil {
		shown["location"] = c.Location
	}
	if len(c.VCards) > 0 {
		shown["contacts"] = c.VCards
	}
	if c.Poll != nil {
		shown["poll"] = c.Poll
	}
	if c.Event != nil {
		shown["event"] = c.Event
	}
	if c.Link != nil {
		shown["link"] = c.Link
	}
	return shown
}

// sentMedia gives the bytes that came with a message, whoever wrote it.
func (a *API) sentMedia(w http.ResponseWriter, r *http.Request) {
	s := a.phone(w, r)
	if s == nil {
		return
	}
	file, about, err := s.SentFile(r.PathValue("rawId"))
	if err != nil {
		failPhone(w, err)
		return
	}
	defer file.Close()
	// The page shows it; whatever somebody sent must not run there.
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Type", about.Mimetype)
	http.ServeContent(w, r, "", time.Time{}, file)
}
