package waha

import (
	"context"
	"net/http"

	"github.com/conectafy/conectafy/backend/models"
)

// SessionInfo is what WAHA says of its session.
type SessionInfo struct {
	Status      models.WAHAStatus
	PhoneNumber string
	PushName    string

	ignoresGroups bool
	hooks         []hookAnswer
}

type sessionAnswer struct {
	Status models.WAHAStatus `json:"status"`
	Me     *meAnswer         `json:"me"`
	Config struct {
		Webhooks []hookAnswer `json:"webhooks"`
		Ignore   struct {
			Groups bool `json:"groups"`
		} `json:"ignore"`
	} `json:"config"`
}

type meAnswer struct {
	ID       string `json:"id"`
	PushName string `json:"pushName"`
}

func (m *meAnswer) info() (phone, name string) {
	if m == nil {
		return "", ""
	}
	if number, err := models.ParsePhone(person(m.ID).Phone()); err == nil {
		phone = number
	}
	return phone, clean(m.PushName, maxName)
}

// Session asks for the state of the session: the truth, where events are hints.
func (c *Client) Session(ctx context.Context, t Target) (SessionInfo, error) {
	var answer sessionAnswer
	if err := c.call(ctx, t, http.MethodGet, "/api/sessions/"+SessionName, nil, &answer); err != nil {
		return SessionInfo{}, err
	}
	info := SessionInfo{Status: answer.Status, hooks: answer.Config.Webhooks, ignoresGroups: answer.Config.Ignore.Groups}
	info.PhoneNumber, info.PushName = answer.Me.info()
	return info, nil
}

// CreateSession makes the session and starts it.
func (c *Client) CreateSession(ctx context.Context, t Target, hook Webhook) error {
	body := map[string]any{"name": SessionName, "start": true, "config": sessionConfig(hook)}
	return c.call(ctx, t, http.MethodPost, "/api/sessions", body, nil)
}

// ConfigureSession replaces the session's settings; WAHA restarts it.
func (c *Client) ConfigureSession(ctx context.Context, t Target, hook Webhook) error {
	body := map[string]any{"config": sessionConfig(hook)}
	return c.call(ctx, t, http.MethodPut, "/api/sessions/"+SessionName, body, nil)
}

// StartSession starts a stopped session.
func (c *Client) StartSession(ctx context.Context, t Target) error {
	return c.call(ctx, t, http.MethodPost, "/api/sessions/"+SessionName+"/start", nil, nil)
}

// DeleteSession unlinks the number from the phone and erases the login.
func (c *Client) DeleteSession(ctx context.Context, t Target) error {
	return c.call(ctx, t, http.MethodDelete, "/api/sessions/"+SessionName, nil, nil)
}

// Logout unlinks the number from the phone. WAHA shows a new QR afterwards.
func (c *Client) Logout(ctx context.Context, t Target) error {
	return c.call(ctx, t, http.MethodPost, "/api/sessions/"+SessionName+"/logout", nil, nil)
}

// QR returns the code that the phone is to scan.
func (c *Client) QR(ctx context.Context, t Target) (string, error) {
	var answer struct {
		Value string `json:"value"`
	}
	err := c.call(ctx, t, http.MethodGet, "/api/"+SessionName+"/auth/qr?format=raw", nil, &answer)
	return answer.Value, err
}

// PairingCode asks for a code that the owner of the phone types instead of scanning a QR.
func (c *Client) PairingCode(ctx context.Context, t Target, phone string) (string, error) {
	var answer struct {
		Code string `json:"code"`
	}
	body := map[string]string{"phoneNumber": phone}
	err := c.call(ctx, t, http.MethodPost, "/api/"+SessionName+"/auth/request-code", body, &answer)
	return answer.Code, err
}
