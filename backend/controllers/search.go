package controllers

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	minSearch      = 2 // characters
	defaultMatches = 20
	maxMatches     = 50
)

// hitView is a message that was found, on the wire.
type hitView struct {
	Message  messageView `json:"message"`
	ChatName *string     `json:"chatName"`
	Snippet  string      `json:"snippet"`
	Matches  [][2]int    `json:"matches"`
}

// Search answers GET /api/search.
func (m *Message) Search(c *gin.Context) {
	in := m.read(c)
	query, scope := in.search("q", minSearch), in.searchScope()
	if !in.ok() {
		return
	}
	page, err := m.messages.Search(c.Request.Context(), middlewares.CallerFrom(c), query, scope)
	if err != nil {
		fail(c, err)
		return
	}
	okPage(c, "messages_found", newViewer(c, m.links).hits(page.Hits), page.Next)
}

// searchScope reads where to search. A chat is one of a session's.
func (in *input) searchScope() models.SearchScope {
	scope := models.SearchScope{
		Session: in.queryID("sessionId"), Limit: in.integer("limit", defaultMatches, 1, maxMatches), Cursor: in.place(),
	}
	chat, given := in.c.GetQuery("chatId")
	if !given {
		return scope
	}
	var err error
	switch scope.Chat, err = models.ParseChatID(chat); {
	case err != nil:
		in.wrong("chatId", "chat_id", "")
	case scope.Session == uuid.Nil:
		in.wrong("sessionId", "required", "")
	}
	return scope
}

func (v viewer) hits(hits []models.SearchHit) []hitView {
	views := make([]hitView, len(hits))
	for i := range hits {
		views[i] = hitView{
			Message: v.message(&hits[i].Message), ChatName: orNull(&hits[i].ChatName), Snippet: hits[i].Snippet, Matches: [][2]int{},
		}
		for _, match := range hits[i].Matches {
			views[i].Matches = append(views[i].Matches, [2]int{match.Start, match.Length})
		}
	}
	return views
}
