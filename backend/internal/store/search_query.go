package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// recentRows is how many of the newest messages are looked through one by one before the index is asked; fewer in a chat, whose
// messages lie apart. A word that one message in five hundred has is found there, while the index would bring far more rows
// than are wanted; the rest is rare enough for the index. Which of both is quicker can't be left to the planner: it can't
// know how frequent a part of a word is.
const (
	recentRows       = 10_000
	recentRowsOfChat = 2_000
)

// longerWalk is how many times farther is looked when the newest messages had half of a page already.
const longerWalk = 4

// searchQuery is written for the number of words at hand, which sqlc can't do. Values are arguments throughout.
type searchQuery struct {
	scope []string   // conditions on where to look
	words [][]string // conditions on what to find: of each word one of its ways to be there
	limit int
	rows  int // how many messages are looked through one by one
	args  []any
	about int // how many of the arguments are about the scope
	asked int // how many of the words the index is asked for
}

// newSearchQuery asks for one row more than a page, which tells whether there is another page.
func newSearchQuery(owner uuid.UUID, scope models.SearchScope, after *place, terms []sqlc.SearchTermsRow) *searchQuery {
	q := &searchQuery{limit: scope.Limit + 1, rows: recentRows}
	q.where("user_id = %s::uuid", owner)
	if scope.Session != uuid.Nil {
		q.where("session_id = %s::uuid", scope.Session)
	}
	if scope.Chat != "" {
		q.where("chat_id = %s::text", string(scope.Chat))
		q.rows = recentRowsOfChat
	}
	if after != nil {
		q.where("(timestamp, message_row) < (%s::timestamptz, %s::uuid)", after.At, after.ID)
	}
	q.about = len(q.args)
	for _, term := range terms {
		q.find(term)
	}
	q.asked = min(len(q.words), maxTogether)
	return q
}

// sampled is how many of the newest messages tell how frequent words are, and frequent the share of them, one in so many, from
// which on the index is not asked for a word: to read all of its messages off takes longer than to look into what the others give.
const (
	sampled  = 1_000
	frequent = 20
)

// sample counts the newest messages that have each of the words.
func (q *searchQuery) sample() string {
	counts := make([]string, len(q.words))
	for i, ways := range q.words {
		counts[i] = "count(*) filter (where " + strings.Join(ways, " or ") + ")"
	}
	return fmt.Sprintf(`select array[%s]::bigint[] from (select document, text from public.message_search where %s
		order by timestamp desc, message_row desc limit %d) as recent`,
		strings.Join(counts, ", "), strings.Join(q.scope, " and "), sampled)
}

// askForRare puts rare words first, and has the index asked for them alone.
func (q *searchQuery) askForRare(counts []int64) {
	order := make([]int, len(q.words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	ordered := make([][]string, len(q.words))
	rare := 0
	for i, word := range order {
		ordered[i] = q.words[word]
		if counts[word]*frequent < sampled {
			rare++
		}
	}
	q.words, q.asked = ordered, max(1, min(rare, maxTogether))
}

func (q *searchQuery) where(condition string, values ...any) {
	q.scope = append(q.scope, fmt.Sprintf(condition, q.places(values...)...))
}

// shortWord is the length from which a word has a trigram, and may be found inside of others.
const shortWord = 3

// find looks for a word in any of its forms, or as a part of a word; a short one as the beginning of a word.
func (q *searchQuery) find(term sqlc.SearchTermsRow) {
	forms := make([]string, len(term.Stems))
	for i, stem := range term.Stems {
		forms[i] = quoteStem(stem)
	}
	if len([]rune(term.Plain)) < shortWord {
		forms = append(forms, quoteStem(term.Plain)+":*")
		q.words = append(q.words, q.ways("document @@ %s::tsquery", strings.Join(forms, " | ")))
		return
	}
	q.words = append(q.words, slices.Concat(
		q.ways("document @@ %s::tsquery", strings.Join(forms, " | ")), q.ways("text like %s::text", "%"+term.Plain+"%")))
}

func (q *searchQuery) ways(condition string, value string) []string {
	return []string{fmt.Sprintf(condition, q.places(value)...)}
}

func (q *searchQuery) places(values ...any) []any {
	var names []any
	for _, value := range values {
		q.args = append(q.args, value)
		names = append(names, fmt.Sprintf("$%d", len(q.args)))
	}
	return names
}

// recent walks back from the newest message, and stops at the end of a page or after some rows.
func (q *searchQuery) recent(rows int) string {
	return fmt.Sprintf(`select message_row, timestamp from (
		select message_row, timestamp, document, text from public.message_search where %s
		order by timestamp desc, message_row desc limit %d) as recent
		where %s order by timestamp desc, message_row desc limit %d`,
		strings.Join(q.scope, " and "), rows, eachWord(q.words), q.limit)
}

// beyond asks whether there are more messages than are looked through one by one. Most chats and many people have fewer.
func (q *searchQuery) beyond() string {
	return fmt.Sprintf(`select message_row, timestamp from public.message_search where %s
		order by timestamp desc, message_row desc offset %d limit 1`, strings.Join(q.scope, " and "), q.rows)
}

// all asks the index for everything that matches. The order comes after: wanted at once it would tempt the planner to walk.
func (q *searchQuery) all() string {
	first := q.words[:q.asked]
	conditions := append(slices.Clone(q.scope), "("+strings.Join(together(first), " or ")+")")
	if rest := q.words[len(first):]; len(rest) > 0 {
		conditions = append(conditions, eachWord(rest))
	}
	return fmt.Sprintf(`with found as materialized (select message_row, timestamp from public.message_search where %s)
		select message_row, timestamp from found order by timestamp desc, message_row desc limit %d`,
		strings.Join(conditions, " and "), q.limit)
}

// eachWord wants every word in one of its ways.
func eachWord(words [][]string) string {
	all := make([]string, len(words))
	for i, ways := range words {
		all[i] = "(" + strings.Join(ways, " or ") + ")"
	}
	return strings.Join(all, " and ")
}

// maxTogether bounds the words of which every combination is asked for.
const maxTogether = 2

// together lists the combinations of the ways of some words. The index answers each of them at once, while for "each
// in one of its ways" it would give all messages that have one of the words.
func together(words [][]string) []string {
	combinations := []string{"true"}
	for _, ways := range words {
		var longer []string
		for _, have := range combinations {
			for _, way := range ways {
				longer = append(longer, strings.TrimPrefix(have+" and "+way, "true and "))
			}
		}
		combinations = longer
	}
	return combinations
}

// quoteStem writes a stem into a query. Stems are letters and digits; should one not be, it is still one stem.
func quoteStem(stem string) string {
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(stem) + "'"
}
