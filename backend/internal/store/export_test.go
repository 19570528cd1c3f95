package store

import (
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
	"github.com/conectafy/conectafy/backend/models"
)

// SearchStatements returns the two statements of a search, with their values, for tests of their plans.
func SearchStatements(owner uuid.UUID, scope models.SearchScope, terms []sqlc.SearchTermsRow) (recent, all string, args []any) {
	q := newSearchQuery(owner, scope, nil, terms)
	return q.recent(q.rows), q.all(), q.args
}
