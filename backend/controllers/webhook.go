package controllers

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/conectafy/conectafy/backend/services"
)

// Webhook takes in what WAHA's containers report.
type Webhook struct {
	webhooks *services.Webhooks
	received []byte
}

// NewWebhook returns the controller.
func NewWebhook(webhooks *services.Webhooks) *Webhook {
	return &Webhook{webhooks: webhooks, received: []byte(`{"success":true,"message":"OK","data":null}`)}
}

// Receive answers POST /api/webhook/whatsapp/:containerName. 200 says that the report is stored for good; anything else
// makes WAHA deliver it again. The signature covers the bytes as they came, so nothing of them is read here.
func (w *Webhook) Receive(c *gin.Context) {
	body, err := readAll(c.Request)
	if err != nil {
		fail(c, unreadable(err, body))
		return
	}
	signature := c.GetHeader("X-Webhook-Hmac")
	if err := w.webhooks.Receive(c.Request.Context(), c.Param("containerName"), signature, body); err != nil {
		fail(c, err)
		return
	}
	c.Data(http.StatusOK, jsonType, w.received)
}

// readAll reads a body into a buffer of the length it claims to have, which the limit has been held against.
func readAll(r *http.Request) ([]byte, error) {
	length := r.ContentLength
	if length < 0 {
		return io.ReadAll(r.Body)
	}
	body := make([]byte, length)
	n, err := io.ReadFull(r.Body, body)
	return body[:n], err
}
