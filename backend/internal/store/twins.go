package store

import (
	"context"

	"github.com/google/uuid"
	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// maxTwins bounds the pairs that are remembered.
const maxTwins = 50_000

// twinCache remembers which pairs of addresses are stored, since an engine repeats them with every message.
type twinCache struct {
	known *lru.Cache[twinKey, models.ChatID]
}

type twinKey struct {
	session uuid.UUID
	lid     models.ChatID
}

type newTwins struct {
	key   twinKey
	phone models.ChatID
}

func newTwinCache() *twinCache {
	known, err := lru.New[twinKey, models.ChatID](maxTwins)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return &twinCache{known: known}
}

// unknown lists the pairs of a batch that are not known to be stored, each once.
func (c *twinCache) unknown(events []models.Event) []newTwins {
	var news []newTwins
	seen := make(map[twinKey]bool)
	for _, e := range events {
		for _, pair := range e.Twins {
			key := twinKey{e.SessionID, pair.LID}
			if phone, ok := c.known.Get(key); seen[key] || ok && phone == pair.Phone {
				continue
			}
			seen[key] = true
			news = append(news, newTwins{key, pair.Phone})
		}
	}
	return news
}

// remember notes that pairs are stored.
func (c *twinCache) remember(news []newTwins) {
	for _, n := range news {
		c.known.Add(n.key, n.phone)
	}
}

func learnTwins(ctx context.Context, q *sqlc.Queries, news []newTwins) error {
	for _, n := range news {
		pair := sqlc.LearnTwinsParams{SessionID: n.key.session, Lid: string(n.key.lid), Phone: string(n.phone)}
		if err := q.LearnTwins(ctx, pair); err != nil {
			return err
		}
	}
	return nil
}
