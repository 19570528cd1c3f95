package routes_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/conectafy/conectafy/backend/internal/testkit/apitest"
)

// broken is a rule that a field breaks, as an answer names it.
type broken struct{ field, rule string }

func testBadInput(t *testing.T, suite *apitest.Suite) {
	server := suite.New(t, idle, map[string]string{"BODY_LIMIT_BYTES": "1024"})
	ana := server.User(t, "ana")
	session := shop(t, server, ana)
	before := rows(t, server)
	bodies(t, ana, "/api/sessions/"+session.ID.String())
	parameters(t, ana, session.ID.String())
	ids(t, suite, ana)
	unreadable(t, suite, ana, session.ID.String())
	if after := rows(t, server); after != before {
		t.Errorf("bad input changed something:\n%s\n%s", before, after)
	}
}

func bodies(t *testing.T, ana *apitest.Client, one string) {
	long := strings.Repeat("ñ", 101)
	chats := strings.Replace(one, "/api/sessions/", "/api/messages/", 1) + "/chat/"
	chat, channel, status := chats+string(carla), chats+"120363155556666777@newsletter", chats+"status@broadcast"
	for name, c := range map[string]struct {
		path, body string
		want       []broken
	}{
		"no name":          {"/api/sessions", `{}`, []broken{{"sessionName", "required"}}},
		"null":             {"/api/sessions", `null`, []broken{{"sessionName", "required"}}},
		"blank name":       {"/api/sessions", `{"sessionName":" \t "}`, []broken{{"sessionName", "required"}}},
		"long name":        {"/api/sessions", `{"sessionName":"` + long + `"}`, []broken{{"sessionName", "max_length"}}},
		"name of lines":    {"/api/sessions", `{"sessionName":"a\nb"}`, []broken{{"sessionName", "one_line"}}},
		"NUL in a name":    {"/api/sessions", `{"sessionName":"a\u0000b"}`, []broken{{"sessionName", "one_line"}}},
		"number as name":   {"/api/sessions", `{"sessionName":5}`, []broken{{"sessionName", "type"}}},
		"some days":        {"/api/sessions", `{"sessionName":"a","historyDays":5}`, []broken{{"historyDays", "one_of"}}},
		"days as text":     {"/api/sessions", `{"sessionName":"a","historyDays":"7"}`, []broken{{"historyDays", "type"}}},
		"no days":          {one + "/imports", `{}`, []broken{{"days", "required"}}},
		"nothing to read":  {one + "/imports", `{"days":0}`, []broken{{"days", "one_of"}}},
		"a list":           {"/api/sessions", `[]`, []broken{{"body", "type"}}},
		"nothing to send":  {one + "/send", `{}`, []broken{{"message", "required"}, {"phoneNumber", "required"}}},
		"letters":          {one + "/send", `{"phoneNumber":"54911ABC4455","message":"x"}`, []broken{{"phoneNumber", "phone"}}},
		"short number":     {one + "/send", `{"phoneNumber":"123","message":"x"}`, []broken{{"phoneNumber", "phone"}}},
		"status posts":     {one + "/send", `{"phoneNumber":"status@broadcast","message":"x"}`, []broken{{"phoneNumber", "phone"}}},
		"blank message":    {one + "/send", `{"phoneNumber":"5491122334455","message":"  "}`, []broken{{"message", "required"}}},
		"NUL in a message": {one + "/send", `{"phoneNumber":"5491122334455","message":"a\u0000"}`, []broken{{"message", "no_nul"}}},
		"file: address":    {one + "/send", `{"phoneNumber":"5491122334455","mediaUrl":"file:///etc/passwd"}`, []broken{{"mediaUrl", "url"}}},
		"two types":        {one + "/send", `{"phoneNumber":5,"message":true}`, []broken{{"phoneNumber", "type"}, {"message", "required"}}},
		"no type":          {chat, `{"text":"x"}`, []broken{{"type", "required"}}},
		"another type":     {chat, `{"type":"song"}`, []broken{{"type", "one_of"}}},
		"no text":          {chat, `{"type":"text"}`, []broken{{"text", "required"}}},
		"blank text":       {chat, `{"type":"text","text":" \n "}`, []broken{{"text", "required"}}},
		"no file":          {chat, `{"type":"image"}`, []broken{{"mediaId", "required"}}},
		"two files":        {chat, `{"type":"image","mediaId":"` + someID() + `","mediaUrl":"https://example.com/"}`, []broken{{"mediaUrl", "exclusive"}}},
		"captioned voice":  {chat, `{"type":"voice","mediaId":"` + someID() + `","caption":"x"}`, []broken{{"caption", "exclusive"}}},
		"no place":         {chat, `{"type":"location"}`, []broken{{"location", "required"}}},
		"off the map":      {chat, `{"type":"location","location":{"latitude":91,"longitude":-181}}`, []broken{{"latitude", "latitude"}, {"longitude", "longitude"}}},
		"no cards":         {chat, `{"type":"contact","contacts":[]}`, []broken{{"contacts", "required"}}},
		"card of nobody":   {chat, `{"type":"contact","contacts":[{}]}`, []broken{{"fullName", "required"}, {"phoneNumber", "required"}}},
		"no poll":          {chat, `{"type":"poll"}`, []broken{{"poll", "required"}}},
		"one option":       {chat, `{"type":"poll","poll":{"question":"x","options":["a"]}}`, []broken{{"options", "min_items"}}},
		"options alike":    {chat, `{"type":"poll","poll":{"question":"x","options":["a","a"]}}`, []broken{{"options", "unique"}}},
		"reply to nothing": {chat, `{"type":"text","text":"x","replyTo":"1"}`, []broken{{"replyTo", "uuid"}}},
		"false mention":    {chat, `{"type":"text","text":"x","mentions":["Ana"]}`, []broken{{"mentions[0]", "phone"}}},
		"to a channel":     {channel, `{"type":"text","text":"x"}`, []broken{{"chatId", "chat_id"}}},
		"typing to all":    {status + "/presence", `{"state":"typing"}`, []broken{{"chatId", "chat_id"}}},
		"asleep":           {chat + "/presence", `{"state":"asleep"}`, []broken{{"state", "one_of"}}},
		"no number":        {one + "/pairing-code", `{}`, []broken{{"phoneNumber", "required"}}},
		"a name as number": {one + "/pairing-code", `{"phoneNumber":"Ana"}`, []broken{{"phoneNumber", "phone"}}},
	} {
		t.Run(name, func(t *testing.T) {
			answer := ana.With("Content-Type", "application/json; charset=utf-8").Do(http.MethodPost, c.path, []byte(c.body))
			requireBroken(t, answer, c.want...)
		})
	}
	requireBroken(t, ana.PATCH(one, map[string]string{"sessionName": ""}), broken{"sessionName", "required"})
	requireBroken(t, ana.PATCH(one, map[string]string{}), broken{"sessionName", "required"})
	requireBroken(t, ana.PATCH(one, map[string]int{"historyDays": 1}), broken{"historyDays", "one_of"})
	requireBroken(t, ana.PATCH(one, map[string]int{"color": 11}), broken{"color", "one_of"})
	requireBroken(t, ana.PATCH(one, map[string]string{"ignoreGroups": "no"}), broken{"ignoreGroups", "type"})
	for _, initials := range []string{"", "ABC", "A!", "A B", "🎉"} {
		requireBroken(t, ana.PATCH(one, map[string]string{"initials": initials}), broken{"initials", "initials"})
	}
	message := strings.Replace(one, "/api/sessions/", "/api/messages/", 1) + "/message/" + someID()
	requireBroken(t, ana.PUT(message+"/reaction", map[string]string{}), broken{"emoji", "required"})
	requireBroken(t, ana.PUT(message+"/reaction", map[string]string{"emoji": strings.Repeat("x", 41)}), broken{"emoji", "max_length"})
	requireBroken(t, ana.PUT(message+"/star", map[string]string{}), broken{"starred", "required"})
	requireBroken(t, ana.PUT(message+"/star", map[string]string{"starred": "yes"}), broken{"starred", "type"})
	requireBroken(t, ana.PUT(message+"/pin", map[string]int{"days": 2}), broken{"days", "one_of"})
	requireBroken(t, ana.PATCH(message, map[string]string{"text": " "}), broken{"text", "required"})
	requireBroken(t, ana.POST(message+"/forward", map[string]string{"chatId": "status@broadcast"}), broken{"chatId", "phone"})
	long = strings.Repeat("k", 201)
	send := map[string]string{"phoneNumber": "x", "message": "Hola"}
	requireBroken(t, ana.With("Idempotency-Key", long).POST(one+"/send", send),
		broken{"Idempotency-Key", "max_length"}, broken{"phoneNumber", "phone"})
	requireBroken(t, ana.With("Idempotency-Key", "ñ").POST(one+"/send", send),
		broken{"Idempotency-Key", "printable"}, broken{"phoneNumber", "phone"})
}

