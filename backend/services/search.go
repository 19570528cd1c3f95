package services

import (
	"context"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/internal/words"
	"github.com/conectafy/conectafy/backend/models"
)

// Search finds the messages that have all words of a text, in one of their forms or as a part of another word.
func (m *Messages) Search(ctx context.Context, caller models.Caller, text string, scope models.SearchScope) (models.SearchPage, error) {
	query := words.ForQuery(text)
	if len(query) == 0 {
		return models.SearchPage{}, apperr.InvalidFields(apperr.Field{Name: "q", Rule: "words"})
	}
	return m.store.Search(ctx, caller, scope, query)
}
