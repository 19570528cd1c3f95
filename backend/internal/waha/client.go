package waha

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// maxAnswer bounds what is read of an answer.
const maxAnswer = 8 << 20

// Client talks to containers. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	timeout time.Duration
}

// NewClient returns a Client whose calls take at most timeout.
func NewClient(timeout time.Duration) *Client {
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 3 * time.Second}).DialContext,
		MaxIdleConnsPerHost: 4,
		IdleConnTimeout:     60 * time.Second,
	}
	// A container has no business sending us elsewhere.
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{http: &http.Client{Transport: transport, CheckRedirect: noRedirect}, timeout: timeout}
}

// Close gives idle connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Target is the container a call is for.
type Target struct {
	BaseURL string
	APIKey  string
}

// Ping says whether the container's WAHA answers at all.
func (c *Client) Ping(ctx context.Context, t Target) error {
	return c.call(ctx, t, http.MethodGet, "/ping", nil, nil)
}

// SessionInfo is what WAHA says of its session.
type SessionInfo struct {
	Status      models.WAHAStatus
	PhoneNumber string
	PushName    string
	hooks       []hookAnswer
}

type sessionAnswer struct {
	Status models.WAHAStatus `json:"status"`
	Me     *meAnswer         `json:"me"`
	Config struct {
		Webhooks []hookAnswer `json:"webhooks"`
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
	info := SessionInfo{Status: answer.Status, hooks: answer.Config.Webhooks}
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

// Sent is how WAHA names a message it took. Engines that do not say leave it empty.
type Sent struct {
	WAHAID    string
	MessageID string
}

// SendText sends text under an id chosen beforehand, so that the same call again is the same message.
func (c *Client) SendText(ctx context.Context, t Target, chat models.ChatID, text, id string) (Sent, error) {
	body := map[string]string{"session": SessionName, "chatId": string(chat), "text": text, "id": id}
	var answer json.RawMessage
	if err := c.call(ctx, t, http.MethodPost, "/api/sendText", body, &answer); err != nil {
		return Sent{}, err
	}
	return decodeSent(answer, chat), nil
}

// Message looks a message up by its bare id. ErrNotFound means that WAHA has none.
func (c *Client) Message(ctx context.Context, t Target, chat models.ChatID, id string) (Sent, error) {
	path := fmt.Sprintf("/api/%s/chats/%s/messages/%s?downloadMedia=false", SessionName, url.PathEscape(string(chat)), url.PathEscape(id))
	var answer json.RawMessage
	if err := c.call(ctx, t, http.MethodGet, path, nil, &answer); err != nil {
		return Sent{}, err
	}
	sent := decodeSent(answer, chat)
	if sent.MessageID == "" {
		return Sent{}, ErrNotFound
	}
	return sent, nil
}

// SendSeen tells WhatsApp that a chat was read.
func (c *Client) SendSeen(ctx context.Context, t Target, chat models.ChatID) error {
	body := map[string]string{"session": SessionName, "chatId": string(chat)}
	return c.call(ctx, t, http.MethodPost, "/api/sendSeen", body, nil)
}

// call makes one request. An empty answer leaves out as it is: WAHA answers so for null.
func (c *Client) call(ctx context.Context, t Target, method, path string, body, out any) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := newRequest(ctx, t, method, path, body)
	if err != nil {
		return err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return transportError(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	switch {
	case err != nil:
		return transportError(err)
	case len(answer) > maxAnswer:
		return fmt.Errorf("%w: the answer has over %d bytes", ErrRefused, maxAnswer)
	case response.StatusCode/100 != 2:
		return answerError(response.StatusCode, answer)
	case out == nil || len(answer) == 0:
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return errors.Join(ErrEngine, err)
	}
	return nil
}

func newRequest(ctx context.Context, t Target, method, path string, body any) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		reader = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, t.BaseURL+path, reader)
	if err != nil {
		return nil, err
	}
	request.Header.Set("X-Api-Key", t.APIKey)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, nil
}
