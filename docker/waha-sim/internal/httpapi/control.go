package httpapi

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// maxTimes bounds how often one call of /_sim/emit posts its body.
const maxTimes = 100_000

// phoneRoutes are the phone and the people on the other side. They are not WAHA's, so its key doesn't guard them.
func (a *API) phoneRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /_sim/scan", a.scan)
	mux.HandleFunc("POST /_sim/passkey", a.askPasskey)
	mux.HandleFunc("POST /_sim/unlink", a.unlink)
	mux.HandleFunc("POST /_sim/message", a.write)
	mux.HandleFunc("POST /_sim/emit", a.emit)
	mux.HandleFunc("POST /_sim/read", a.read)
	mux.HandleFunc("POST /_sim/reaction", a.doing(phoneReact))
	mux.HandleFunc("POST /_sim/edit", a.doing(phoneEdit))
	mux.HandleFunc("POST /_sim/revoke", a.doing(phoneRevoke))
	mux.HandleFunc("POST /_sim/vote", a.doing(phoneVote))
	mux.HandleFunc("POST /_sim/event-response", a.doing(phoneRespond))
	mux.HandleFunc("POST /_sim/ack", a.doing(phoneAck))
	mux.HandleFunc("POST /_sim/waiting", a.waiting)
	mux.HandleFunc("POST /_sim/call", a.ring)
	mux.HandleFunc("POST /_sim/presence", a.show)
	mux.HandleFunc("POST /_sim/archive", a.putAway)
	mux.HandleFunc("POST /_sim/group", a.happen)
	mux.HandleFunc("POST /_sim/lid", a.pair)
	mux.HandleFunc("POST /_sim/limits", a.limit)
	mux.HandleFunc("POST /_sim/history", a.past)
	mux.HandleFunc("POST /_sim/expire", a.expire)
	mux.HandleFunc("GET /_sim/sent/{rawId}/media", a.sentMedia)
	mux.HandleFunc("GET /_sim/picture/{file}", picture)
	mux.HandleFunc("POST /_sim/crash", func(http.ResponseWriter, *http.Request) { a.crash() })
	mux.HandleFunc("GET /_sim/sent", a.sent)
	mux.HandleFunc("GET /_sim/state", a.state)
	mux.HandleFunc("GET /_sim/chat", a.chat)
	mux.HandleFunc("GET /_sim/qr.png", a.shownQR)
	mux.HandleFunc("GET /_sim/knobs", a.knobs)
	mux.HandleFunc("PUT /_sim/knobs", a.turnKnobs)
	mux.HandleFunc("DELETE /_sim/knobs", a.resetKnobs)
	mux.Handle("GET /_sim/", pageHandler())
	mux.Handle("GET /_sim", http.RedirectHandler("/_sim/", http.StatusFound))
}

// phone finds the session that a control call is about; else it answers and gives nil.
func (a *API) phone(w http.ResponseWriter, r *http.Request) *waha.Session {
	s, err := a.manager.Phone(r.URL.Query().Get("session"))
	if err != nil {
		failPhone(w, err)
		return nil
	}
	return s
}

func (a *API) scan(w http.ResponseWriter, r *http.Request) {
	var in struct {
		PhoneNumber string `json:"phoneNumber"`
		PushName    string `json:"pushName"`
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	if _, plausible := waha.OnWhatsApp(in.PhoneNumber); in.PhoneNumber != "" && !plausible {
		failPhone(w, waha.InvalidError{Problems: []string{"phoneNumber must be digits with the country code"}})
		return
	}
	if err := s.Scan(r.Context(), in.PhoneNumber, in.PushName); err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, s.View())
}

func (a *API) askPasskey(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Code string `json:"code"`
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	err := readJSON(r, &in)
	if err == nil {
		err = s.AskPasskey(in.Code)
	}
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, s.View())
}

