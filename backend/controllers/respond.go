// Package controllers speaks HTTP: it reads requests into values that services take, and puts what they return into the
// documented form.
package controllers

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/middlewares"
)

const jsonType = "application/json; charset=utf-8"

// envelope is every success on the wire.
type envelope struct {
	Success bool   `json:"success"`
	Message string `json:"message"`
	Data    any    `json:"data"`
}

// ok answers with data and the sentence of that key in text/*.json.
func ok(c *gin.Context, status int, sentence string, data any) {
	if body, done := encode(c, sentence, data); done {
		write(c, status, body)
	}
}

// okCached answers 304 without data to a caller who has exactly this answer already.
func okCached(c *gin.Context, sentence string, data any) {
	body, done := encode(c, sentence, data)
	if done {
		writeCached(c, body)
	}
}

func writeCached(c *gin.Context, body []byte) {
	sum := sha256.Sum256(body)
	tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	header := c.Writer.Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", "private, no-cache")
	header.Add("Vary", "Authorization, Accept-Language")
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	write(c, http.StatusOK, body)
}

// write tells the length beforehand: without it a long answer goes out in chunks of four kilobytes, a system call each.
func write(c *gin.Context, status int, body []byte) {
	c.Header("Content-Length", strconv.Itoa(len(body)))
	c.Data(status, jsonType, body)
}

func encode(c *gin.Context, sentence string, data any) ([]byte, bool) {
	body, err := marshal(envelope{Success: true, Message: middlewares.LanguageFrom(c).Message(sentence), Data: data})
	if err != nil {
		fail(c, err)
	}
	return body, err == nil
}

// marshal writes <, > and & as they are: the answer is no part of a page.
func marshal(value any) ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return body.Bytes(), err
}

// matches compares as If-None-Match wants it: weakly, with any tag of a list.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// fail records the error, which the middleware Errors answers.
func fail(c *gin.Context, err error) {
	_ = c.Error(err)
	c.Abort()
}
