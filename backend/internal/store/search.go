package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/internal/words"
	"github.com/conectafy/conectafy/backend/models"
)

// candidate is a row of the search table that matches.
type candidate struct {
	ID uuid.UUID
	At time.Time
}

// Search finds messages that have all of some words, newest first. The words are looked up as the service, because under Row
// Level Security no inverted index is used; what was found is read as the caller, so that the policies have the last word.
func (s *Store) Search(ctx context.Context, caller models.Caller, scope models.SearchScope, query []string) (models.SearchPage, error) {
	after, err := parsePlace(scope.Cursor)
	if err != nil {
		return models.SearchPage{}, err
	}
	found, terms, err := s.candidates(ctx, caller, scope, after, query)
	if err != nil || len(found) == 0 {
		return models.SearchPage{}, err
	}
	var page models.SearchPage
	if len(found) > scope.Limit {
		found = found[:scope.Limit]
		last := found[scope.Limit-1]
		page.Next = place{At: last.At, ID: last.ID}.String()
	}
	err = s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		page.Hits, err = w.hits(ctx, caller, found, terms)
		return err
	})
	return page, err
}

func (s *Store) candidates(
	ctx context.Context, caller models.Caller, scope models.SearchScope, after *place, query []string,
) (found []candidate, terms []sqlc.SearchTermsRow, err error) {
	err = s.asUser(ctx, caller, func(ctx context.Context, w *work) error {
		if scope.Session != uuid.Nil {
			if err := w.ownSession(ctx, caller, scope.Session); err != nil {
				return err
			}
		}
		if scope.Chat != "" {
			if scope.Chat, err = w.resolveChat(ctx, caller, scope.Session, scope.Chat); err != nil {
				return err
			}
		}
		if terms, err = w.SearchTerms(ctx, query); err != nil || len(terms) == 0 {
			return err
		}
		if err := w.elevate(ctx); err != nil {
			return err
		}
		found, err = w.find(ctx, newSearchQuery(caller.UserID, scope, after, terms))
		return err
	})
	return found, terms, err
}

// find looks through the newest messages first, and asks the index when they have less than a page. As service, over the
// rows of one owner.
func (w *work) find(ctx context.Context, q *searchQuery) ([]candidate, error) {
	found, err := w.search(ctx, q.recent(q.rows), q.args)
	if err == nil && len(found) < q.limit && len(found) >= q.limit/2 {
		found, err = w.search(ctx, q.recent(longerWalk*q.rows), q.args)
	}
	if err != nil || len(found) == q.limit {
		return found, err
	}
	if more, err := w.search(ctx, q.beyond(), q.args[:q.about]); err != nil || len(more) == 0 {
		return found, err
	}
	if len(q.words) > 1 {
		var counts []int64
		sample := append([]any{pgx.QueryExecModeCacheDescribe}, q.args...)
		if err := w.tx.QueryRow(ctx, q.sample(), sample...).Scan(&counts); err != nil {
			return nil, err
		}
		q.askForRare(counts)
	}
	// A message that has to be fetched costs more than an index that is asked once more.
	if _, err := w.tx.Exec(ctx, "select set_config('random_page_cost', '4', true)"); err != nil {
		return nil, err
	}
	return w.search(ctx, q.all(), q.args)
}

// search has its statement planned for the values at hand: the best plan hangs on how frequent a word is.
func (w *work) search(ctx context.Context, sql string, args []any) ([]candidate, error) {
	rows, err := w.tx.Query(ctx, sql, append([]any{pgx.QueryExecModeCacheDescribe}, args...)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[candidate])
}