func parameters(t *testing.T, ana *apitest.Client, session string) {
	chats, chat := "/api/messages/"+session, "/api/messages/"+session+"/chat/5491122334455"
	for path, want := range map[string][]broken{
		chats + "/contacts?limit=-1":                           {{"limit", "min"}},
		chats + "/contacts?limit=0":                            {{"limit", "min"}},
		chats + "/contacts?limit=201":                          {{"limit", "max"}},
		chats + "/contacts?limit=99999999999999999999999999":   {{"limit", "max"}},
		chats + "/contacts?limit=-9999999999999999999999999":   {{"limit", "min"}},
		chats + "/contacts?limit=abc&offset=-5":                {{"limit", "integer"}, {"offset", "min"}},
		chats + "/contacts?limit=1.5":                          {{"limit", "integer"}},
		chats + "/contacts?offset=1000001":                     {{"offset", "max"}},
		"/api/dashboard?tz=Bogota&days=32":                     {{"tz", "time_zone"}, {"days", "max"}},
		"/api/dashboard?tz=Local&unansweredAfter=-1":           {{"tz", "time_zone"}, {"unansweredAfter", "min"}},
		"/api/dashboard?tz=../../etc/passwd":                   {{"tz", "time_zone"}},
		chat + "?limit=abc":                                    {{"limit", "integer"}},
		chat + "?limit=&before=":                               {{"limit", "integer"}, {"before", "uuid"}},
		chat + "?before=1":                                     {{"before", "uuid"}},
		chat + "?before=" + someID() + "&after=" + someID():    {{"after", "exclusive"}},
		chat + "?before=" + someID() + "&offset=1":             {{"offset", "exclusive"}},
		chats + "/chat/Ana":                                    {{"chatId", "chat_id"}},
		chats + "/chat/549112233@example.com":                  {{"chatId", "chat_id"}},
		chats + "/updates?wait=-1":                             {{"wait", "min"}},
		chats + "/updates?wait=61":                             {{"wait", "max"}},
		chats + "/updates?cursor=" + strings.Repeat("x", 201):  {{"cursor", "max_length"}},
		"/api/events?cursor=" + strings.Repeat("x", 201):       {{"cursor", "max_length"}},
		chats + "/contacts?filter=new&offset=1&cursor=x":       {{"filter", "one_of"}, {"offset", "exclusive"}},
		chats + "/contacts?q=" + strings.Repeat("x", 201):      {{"q", "max_length"}},
		chats + "/contacts?cursor=" + strings.Repeat("x", 201): {{"cursor", "max_length"}},
		"/api/chats?filter=&limit=0&q=%00":                     {{"filter", "one_of"}, {"limit", "min"}, {"q", "no_nul"}},
		"/api/search":                                          {{"q", "min_length"}},
		"/api/search?q=%20x%20&limit=51":                       {{"q", "min_length"}, {"limit", "max"}},
		"/api/search?q=" + strings.Repeat("x", 201):            {{"q", "max_length"}},
		"/api/search?q=%ff%ff":                                 {{"q", "no_nul"}},
		"/api/search?q=...":                                    {{"q", "words"}},
		"/api/search?q=Hola&chatId=5491122334455":              {{"sessionId", "required"}},
		"/api/search?q=Hola&chatId=Ana":                        {{"chatId", "chat_id"}},
		"/api/search?q=Hola&sessionId=1":                       {{"sessionId", "uuid"}},
		chat + "?around=" + someID() + "&before=" + someID():   {{"around", "exclusive"}},
		chat + "?around=" + someID() + "&offset=1":             {{"offset", "exclusive"}},
		chat + "/media?kind=sticker&before=1":                  {{"kind", "one_of"}, {"before", "uuid"}},
		chat + "/export?format=pdf&media=some":                 {{"format", "one_of"}, {"media", "boolean"}},
		chats + "/message/1":                                   {{"messageId", "uuid"}},
		"/api/sessions/" + session + "/logs?tail=0&follow=yes": {{"tail", "min"}, {"follow", "boolean"}},
		"/api/sessions/" + session + "/logs?tail=5001":         {{"tail", "max"}},
		"/api/sessions/" + session + "/qr?wait=soon":           {{"wait", "integer"}},
	} {
		requireBroken(t, ana.GET(path), want...)
	}
	requireBroken(t, ana.POST(chats+"/chat/Ana/read", nil), broken{"chatId", "chat_id"})
	for _, path := range []string{chats + "/contacts?cursor=", "/api/chats?cursor=", "/api/search?q=Hola&cursor="} {
		for _, cursor := range []string{"nonsense", cursorFromTheFuture, "cDEudHJ1ZS45OTk5OTk5OTk5OTk5OTk5OTk5Lng"} {
			ana.GET(path+cursor).Problem(http.StatusBadRequest, "cursor_invalid")
		}
	}
	requireBroken(t, ana.PATCH(chat, map[string]any{}), broken{"body", "required"})
	requireBroken(t, ana.PATCH(chat, map[string]any{"archived": nil}), broken{"body", "required"})
	requireBroken(t, ana.PATCH(chat, map[string]any{"mutedUntil": "tomorrow", "draft": "a\x00"}),
		broken{"mutedUntil", "date_time"}, broken{"draft", "no_nul"})
	requireBroken(t, ana.PATCH(chat, map[string]any{"archived": "yes"}), broken{"archived", "type"})
	ana.GET(chat+"?around="+someID()).Problem(http.StatusNotFound, "message_not_found")
	ana.GET(chat+"/media?before="+someID()).Problem(http.StatusNotFound, "message_not_found")
	ana.GET(chats+"/message/"+someID()).Problem(http.StatusNotFound, "message_not_found")
	for _, path := range []string{"?around=" + someID(), "/media", "/participants", "/export"} {
		ana.GET(chats+"/chat/5490000000000"+path).Problem(http.StatusNotFound, "chat_not_found")
	}
	ana.GET("/api/search?q=Hola&chatId=5490000000000&sessionId="+session).Problem(http.StatusNotFound, "chat_not_found")
	ana.PATCH(chats+"/chat/5490000000000", map[string]any{"pinned": true}).Problem(http.StatusNotFound, "chat_not_found")
	ana.GET(chats+"/updates?cursor=nonsense").Problem(http.StatusBadRequest, "cursor_invalid")
	ana.GET("/api/events?cursor=nonsense").Problem(http.StatusBadRequest, "cursor_invalid")
	ana.GET(chats+"/chat/5490000000000").Problem(http.StatusNotFound, "chat_not_found")
	ana.POST(chats+"/chat/5490000000000/read", nil).Problem(http.StatusNotFound, "chat_not_found")
	ana.GET(chat+"?before="+someID()).Problem(http.StatusNotFound, "message_not_found")
}

