package httpapi

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

func (a *API) contacts(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	people := slices.DeleteFunc(s.Chats(false), func(c history.Chat) bool { return !isPerson(c.ID) })
	slices.SortFunc(people, func(x, y history.Chat) int { return cmp.Compare(x.ID, y.ID) })
	people, err := page(people, r.URL.Query(), 0)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	list := make([]object, 0, len(people))
	for _, c := range people {
		list = append(list, dialect.Contact(a.cfg.Engine, c.ID, c.Name))
	}
	writeJSON(w, http.StatusOK, list)
}

func isPerson(chat string) bool { return !waid.HasParticipant(chat) && !waid.IsChannel(chat) }

func (a *API) contact(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	id := r.PathValue("contactId")
	if id == "" {
		id = r.URL.Query().Get("contactId")
	}
	id = waid.Chat(id)
	if id == "" {
		a.fail(w, r, waha.InvalidError{Problems: []string{"contactId must be a string"}})
		return
	}
	name := ""
	for _, c := range s.Chats(false) {
		if c.ID == id {
			name = c.Name
		}
	}
	writeJSON(w, http.StatusOK, dialect.Contact(a.cfg.Engine, id, name))
}

func (a *API) checkExists(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	phone := r.URL.Query().Get("phone")
	if phone == "" {
		a.fail(w, r, waha.InvalidError{Problems: []string{"phone must be a string"}})
		return
	}
	found := s.Lookup(phone)
	if !found.Exists {
		writeJSON(w, http.StatusOK, object{"numberExists": false})
		return
	}
	writeJSON(w, http.StatusOK, object{"numberExists": true, "chatId": found.ChatID, "pn": found.Phone})
}

func (a *API) profilePicture(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"profilePictureURL": orNull(a.manager.Picture(waid.Chat(r.URL.Query().Get("contactId"))))})
	}
}

func (a *API) chatPicture(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"url": orNull(a.manager.Picture(waid.Chat(r.PathValue("chatId"))))})
	}
}

func (a *API) capping(w http.ResponseWriter, r *http.Request) {
	if s := a.readyNamed(w, r, r.PathValue("name")); s != nil {
		_, capping := s.Limited()
		writeJSON(w, http.StatusOK, capping)
	}
}

func (a *API) timelock(w http.ResponseWriter, r *http.Request) {
	if s := a.readyNamed(w, r, r.PathValue("name")); s != nil {
		timelock, _ := s.Limited()
		writeJSON(w, http.StatusOK, timelock)
	}
}

// noLabels is what an account has that is no business.
func (a *API) noLabels(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, []object{})
	}
}

func (a *API) about(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"about": "Available"})
	}
}

func (a *API) profile(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		me, _ := s.Account()
		writeJSON(w, http.StatusOK, object{"id": me.ID(), "name": me.PushName, "picture": orNull(a.manager.Picture(me.ID()))})
	}
}

func (a *API) lids(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	people, err := page(s.People(), r.URL.Query(), 100)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	list := make([]object, 0, len(people))
	for _, p := range people {
		list = append(list, object{"lid": p.LID, "pn": orNull(p.Phone)})
	}
	writeJSON(w, http.StatusOK, list)
}

func (a *API) lidCount(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		writeJSON(w, http.StatusOK, object{"count": len(s.People())})
	}
}

// phoneOfLID answers 200 also for a hidden id that nobody knows.
func (a *API) phoneOfLID(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	lid := waid.User(r.PathValue("lid")) + waid.LID
	phone := ""
	for _, p := range s.People() {
		if p.LID == lid {
			phone = cmp.Or(p.Phone, phone)
		}
	}
	writeJSON(w, http.StatusOK, object{"lid": lid, "pn": orNull(phone)})
}

func (a *API) lidOfPhone(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	phone := waid.Chat(r.PathValue("phone"))
	lid := ""
	for _, p := range s.People() {
		if p.Phone == phone {
			lid = p.LID
		}
	}
	writeJSON(w, http.StatusOK, object{"lid": orNull(lid), "pn": phone})
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
