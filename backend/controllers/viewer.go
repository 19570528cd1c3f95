package controllers

import (
	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/apperr/text"
	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/services"
)

// viewer puts messages into the documented form: in the caller's language, with links to files that open for a while.
type viewer struct {
	language *text.Language
	links    *services.MediaLinks
}

func newViewer(c *gin.Context, links *services.MediaLinks) viewer {
	return viewer{language: middlewares.LanguageFrom(c), links: links}
}
