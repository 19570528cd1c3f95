package e2e_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/conectafy/conectafy/backend/internal/seal"
	"github.com/conectafy/conectafy/backend/internal/store"
	"github.com/conectafy/conectafy/backend/internal/testkit/dbtest"
	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
	"github.com/conectafy/conectafy/backend/models"
)

const (
	killMessages = 5000
	killCallers  = 32
	killAfter    = 2000 // answered webhooks
	killChats    = 100
)

// The backend is killed in the middle of 5,000 webhooks and started again. Whoever got no 200 delivers again, as WAHA does,
// and some deliver twice although they got one.
func TestKillLosesNothing(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	owner := db.User(t, "owner")
	session, secret := sealedSession(t, db, owner)
	env := supabaseEnv(db.ServerDSN)
	env["ROLES"] = "api" // no reconciler: the session has no container
	b := newBackend(t, "serve", env)
	person := client{t: t, url: b.url, token: newToken(t, owner.UserID)}

	reader := newFollower(person, session.ID.String())
	done := make(chan struct{})
	var following sync.WaitGroup
	following.Go(func() { reader.follow(done) })

	var answered atomic.Int64
	crashed := make(chan struct{})
	jobs := make(chan int)
	var callers sync.WaitGroup
	for range killCallers {
		callers.Go(func() {
			for n := range jobs {
				deliver(t, b.url, session.ContainerName, secret, n)
				if n%7 == 0 { // the 200 was lost on the way
					deliver(t, b.url, session.ContainerName, secret, n)
				}
				if answered.Add(1) == killAfter {
					close(crashed)
				}
			}
		})
	}
	go func() {
		defer close(jobs)
		for n := range killMessages {
			jobs <- n
		}
	}()
	<-crashed
	b.kill()
	b.start()
	callers.Wait()

	if n := db.Int(t, "select count(*) from public.messages"); n != killMessages {
		t.Errorf("got %d messages, want %d", n, killMessages)
	}
	if n := db.Int(t, "select count(distinct message_id) from public.messages"); n != killMessages {
		t.Errorf("got %d different messages, want %d", n, killMessages)
	}
	const exact = "select count(*) from public.contacts where unread_count = $1"
	if n := db.Int(t, exact, killMessages/killChats); n != killChats {
		t.Errorf("got %d chats with exact counts, want %d", n, killChats)
	}
	wait.Until(t, "the reader has seen every message", func() bool { return reader.count() == killMessages })
	close(done)
	following.Wait()
}

// sealedSession adds a session whose secrets the backend under test can open.
func sealedSession(t *testing.T, db *dbtest.DB, owner models.Caller) (models.Session, string) {
	t.Helper()
	session := db.Session(t, owner)
	box, err := seal.New(secretsKey)
	if err != nil {
		t.Fatal(err)
	}
	const secret = "a webhook secret"
	sealed, err := box.Seal(secret, store.WebhookSecretContext(session.ID))
	if err != nil {
		t.Fatal(err)
	}
	db.Exec(t, "update conectafy.session_secrets set webhook_secret = $1", sealed)
	return session, secret
}

// deliver posts the nth message until it is answered 200.
func deliver(t *testing.T, url, container, secret string, n int) {
	body := fmt.Appendf(nil, `{"id":"evt_%d","timestamp":%d,"event":"message.any","session":"default","payload":`+
		`{"id":"false_54911%08d@c.us_3A%06d","timestamp":%d,"fromMe":false,"body":"message %d","ack":2}}`,
		n, time.Now().UnixMilli(), n%killChats, n, time.Now().Unix(), n)
	mac := hmac.New(sha512.New, []byte(secret))
	mac.Write(body)
	signature := hex.EncodeToString(mac.Sum(nil))
	wait.Until(t, "a webhook is answered 200", func() bool {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/api/webhook/whatsapp/"+container, bytes.NewReader(body))
		if err != nil {
			return false
		}
		request.Header.Set("X-Webhook-Hmac", signature)
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return false
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	})
}

// follower reads a session's updates from cursor to cursor.
type follower struct {
	person  client
	session string

	cursor string

	mu   sync.Mutex
	seen map[string]bool
}

// newFollower takes its cursor now: it is to see all that comes after.
func newFollower(person client, session string) *follower {
	person.t.Helper()
	var now struct {
		Cursor string `json:"cursor"`
	}
	if status := person.do(http.MethodGet, "/api/messages/"+session+"/updates", nil, &now); status != http.StatusOK {
		person.t.Fatalf("ask for a cursor: got %d", status)
	}
	return &follower{person: person, session: session, cursor: now.Cursor, seen: make(map[string]bool)}
}

func (f *follower) follow(done <-chan struct{}) {
	var updates struct {
		Cursor   string `json:"cursor"`
		Messages []struct {
			MessageID string `json:"messageId"`
		} `json:"messages"`
	}
	for {
		select {
		case <-done:
			return
		default:
		}
		updates.Messages = nil
		path := "/api/messages/" + f.session + "/updates?wait=1&cursor=" + f.cursor
		if status, err := f.person.try(http.MethodGet, path, nil, &updates); err != nil || status != http.StatusOK {
			continue // the backend is away
		}
		f.cursor = updates.Cursor
		f.mu.Lock()
		for _, m := range updates.Messages {
			f.seen[m.MessageID] = true
		}
		f.mu.Unlock()
	}
}

func (f *follower) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.seen)
}
