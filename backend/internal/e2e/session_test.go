package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// session is what tests read of a session.
type session struct {
	ID            string `json:"id"`
	Status        string `json:"status"`
	WAHAStatus    string `json:"wahaStatus"`
	ErrorCode     string `json:"errorCode"`
	ContainerName string `json:"containerName"`
	ContainerPort int    `json:"containerPort"`
}

const oneSession = "/api/sessions/"

// create makes a session, whose container comes later.
func (c client) create(name string) session {
	c.t.Helper()
	var s session
	if status := c.do(http.MethodPost, "/api/sessions", map[string]string{"sessionName": name}, &s); status != http.StatusCreated {
		c.t.Fatalf("create a session: got %d", status)
	}
	return s
}

// createMany makes n sessions at once.
func (c client) createMany(n int) []session {
	c.t.Helper()
	made := make([]session, n)
	together(c.t, n, func(i int) { made[i] = c.create(fmt.Sprintf("Tienda %d", i)) })
	return made
}

// together does n things at once and goes on when all are done, if none failed.
func together(t *testing.T, n int, do func(i int)) {
	t.Helper()
	var doing sync.WaitGroup
	for i := range n {
		doing.Go(func() { do(i) })
	}
	doing.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

func (c client) sessions() []session {
	c.t.Helper()
	var list []session
	if status := c.do(http.MethodGet, "/api/sessions", nil, &list); status != http.StatusOK {
		c.t.Fatalf("list the sessions: got %d", status)
	}
	return list
}

func (c client) session(id string) session {
	c.t.Helper()
	var s session
	if status := c.do(http.MethodGet, oneSession+id, nil, &s); status != http.StatusOK {
		c.t.Fatalf("read a session: got %d", status)
	}
	return s
}

// wish posts what a person wants of a session.
func (c client) wish(id, what string) {
	c.t.Helper()
	if status := c.do(http.MethodPost, oneSession+id+"/"+what, nil, nil); status != http.StatusOK && status != http.StatusAccepted {
		c.t.Fatalf("%s: got %d", what, status)
	}
}

func (c client) remove(id string) {
	c.t.Helper()
	if status := c.do(http.MethodDelete, oneSession+id, nil, nil); status != http.StatusOK {
		c.t.Fatalf("delete a session: got %d", status)
	}
}

// showsQR waits until a QR can be read.
func (c client) showsQR(id string) {
	c.t.Helper()
	wait.Until(c.t, "a QR can be read", func() bool {
		var qr struct {
			QRCode string `json:"qrCode"`
		}
		return c.do(http.MethodGet, oneSession+id+"/qr?wait=20", nil, &qr) == http.StatusOK && qr.QRCode != ""
	})
}

// reaches waits until a session's answer is as told.
func (c client) reaches(id, what string, is func(session) bool) session {
	c.t.Helper()
	var last session
	defer func() {
		if c.t.Failed() {
			c.t.Logf("the session is %+v", last)
		}
	}()
	wait.Until(c.t, "the session is "+what, func() bool {
		last = c.session(id)
		return is(last)
	})
	return last
}

func connected(s session) bool { return s.Status == "connected" && s.WAHAStatus == "WORKING" }

func failed(code string) func(session) bool {
	return func(s session) bool { return s.Status == "error" && s.ErrorCode == code }
}

// linked makes a session and scans its QR.
func (c client) linked(name string) session {
	c.t.Helper()
	s := c.create(name)
	c.showsQR(s.ID)
	c.scan(s)
	return c.reaches(s.ID, "connected", connected)
}

// scan has the phone scan the QR, once more where the QR was the last one of a container that was about to be started again.
func (c client) scan(s session) {
	c.t.Helper()
	wait.Until(c.t, "the phone has scanned the QR", func() bool {
		status, _, err := c.phone(s, http.MethodPost, "scan", map[string]string{"phoneNumber": "5491122334455"})
		return err == nil && status < 300
	})
}

// hears proves that a linked session works from end to end: somebody writes, and the message is stored.
func (c client) hears(s session, text string) {
	c.t.Helper()
	wait.Until(c.t, "the phone takes a message", func() bool {
		status, _, err := c.phone(s, http.MethodPost, "message", map[string]string{"from": "5491100000001@c.us", "text": text})
		return err == nil && status < 300
	})
	wait.Until(c.t, "the message is stored", func() bool {
		var page []struct {
			Body string `json:"body"`
		}
		if status := c.do(http.MethodGet, "/api/messages/"+s.ID+"/chat/5491100000001", nil, &page); status != http.StatusOK {
			return false
		}
		for _, m := range page {
			if m.Body == text {
				return true
			}
		}
		return false
	})
}

const phoneTimeout = 10 * time.Second

// phone calls the phone behind a session, which listens where the session's container does now.
func (c client) phone(s session, method, path string, body any) (int, []byte, error) {
	c.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	ctx, cancel := context.WithTimeout(c.t.Context(), phoneTimeout)
	defer cancel()
	url := fmt.Sprintf("http://127.0.0.1:%d/_sim/%s", c.session(s.ID).ContainerPort, path)
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(encoded))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	return response.StatusCode, answer, err
}