// hits reads what was found, in that order. What was deleted for everyone since it was indexed is left out.
func (w *work) hits(ctx context.Context, caller models.Caller, found []candidate, terms []sqlc.SearchTermsRow) ([]models.SearchHit, error) {
	ids := make([]uuid.UUID, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	rows, err := w.MessagesByID(ctx, sqlc.MessagesByIDParams{Ids: ids, UserID: caller.UserID})
	if err != nil {
		return nil, err
	}
	messages := slices.DeleteFunc(mapAll(rows, toMessage), func(m models.Message) bool { return !m.RevokedAt.IsZero() })
	slices.Reverse(messages)
	if err := w.addContent(ctx, caller, messages); err != nil {
		return nil, err
	}
	contacts, err := w.ContactsOfMessages(ctx, sqlc.ContactsOfMessagesParams{Ids: ids, UserID: caller.UserID})
	if err != nil {
		return nil, err
	}
	matcher, err := w.matcher(ctx, messages, terms)
	if err != nil {
		return nil, err
	}
	return toHits(messages, contacts, matcher), nil
}

func toHits(messages []models.Message, contacts []sqlc.Contact, matcher words.Matcher) []models.SearchHit {
	type chat struct {
		session uuid.UUID
		id      string
	}
	names := make(map[chat]string, len(contacts))
	for _, c := range contacts {
		names[chat{c.SessionID, c.ChatID}] = value(c.Name)
	}
	hits := make([]models.SearchHit, len(messages))
	for i, m := range messages {
		hits[i] = models.SearchHit{Message: m, ChatName: names[chat{m.SessionID, string(m.ChatID)}]}
		hits[i].Snippet, hits[i].Matches = snippet(&m, matcher)
	}
	return hits
}

// snippet shows the text of a message in which most was found.
func snippet(m *models.Message, matcher words.Matcher) (string, []models.TextRange) {
	best, most := m.Body, matcher.Match(m.Body)
	for _, text := range textsOf(m.Content) {
		if found := matcher.Match(text); len(found) > len(most) || best == "" {
			best, most = text, found
		}
	}
	return words.Snippet(best, most)
}

// textsOf are the texts of a message beside its body: see TextsOfMessages, which indexes them.
func textsOf(c models.Content) []string {
	var texts []string
	if c.Media != nil {
		texts = append(texts, c.Media.Filename)
	}
	if c.Location != nil {
		texts = append(texts, c.Location.Name, c.Location.Address)
	}
	for _, card := range c.VCards {
		texts = append(texts, card.FullName, card.Organization, strings.Join(card.PhoneNumbers, ", "))
	}
	if c.Poll != nil {
		texts = append(texts, c.Poll.Question)
		for _, option := range c.Poll.Options {
			texts = append(texts, option.Name)
		}
	}
	for _, preview := range []*models.Preview{c.Link, c.Ad} {
		if preview != nil {
			texts = append(texts, preview.Title, preview.Description)
		}
	}
	if c.Event != nil {
		texts = append(texts, c.Event.Name, c.Event.Description, c.Event.Location)
	}
	return texts
}

// matcher knows what the messages of a page have of the words that were looked for. Forms of a word begin alike, so only
// words that do are asked about.
func (w *work) matcher(ctx context.Context, messages []models.Message, terms []sqlc.SearchTermsRow) (words.Matcher, error) {
	matcher := words.Matcher{Words: map[string]bool{}}
	beginnings := map[string]bool{}
	var stems []string
	for _, term := range terms {
		if len([]rune(term.Plain)) >= shortWord {
			matcher.Parts = append(matcher.Parts, term.Plain)
		}
		beginnings[beginning(term.Plain)] = true
		stems = append(stems, term.Stems...)
	}
	asked := map[string]bool{}
	for i := range messages {
		for _, text := range append(textsOf(messages[i].Content), messages[i].Body) {
			for _, word := range words.Split(text) {
				if beginnings[beginning(words.Plain(word.Text))] {
					asked[word.Text] = true
				}
			}
		}
	}
	known, err := w.WordsWithStems(ctx, sqlc.WordsWithStemsParams{Words: keys(asked), Stems: stems})
	for _, word := range known {
		matcher.Words[word] = true
	}
	return matcher, err
}

func beginning(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), 2)])
}

func keys(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for key := range set {
		list = append(list, key)
	}
	return list
}
