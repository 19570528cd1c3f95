package store

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// recentRows is how many of the newest messages are looked through one by one before the index is asked. A word that more
// than one message in a hundred has is found among them, and there the index would bring far more rows than are wanted;
// the rest is rare enough for the index. Which of both is quicker can't be left to the planner: it can't know how
// frequent a part of a word is.
const recentRows = 5000

// searchQuery is written for the number of words at hand, which sqlc can't do. Values are arguments throughout.
type searchQuery struct {
	scope []string // conditions on where to look
	words []string // conditions on what to find
	limit int
	args  []any
}

// newSearchQuery asks for one row more than a page, which tells whether there is another page.
func newSearchQuery(owner uuid.UUID, scope models.SearchScope, after *place, terms []sqlc.SearchTermsRow) *searchQuery {
	q := &searchQuery{limit: scope.Limit + 1}
	q.where("user_id = %s::uuid", owner)
	if scope.Session != uuid.Nil {
		q.where("session_id = %s::uuid", scope.Session)
	}
	if scope.Chat != "" {
		q.where("chat_id = %s::text", string(scope.Chat))
	}
	if after != nil {
		q.where("(timestamp, message_row) < (%s::timestamptz, %s::uuid)", after.At, after.ID)
	}
	for _, term := range terms {
		q.find(term)
	}
	return q
}

func (q *searchQuery) where(condition string, values ...any) {
	q.scope = append(q.scope, fmt.Sprintf(condition, q.places(values...)...))
}

// shortWord is the length from which a word has a trigram, and may be found inside of others.
const shortWord = 3

// find looks for a word in any of its forms, or as a part of a word; a short one as the beginning of a word.
func (q *searchQuery) find(term sqlc.SearchTermsRow) {
	if len([]rune(term.Plain)) < shortWord {
		query := anyOf(term.Stems) + " | " + quoteStem(term.Plain) + ":*"
		q.words = append(q.words, fmt.Sprintf("document @@ %s::tsquery", q.places(query)...))
		return
	}
	q.words = append(q.words, fmt.Sprintf("(document @@ %s::tsquery or text like %s::text)",
		q.places(anyOf(term.Stems), "%"+term.Plain+"%")...))
}

func (q *searchQuery) places(values ...any) []any {
	var names []any
	for _, value := range values {
		q.args = append(q.args, value)
		names = append(names, fmt.Sprintf("$%d", len(q.args)))
	}
	return names
}

// recent walks back from the newest message and stops at the end of a page.
func (q *searchQuery) recent() string {
	return fmt.Sprintf(`select message_row, timestamp from (
		select message_row, timestamp, document, text from public.message_search where %s
		order by timestamp desc, message_row desc limit %d) as recent
		where %s order by timestamp desc, message_row desc limit %d`,
		strings.Join(q.scope, " and "), recentRows, strings.Join(q.words, " and "), q.limit)
}

// all asks the index for everything that matches. The order comes after: wanted at once it would tempt the planner to walk.
func (q *searchQuery) all() string {
	return fmt.Sprintf(`with found as materialized (
		select message_row, timestamp from public.message_search where %s and %s)
		select message_row, timestamp from found order by timestamp desc, message_row desc limit %d`,
		strings.Join(q.scope, " and "), strings.Join(q.words, " and "), q.limit)
}

func anyOf(stems []string) string {
	quoted := make([]string, len(stems))
	for i, stem := range stems {
		quoted[i] = quoteStem(stem)
	}
	return strings.Join(quoted, " | ")
}

// quoteStem writes a stem into a query. Stems are letters and digits; should one not be, it is still one stem.
func quoteStem(stem string) string {
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(stem) + "'"
}
