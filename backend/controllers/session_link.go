package controllers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/middlewares"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	// defaultQRWait lets a script ask for the QR right after it created the session: a container needs a moment.
	defaultQRWait = 10
	pngType       = "image/png"
)

type qrAnswer struct {
	QRCode    string     `json:"qrCode"`
	SessionID uuid.UUID  `json:"sessionId"`
	ExpiresAt *time.Time `json:"expiresAt"`
	Number    *int       `json:"number"`
	Of        int        `json:"of"`
}

func toQR(id uuid.UUID, qr models.QR) qrAnswer {
	answer := qrAnswer{QRCode: qr.Code, SessionID: id, ExpiresAt: timeOrNull(qr.ExpiresAt(time.Now())), Of: models.QRCodes}
	if answer.ExpiresAt != nil {
		answer.Number = orNull(&qr.Number)
	}
	return answer
}

// QR answers GET /api/sessions/:id/qr, as JSON or, to who prefers that, as a picture.
func (s *Session) QR(c *gin.Context) {
	in := s.read(c)
	id, wait := in.pathID("id"), in.seconds("wait", defaultQRWait)
	if !in.ok() {
		return
	}
	outlastReadTimeout(c)
	qr, err := s.sessions.QR(c.Request.Context(), middlewares.CallerFrom(c), id, wait)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Vary", "Accept")
	if c.NegotiateFormat(gin.MIMEJSON, pngType) != pngType {
		ok(c, http.StatusOK, "qr_found", toQR(id, qr))
		return
	}
	picture, err := drawQR(qr.Code)
	if err != nil {
		fail(c, err)
		return
	}
	c.Data(http.StatusOK, pngType, picture)
}

type pairingBody struct {
	PhoneNumber string `json:"phoneNumber" binding:"required,phone"`
}

type pairingAnswer struct {
	Code      string    `json:"code"`
	SessionID uuid.UUID `json:"sessionId"`
}

// PairingCode answers POST /api/sessions/:id/pairing-code.
func (s *Session) PairingCode(c *gin.Context) {
	var body pairingBody
	in := s.read(c)
	id := in.pathID("id")
	in.body(&body)
	if !in.ok() {
		return
	}
	code, err := s.sessions.PairingCode(c.Request.Context(), middlewares.CallerFrom(c), id, body.PhoneNumber)
	if err != nil {
		fail(c, err)
		return
	}
	ok(c, http.StatusOK, "pairing_code_found", pairingAnswer{Code: code, SessionID: id})
}
