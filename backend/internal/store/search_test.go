package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/words"
	"github.com/conectafy/conectafy/backend/models"
)

// index makes all that waits for it findable.
func index(t *testing.T, db *dbtest.DB) {
	t.Helper()
	for {
		taken, err := db.Store.IndexSearch(t.Context())
		if err != nil {
			t.Fatalf("index: %v", err)
		}
		if taken == 0 {
			return
		}
	}
}

func search(t *testing.T, db *dbtest.DB, caller models.Caller, text string, scope models.SearchScope) models.SearchPage {
	t.Helper()
	if scope.Limit == 0 {
		scope.Limit = 50
	}
	page, err := db.Store.Search(t.Context(), caller, scope, words.ForQuery(text))
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	return page
}

// marked writes what was found with the matches in brackets.
func marked(hits []models.SearchHit) []string {
	list := []string{}
	for _, hit := range hits {
		runes, text, end := []rune(hit.Snippet), "", 0
		for _, m := range hit.Matches {
			text += string(runes[end:m.Start]) + "[" + string(runes[m.Start:m.Start+m.Length]) + "]"
			end = m.Start + m.Length
		}
		list = append(list, text+string(runes[end:]))
	}
	return list
}

func TestSearchInThreeLanguages(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	for i, text := range []string{
		"Te mando las canciones mañana", "¿Corrieron los niños?", "As informações chegaram", "Não há limões",
		"The boxes are running late", "Mi número es +54 9 11 2233-4455", "Pedido 778812, total $1.500", "Cafe\u0301 con leche",
		"STRASSE y Straße", "no", "😀 emoji antes de la factura",
	} {
		receive(t, db, dbtest.Incoming(session, ana, fmt.Sprint(i), text))
	}
	index(t, db)
	for query, want := range map[string][]string{
		"canción":          {"Te mando las [cancion]es mañana"},
		"CANCION":          {"Te mando las [cancion]es mañana"},
		"manana":           {"Te mando las canciones [mañana]"},
		"niño":             {"¿Corrieron los [niño]s?"},
		"corrió":           {"¿[Corrieron] los niños?"},
		"canciones":        {"Te mando las [canciones] mañana"},
		"nina":             {"¿Corrieron los [niños]?"}, // one stem
		"informação":       {"As [informações] chegaram"},
		"informacao":       {"As [informações] chegaram"},
		"limoes":           {"Não há [limões]"},
		"box":              {"The [box]es are running late"},
		"run late":         {"The boxes are [run]ning [late]"},
		"runs":             {"The boxes are [running] late"},
		"5491122334455":    {"Mi número es +[54 9 11 2233-4455]"},
		"11 2233 4455":     {"Mi número es +[54 9 11 2233-4455]"},
		"2233":             {"Mi número es +[54 9 11 2233-4455]"},
		"7788":             {"Pedido [7788]12, total $1.500"},
		"edid":             {"P[edid]o 778812, total $1.500"},
		"pedido total":     {"[Pedido] 778812, [total] $1.500"},
		"pedido nada":      {},
		"café":             {"[Cafe\u0301] con leche"},
		"cafe leche":       {"[Cafe\u0301] con [leche]"},
		"no":               {"[no]"},
		"factura":          {"😀 emoji antes de la [factura]"},
		"facturas emojis":  {"😀 [emoji] antes de la [factura]"},
		"zzz":              {},
		"' | ! & ( \\ con": {"Cafe\u0301 [con] leche"},
	} {
		if got := marked(search(t, db, owner, query, models.SearchScope{}).Hits); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestSearchKnowsItsPlace(t *testing.T) {
	t.Parallel()
	const bea = models.ChatID("5491166778899@c.us")
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	one, two, theirs := db.Session(t, owner), db.Session(t, owner), db.Session(t, other)
	receive(t, db, dbtest.Incoming(one, ana, "1", "pedido"), dbtest.Incoming(one, bea, "2", "pedido"),
		dbtest.Incoming(two, ana, "3", "pedido"), dbtest.Incoming(theirs, ana, "4", "pedido"),
		models.Event{SessionID: one.ID, Twins: []models.Twins{{LID: "123456789@lid", Phone: ana}}})
	index(t, db)
	for name, c := range map[string]struct {
		caller models.Caller
		scope  models.SearchScope
		want   int
	}{
		"all numbers":            {owner, models.SearchScope{}, 3},
		"one number":             {owner, models.SearchScope{Session: one.ID}, 2},
		"one chat":               {owner, models.SearchScope{Session: one.ID, Chat: bea}, 1},
		"a chat's other address": {owner, models.SearchScope{Session: one.ID, Chat: "123456789@lid"}, 1},
		"another person":         {other, models.SearchScope{}, 1},
	} {
		if got := search(t, db, c.caller, "pedido", c.scope).Hits; len(got) != c.want {
			t.Errorf("%s: found %d, want %d", name, len(got), c.want)
		}
	}
	for name, scope := range map[string]models.SearchScope{
		"a session": {Session: theirs.ID, Limit: 5}, "a chat": {Session: theirs.ID, Chat: ana, Limit: 5},
	} {
		_, err := db.Store.Search(t.Context(), owner, scope, []string{"pedido"})
		wantCode(t, name+" of others", err, apperr.SessionNotFound)
	}
	_, err := db.Store.Search(t.Context(), owner, models.SearchScope{Session: one.ID, Chat: "5490000000000@c.us", Limit: 5}, []string{"pedido"})
	wantCode(t, "a chat that is not there", err, apperr.ChatNotFound)
	_, err = db.Store.Search(t.Context(), owner, models.SearchScope{Cursor: "nonsense", Limit: 5}, []string{"pedido"})
	wantCode(t, "a cursor of nobody", err, apperr.CursorInvalid)
}

func TestSearchPages(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	var events []models.Event
	for i := range 25 {
		event := dbtest.Incoming(session, ana, fmt.Sprint(i), fmt.Sprintf("pedido %d", i))
		event.Message.Timestamp = dbtest.Base.Add(time.Duration(i/3) * time.Second) // several within one second
		events = append(events, event)
	}
	receive(t, db, events...)
	index(t, db)
	var all []uuid.UUID
	scope := models.SearchScope{Limit: 10}
	for pages := 1; ; pages++ {
		page := search(t, db, owner, "pedido", scope)
		for _, hit := range page.Hits {
			all = append(all, hit.Message.ID)
		}
		if scope.Cursor = page.Next; page.Next == "" || pages > 3 {
			break
		}
	}
	whole := search(t, db, owner, "pedido", models.SearchScope{Limit: 50}).Hits
	if len(all) != 25 || len(whole) != 25 {
		t.Fatalf("got %d in pages and %d at once, want 25", len(all), len(whole))
	}
	for i, hit := range whole {
		if hit.Message.ID != all[i] {
			t.Errorf("place %d differs", i)
		}
		if i > 0 && hit.Message.Timestamp.After(whole[i-1].Message.Timestamp) {
			t.Errorf("place %d is newer than the one before it", i)
		}
	}
}

// What is found follows what happens to messages.
func TestSearchFollowsItsMessages(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	db.Connect(t, session)
	receive(t, db, dbtest.EveryKind(session)...)
	own := queue(t, db, owner, outgoing(session, ana, "presupuesto"))
	document := dbtest.With(session, "doc", models.TypeDocument, models.Content{Media: &models.Media{
		Status: models.MediaPending, Filename: "contrato_2026.pdf",
	}})
	document.Message.Body = "lo firmado"
	receive(t, db, document)
	found := func(query string) int {
		index(t, db)
		return len(search(t, db, owner, query, models.SearchScope{}).Hits)
	}
	for query, want := range map[string]int{
		"presupuestos": 1, "contratos": 1, "firmado": 1, "cuándo": 1, "mañana": 1, "5491166778899": 1, "obelisco": 1, "feria": 1, "bea": 1,
	} {
		if got := found(query); got != want {
			t.Errorf("%q: found %d, want %d", query, got, want)
		}
	}
	at := dbtest.Base.Add(time.Hour)
	edit := func(text string) models.Event {
		return models.Event{SessionID: session.ID, Edit: &models.Edit{MessageID: own.MessageID, Body: text, At: at}}
	}
	receive(t, db, edit("cotización"))
	if found("presupuesto") != 0 || found("cotizaciones") != 1 {
		t.Error("an edit was not followed")
	}
	receive(t, db, models.Event{SessionID: session.ID, Revocation: &models.Revocation{MessageID: own.MessageID, At: at}})
	if got := search(t, db, owner, "cotización", models.SearchScope{}).Hits; len(got) != 0 {
		t.Error("a message that was deleted for everyone is found before the indexer came")
	}
	if found("cotización") != 0 || db.Int(t, "select count(*) from public.message_search where message_row = $1", own.ID) != 0 {
		t.Error("a message that was deleted for everyone is found")
	}
	db.Exec(t, "update public.messages set chat_id = '5491199999999@c.us' where message_id = 'doc'")
	index(t, db)
	if db.Int(t, "select count(*) from public.message_search where chat_id = '5491199999999@c.us'") != 1 {
		t.Error("a message that moved to another chat is indexed in the old one")
	}
	db.Exec(t, "delete from public.messages where message_id = 'doc'")
	if found("contrato") != 0 {
		t.Error("a message that is gone is found")
	}
}

// A message that cannot be seen yet while the indexer runs is indexed when it can.
func TestIndexingMissesNoLateCommit(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session := db.Session(t, owner)
	receive(t, db, dbtest.Incoming(session, ana, "1", "primero"))
	tx := begin(t, db)
	_, err := tx.Exec(t.Context(), `insert into public.messages (id, session_id, user_id, chat_id, message_id, from_me, body, type, status, timestamp)
		values ('00000000-0000-7000-8000-000000000001', $1, $2, $3, 'late', false, 'tardío', 'text', 'received', now())`,
		session.ID, owner.UserID, ana)
	if err != nil {
		t.Fatal(err)
	}
	receive(t, db, dbtest.Incoming(session, ana, "3", "tercero"))
	index(t, db)
	if got := db.Int(t, "select count(*) from public.message_search"); got != 2 {
		t.Errorf("%d messages are indexed, want the two that are there", got)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	index(t, db)
	if got := len(search(t, db, owner, "tardio", models.SearchScope{}).Hits); got != 1 {
		t.Error("the late one is missing")
	}
	if left := db.Int(t, "select count(*) from conectafy.search_queue"); left != 0 {
		t.Errorf("%d still wait", left)
	}
}

// fill stores messages of many people straight into the table, with a word that all have and some that few have.
func fill(t *testing.T, db *dbtest.DB, session models.Session, owner models.Caller, rows int) {
	t.Helper()
	db.Exec(t, `insert into public.messages (id, session_id, user_id, chat_id, message_id, from_me, body, type, status, timestamp)
		select gen_random_uuid(), $1, $2, (5491100000000 + g % 50) || '@c.us', 'F' || g, false,
			'hola pedido ' || md5(g::text) || ' ' || md5((g * 7)::text) || case when g % 1000 = 500 then ' devolución' else '' end,
			'text', 'received', now() - g * interval '1 minute'
		from generate_series(1, $3::integer) g`, session.ID, owner.UserID, rows)
	index(t, db)
}

func TestSearchUsesItsIndex(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner, other := db.User(t, "owner"), db.User(t, "other")
	session := db.Session(t, owner)
	fill(t, db, session, owner, 12_000)
	fill(t, db, db.Session(t, other), other, 3_000)
	db.Exec(t, "vacuum analyze public.message_search")
	pool := dbtest.Pool(t, db.ServerDSN, 1)
	for name, c := range map[string]struct {
		term sqlc.SearchTermsRow
		rare bool
	}{
		"a rare word":     {sqlc.SearchTermsRow{Plain: "devolucion", Stems: []string{"devolu", "devolucion"}}, true},
		"a part of words": {sqlc.SearchTermsRow{Plain: "c4ca42", Stems: []string{"c4ca42"}}, true},
		"a word of all":   {sqlc.SearchTermsRow{Plain: "pedido", Stems: []string{"pedido", "ped"}}, false},
	} {
		recent, all, args := store.SearchStatements(owner.UserID, models.SearchScope{Limit: 20}, []sqlc.SearchTermsRow{c.term})
		if plan := explain(t, pool, recent, args); !strings.Contains(plan, "message_search_user") || strings.Contains(plan, "Seq Scan") {
			t.Errorf("%s: the newest are read by\n%s", name, plan)
		}
		if plan := explain(t, pool, all, args); c.rare && (!strings.Contains(plan, "message_search_words") || strings.Contains(plan, "Seq Scan")) {
			t.Errorf("%s: all are searched by\n%s", name, plan)
		}
	}
	if got := len(search(t, db, owner, "devoluciones", models.SearchScope{}).Hits); got != 12 {
		t.Errorf("found %d, want 12", got)
	}
}

// explain returns the plan that the server's own role gets, once it took the service's.
func explain(t *testing.T, pool *pgxpool.Pool, sql string, args []any) string {
	t.Helper()
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	if _, err := tx.Exec(t.Context(), "set local role service_role"); err != nil {
		t.Fatal(err)
	}
	rows, err := tx.Query(t.Context(), "explain "+sql, append([]any{pgx.QueryExecModeCacheDescribe}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}