// ids tries what is no id of ours in every place for a session.
func ids(t *testing.T, suite *apitest.Suite, ana *apitest.Client) {
	for _, id := range []string{"abc", "1", strings.ReplaceAll(someID(), "-", ""), "00000000-0000-0000-0000-000000000000"} {
		for _, call := range protected(suite, id, "5491122334455") {
			if !strings.Contains(call.path, id) || len(id) < 3 && !strings.HasSuffix(call.path, "/"+id) {
				continue
			}
			name := "id"
			if strings.HasPrefix(call.path, "/api/messages/") || strings.HasPrefix(call.path, "/api/search") {
				name = "sessionId"
			}
			requireBroken(t, call.by(ana), broken{name, "uuid"})
		}
	}
	for _, call := range protected(suite, someID(), "5491122334455") {
		if !call.namesNoSession() {
			call.by(ana).Problem(http.StatusNotFound, call.missing())
		}
	}
}

// unreadable tries bodies that are not worth reading wherever there is one.
func unreadable(t *testing.T, suite *apitest.Suite, ana *apitest.Client, session string) {
	tooLarge := []byte(`{"sessionName":"` + strings.Repeat("x", 1024) + `"}`)
	for _, call := range protected(suite, session, "5491122334455") {
		if _, isUpload := call.body.(upload); call.body == nil || isUpload {
			continue // for uploads see testBadFiles
		}
		for _, media := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json"} {
			if call.name == "composeMessage" && strings.HasPrefix(media, "multipart") {
				continue
			}
			ana.With("Content-Type", media).Do(call.method, call.path, []byte(`{}`)).
				Problem(http.StatusUnsupportedMediaType, "content_type_unsupported")
		}
		sender := ana.With("Content-Type", "application/json")
		sender.Do(call.method, call.path, tooLarge).Problem(http.StatusRequestEntityTooLarge, "body_too_large")
		for body, position := range map[string]string{
			"":                             "línea 1, columna 1",
			`{"sessionName":`:              "línea 1, columna 15",
			"{\n  \"sessionName\": Ana\n}": "línea 2, columna 18",
			`{} {}`:                        "línea 1, columna 4",
		} {
			problem := sender.Do(call.method, call.path, []byte(body)).Problem(http.StatusBadRequest, "malformed_json")
			if !strings.Contains(problem.Message, position) {
				t.Errorf("%q: got %q, want %q", body, problem.Message, position)
			}
		}
	}
}

func requireBroken(t *testing.T, answer *apitest.Response, want ...broken) {
	t.Helper()
	problem := answer.Problem(http.StatusBadRequest, "validation_failed")
	var got []broken
	for _, field := range problem.Fields {
		got = append(got, broken{field.Field, field.Rule})
		if field.Message == "" || strings.Contains(field.Message, "{") {
			t.Errorf("%s %s: the sentence is %q", field.Field, field.Rule, field.Message)
		}
	}
	order := func(a, b broken) int { return strings.Compare(a.field+a.rule, b.field+b.rule) }
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
