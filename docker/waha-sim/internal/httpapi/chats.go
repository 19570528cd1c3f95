package httpapi

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

func (a *API) chats(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	query := r.URL.Query()
	chats := s.Chats(merged(query))
	switch query.Get("sortBy") {
	case "id":
		slices.SortStableFunc(chats, func(x, y history.Chat) int { return cmp.Compare(y.ID, x.ID) })
	case "name":
		slices.SortStableFunc(chats, func(x, y history.Chat) int { return cmp.Compare(y.Name, x.Name) })
	}
	if query.Get("sortOrder") == "asc" {
		slices.Reverse(chats)
	}
	chats, err := page(chats, query, 0)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	list := make([]object, 0, len(chats))
	for _, c := range chats {
		list = append(list, dialect.Chat(a.cfg.Engine, c))
	}
	writeJSON(w, http.StatusOK, list)
}

func (a *API) overview(w http.ResponseWriter, r *http.Request) {
	a.writeOverview(w, r, r.URL.Query(), http.StatusOK)
}

// overviewOf is the same question in a body, for many ids.
func (a *API) overviewOf(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Pagination *struct{ Limit, Offset *int } `json:"pagination"`
		Filter     struct {
			IDs []string `json:"ids"`
		} `json:"filter"`
	}
	if err := readJSON(r, &in); err != nil {
		a.fail(w, r, err)
		return
	}
	if in.Pagination == nil {
		a.fail(w, r, waha.InvalidError{Problems: []string{"pagination should not be empty"}})
		return
	}
	query := url.Values{"ids": in.Filter.IDs}
	if in.Pagination.Limit != nil {
		query.Set("limit", strconv.Itoa(*in.Pagination.Limit))
	}
	if in.Pagination.Offset != nil {
		query.Set("offset", strconv.Itoa(*in.Pagination.Offset))
	}
	a.writeOverview(w, r, query, http.StatusCreated)
}

func (a *API) writeOverview(w http.ResponseWriter, r *http.Request, query url.Values, status int) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	chats := s.Chats(merged(query))
	if ids := idsOf(query); len(ids) > 0 {
		chats = slices.DeleteFunc(chats, func(c history.Chat) bool { return !slices.Contains(ids, c.ID) })
	}
	chats, err := page(chats, query, 20)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	list := make([]object, 0, len(chats))
	for _, c := range chats {
		list = append(list, s.Overview(c))
	}
	writeJSON(w, status, list)
}

// idsOf reads ids given one by one or separated by commas.
func idsOf(query url.Values) []string {
	var ids []string
	for _, value := range query["ids"] {
		for id := range strings.SplitSeq(value, ",") {
			if id != "" {
				ids = append(ids, waid.Chat(id))
			}
		}
	}
	return ids
}

func (a *API) messages(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	query := r.URL.Query()
	messages, err := s.Messages(r.PathValue("chatId"), merged(query))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	keep, err := messageFilter(query)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	messages = slices.DeleteFunc(messages, func(m history.Message) bool { return !keep(m) })
	if query.Get("sortOrder") == "asc" {
		slices.Reverse(messages)
	}
	messages, err = page(messages, query, 10)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	for _, m := range messages {
		if files := wantsFiles(query); files && !s.AwaitFile(r.Context(), m) {
			return
		}
	}
	writeJSON(w, http.StatusOK, s.Render(messages, wantsFiles(query)))
}

// merged tells whether both chats of a person are to be one, as they are unless the caller says no.
func merged(query url.Values) bool { return query.Get("merge") != "false" }

// wantsFiles tells whether files are to be fetched, as they are unless the caller says no.
func wantsFiles(query url.Values) bool { return query.Get("downloadMedia") != "false" }

func messageFilter(query url.Values) (func(history.Message) bool, error) {
	from, err := number(query, "filter.timestamp.gte", 0)
	if err != nil {
		return nil, err
	}
	to, err := number(query, "filter.timestamp.lte", 1<<62)
	if err != nil {
		return nil, err
	}
	fromMe, ack := query.Get("filter.fromMe"), query.Get("filter.ack")
	return func(m history.Message) bool {
		return m.Timestamp >= int64(from) && m.Timestamp <= int64(to) &&
			(fromMe == "" || fromMe == strconv.FormatBool(m.FromMe)) &&
			(ack == "" || ack == dialect.AckName(m.Ack))
	}, nil
}

func (a *API) message(w http.ResponseWriter, r *http.Request) {
	if s := a.ready(w, r); s != nil {
		files := wantsFiles(r.URL.Query())
		writeJSON(w, http.StatusOK, s.Message(r.Context(), r.PathValue("chatId"), r.PathValue("messageId"), files))
	}
}

func (a *API) readMessages(w http.ResponseWriter, r *http.Request) {
	s := a.ready(w, r)
	if s == nil {
		return
	}
	ids, err := s.Seen(r.PathValue("chatId"), nil)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, object{"ids": ids})
}

// page cuts a list by limit and offset; without a limit it takes the given one, 0 for all.
func page[T any](list []T, query url.Values, limit int) ([]T, error) {
	limit, err := number(query, "limit", limit)
	if err != nil {
		return nil, err
	}
	offset, err := number(query, "offset", 0)
	if err != nil {
		return nil, err
	}
	list = list[min(offset, len(list)):]
	if limit > 0 {
		list = list[:min(limit, len(list))]
	}
	return list, nil
}

func number(query url.Values, name string, otherwise int) (int, error) {
	text := query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, waha.InvalidError{Problems: []string{name + " must be a number not less than 0"}}
	}
	return n, nil
}