func (a *API) unlink(w http.ResponseWriter, r *http.Request) {
	s := a.phone(w, r)
	if s == nil {
		return
	}
	if err := s.Unlink(r.Context()); err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, s.View())
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func (a *API) emit(w http.ResponseWriter, r *http.Request) {
	times, err := number(r.URL.Query(), "times", 1)
	if err != nil || times > maxTimes {
		failPhone(w, waha.InvalidError{Problems: []string{fmt.Sprintf("times must be between 0 and %d", maxTimes)}})
		return
	}
	delay, err := number(r.URL.Query(), "delayMs", 0)
	if err != nil {
		failPhone(w, err)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		failPhone(w, err)
		return
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	posts := 0
	for i := range times {
		if i > 0 && delay > 0 && !sleep(r, delay) {
			return
		}
		n, err := s.EmitRaw(r.Context(), body)
		if err != nil {
			failPhone(w, err)
			return
		}
		posts += n
	}
	writeJSON(w, http.StatusCreated, object{"posts": posts})
}

func (a *API) read(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ChatID string `json:"chatId"`
	}
	s := a.phone(w, r)
	if s == nil {
		return
	}
	if err := readJSON(r, &in); err != nil {
		failPhone(w, err)
		return
	}
	n, err := s.Read(in.ChatID)
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"read": n})
}

func (a *API) knobs(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, a.manager.Knobs())
}

// turnKnobs changes the knobs that the body names and leaves the others.
func (a *API) turnKnobs(w http.ResponseWriter, r *http.Request) {
	knobs, err := a.manager.TurnKnobs(func(k *waha.Knobs) error { return readStrictJSON(r, k) })
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusOK, knobs)
}

func (a *API) resetKnobs(w http.ResponseWriter, _ *http.Request) {
	knobs, err := a.manager.TurnKnobs(func(k *waha.Knobs) error {
		*k = waha.Knobs{}
		return nil
	})
	if err != nil {
		failPhone(w, err)
		return
	}
	writeJSON(w, http.StatusOK, knobs)
}

func (a *API) shownQR(w http.ResponseWriter, r *http.Request) {
	s := a.phone(w, r)
	if s == nil {
		return
	}
	value := s.ShownQR()
	if value == "" {
		failPhone(w, fmt.Errorf("%w: no QR is on show", waha.ErrNoPhone))
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	a.writeImage(w, r, value)
}

// state is what the page shows.
func (a *API) state(w http.ResponseWriter, _ *http.Request) {
	pending, posted, dropped := a.manager.Pending()
	state := object{
		"engine": a.cfg.Engine, "worker": a.cfg.WorkerID, "knobs": a.manager.Knobs(),
		"uptimeMs": time.Since(a.started).Milliseconds(),
		"webhooks": object{"pending": pending, "posted": posted, "dropped": dropped},
	}
	sessions := []object{}
	for _, s := range a.manager.List(true) {
		sessions = append(sessions, object{"view": s.View(), "chats": previews(s)})
	}
	state["sessions"] = sessions
	writeJSON(w, http.StatusOK, state)
}

func previews(s *waha.Session) []object {
	list := []object{}
	for _, c := range s.PhoneChats() {
		list = append(list, object{
			"id": c.ID, "name": c.Name, "unread": c.Unread, "archived": c.Archived, "text": preview(c.Last), "timestamp": c.Last.Timestamp,
			"fromMe": c.Last.FromMe, "ack": c.Last.Ack,
		})
	}
	return list
}

// preview is the line that a list of chats shows of a message.
func preview(m history.Message) string {
	if m.Revoked() {
		return "(deleted)"
	}
	return firstOf(m.Text, "("+string(m.Kind)+")")
}

// chat shows the newest messages of one conversation, oldest first.
func (a *API) chat(w http.ResponseWriter, r *http.Request) {
	s := a.phone(w, r)
	if s == nil {
		return
	}
	limit, err := strconv.Atoi(firstOf(r.URL.Query().Get("limit"), "100"))
	if err != nil || limit < 1 {
		failPhone(w, waha.InvalidError{Problems: []string{"limit must be a number from 1 up"}})
		return
	}
	list := []object{}
	for _, m := range s.PhoneMessages(waid.Chat(r.URL.Query().Get("chatId")), limit) {
		shown := seen(m)
		shown["fromMe"], shown["author"] = m.FromMe, firstOf(m.PushName, waid.User(m.Participant))
		list = append(list, shown)
	}
	writeJSON(w, http.StatusOK, list)
}
