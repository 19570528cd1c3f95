package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/models"
)

// Session is what tests need of a session's answer.
type Session struct {
	ID, SessionName, Status, ContainerName string
	WAHAStatus                             *string `json:"wahaStatus"`
	PhoneNumber                            *string
	ContainerPort                          int
}

// Phone is the phone that a session's simulator plays, with the people on the other side.
type Phone struct {
	t    testing.TB
	base string
}

// Phone finds the phone of a session.
func (s *Server) Phone(t testing.TB, session Session) *Phone {
	t.Helper()
	port := s.DB.Int(t, "select container_port from public.whatsapp_sessions where id = $1", session.ID)
	return &Phone{t: t, base: fmt.Sprintf("http://127.0.0.1:%d/_sim/", port)}
}

// In returns the same phone for another test.
func (p *Phone) In(t testing.TB) *Phone { return &Phone{t: t, base: p.base} }

// Scan scans the QR, which links the number.
func (p *Phone) Scan(number string) {
	p.t.Helper()
	p.call(http.MethodPost, "scan", map[string]any{"phoneNumber": number, "pushName": "Ana"})
}

// Write sends a message to the session's number.
func (p *Phone) Write(from models.ChatID, text string) {
	p.t.Helper()
	p.call(http.MethodPost, "message", map[string]any{"from": from, "text": text})
}

// Remember fills the phone with a past: so many messages in each of so many chats, over so many days.
func (p *Phone) Remember(chats, messages, days int) {
	p.t.Helper()
	p.call(http.MethodPost, "history", map[string]any{"chats": chats, "messagesPerChat": messages, "days": days})
}

// Do has the phone, or somebody on the other side, do something: one of the simulator's calls, by its name.
func (p *Phone) Do(what string, body map[string]any) {
	p.t.Helper()
	p.call(http.MethodPost, what, body)
}

// Send has somebody send a message of any kind, in the simulator's words, and returns WhatsApp's id of it.
func (p *Phone) Send(message map[string]any) string {
	p.t.Helper()
	var sent struct{ RawID string }
	p.read(p.call(http.MethodPost, "message", message), &sent)
	return sent.RawID
}

// Got is a message as those who got it see it.
type Got struct {
	RawID, ChatID, Type, Text, Caption, ReplyTo string
	Media                                       *struct {
		Mimetype, Filename, SHA256 string
	}
	Location *struct {
		Latitude, Longitude float64
		Name                string
	}
	Contacts                            []struct{ Name, Text string }
	Poll                                *struct{ Options []string }
	Mentions                            []string
	Forwarded, Edited, Revoked, Starred bool
	Pinned                              bool
	Reactions                           map[string]string
}

// Got lists what others got from the session's number, oldest first.
func (p *Phone) Got() []Got {
	p.t.Helper()
	var list []Got
	p.read(p.call(http.MethodGet, "sent", nil), &list)
	return list
}

// PhoneChat is a chat as the phone's list shows it.
type PhoneChat struct {
	ID       string
	Unread   int
	Archived bool
}

// Chats lists what the phone has.
func (p *Phone) Chats() []PhoneChat {
	p.t.Helper()
	var state struct{ Sessions []struct{ Chats []PhoneChat } }
	p.read(p.call(http.MethodGet, "state", nil), &state)
	if len(state.Sessions) != 1 {
		p.t.Fatalf("the phone has %d sessions", len(state.Sessions))
	}
	return state.Sessions[0].Chats
}

func (p *Phone) read(answer []byte, into any) {
	p.t.Helper()
	if err := json.Unmarshal(answer, into); err != nil {
		p.t.Fatalf("the phone's answer: %v\n%s", err, answer)
	}
}

// Turn switches faults of the simulator on.
func (p *Phone) Turn(knobs map[string]any) {
	p.t.Helper()
	p.call(http.MethodPut, "knobs", knobs)
}

func (p *Phone) call(method, path string, body any) []byte {
	p.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(p.t.Context(), requestTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, p.base+path, bytes.NewReader(encoded))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatalf("the phone's %s: %v", path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusBadRequest {
		p.t.Fatalf("the phone's %s: status %d, %v\n%s", path, answer.StatusCode, err, content)
	}
	return content
}

// Eventually asks until the answer is yes, for as long as a busy machine may take.
func Eventually(t testing.TB, what string, yes func() bool) {
	t.Helper()
	deadline := time.After(requestTimeout)
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	for !yes() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain until %s", what)
		case <-pause.C:
		}
	}
}

// Linked creates a session and links it to a phone, so that it is connected.
func (c *Client) Linked(name, number string) (Session, *Phone) {
	c.t.Helper()
	session := c.Waiting(name)
	phone := c.server.Phone(c.t, session)
	phone.Scan(number)
	c.Await(session, "connected")
	return session, phone
}

// Waiting creates a session and waits for its QR.
func (c *Client) Waiting(name string) Session {
	c.t.Helper()
	var session Session
	c.POST("/api/sessions", map[string]string{"sessionName": name}).Status(http.StatusCreated).Data(&session)
	c.GET("/api/sessions/" + session.ID + "/qr?wait=60").Status(http.StatusOK)
	return session
}

// Await waits for a session's status.
func (c *Client) Await(session Session, status string) {
	c.t.Helper()
	Eventually(c.t, "the session is "+status, func() bool {
		var now Session
		c.GET("/api/sessions/" + session.ID + "/status").Status(http.StatusOK).Data(&now)
		return now.Status == status
	})
}
