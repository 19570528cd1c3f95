package httpapi

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/socket"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// client is the other side of a WebSocket.
type client struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

// dial asks for a WebSocket and gives the answer's status.
func (s *sim) dial(query string) (*client, int) {
	s.t.Helper()
	conn, err := (&net.Dialer{Timeout: deadline}).DialContext(s.t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(deadline)); err != nil {
		s.t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /ws?%s HTTP/1.1\r\nHost: sim\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", query)
	c := &client{t: s.t, conn: conn, in: bufio.NewReader(conn)}
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	// The nonce and its answer are those of RFC 6455.
	if resp.StatusCode == 101 && resp.Header.Get("Sec-WebSocket-Accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" {
		s.t.Errorf("got %q accepted", resp.Header.Get("Sec-WebSocket-Accept"))
	}
	return c, resp.StatusCode
}

// frame reads what the server says next.
func (c *client) frame() (op byte, payload []byte) {
	c.t.Helper()
	head := make([]byte, 2)
	if _, err := io.ReadFull(c.in, head); err != nil {
		c.t.Fatal(err)
	}
	size := int(head[1])
	if size == 126 {
		long := make([]byte, 2)
		if _, err := io.ReadFull(c.in, long); err != nil {
			c.t.Fatal(err)
		}
		size = int(binary.BigEndian.Uint16(long))
	}
	payload = make([]byte, size)
	if _, err := io.ReadFull(c.in, payload); err != nil {
		c.t.Fatal(err)
	}
	return head[0] & 0x0F, payload
}

func (c *client) closed() (code uint16, reason string) {
	c.t.Helper()
	op, payload := c.frame()
	if op != 8 {
		c.t.Fatalf("got a frame %d: %s", op, payload)
	}
	return binary.BigEndian.Uint16(payload), string(payload[2:])
}

func TestEventsOverAWebSocket(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS).working()
	c, status := s.dial("X-API-KEY=" + apiKey + "&session=default&events=message.any&events=session.status")
	if status != 101 {
		t.Fatalf("got status %d", status)
	}
	id := s.write(object{"from": ana, "text": "a", "name": "Ana Souza"})
	op, body := c.frame()
	var event object
	if err := json.Unmarshal(body, &event); err != nil || op != 1 {
		t.Fatalf("got %d %s: %v", op, body, err)
	}
	h := s.hook("message.any", func(p object) bool { return p["id"] == id })
	sameBody(t, "event", event, h.event)

	// A ping of the client, masked as all that clients say.
	if _, err := c.conn.Write([]byte{0x89, 0x82, 1, 2, 3, 4, 'h' ^ 1, 'i' ^ 2}); err != nil {
		t.Fatal(err)
	}
	if op, payload := c.frame(); op != 10 || string(payload) != "hi" {
		t.Errorf("got %d %q", op, payload)
	}
}

// TestSilentListenersAreDropped holds the pings: who answers stays, who doesn't is let go at the next one.
func TestSilentListenersAreDropped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, other := net.Pipe()
		c, start := &client{t: t, conn: other, in: bufio.NewReader(other)}, time.Now()
		gone := make(chan error, 1)
		go func() {
			gone <- follow(socket.New(server, bufio.NewReader(server)), &waha.Listener{Events: make(chan []byte)})
		}()
		for n := 1; n <= 2; n++ {
			if op, _ := c.frame(); op != socket.OpPing || time.Since(start) != time.Duration(n)*pingTime {
				t.Errorf("got %d after %s", op, time.Since(start))
			}
			if n == 1 {
				_, _ = other.Write([]byte{0x8A, 0x80, 0, 0, 0, 0}) // a pong
			}
		}
		if err := <-gone; err != nil || time.Since(start) != 3*pingTime {
			t.Errorf("got %v after %s", err, time.Since(start))
		}
	})
}

func TestRefusedWebSockets(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	if _, status := s.dial("x-api-key=wrong&session=*&events=*"); status != 401 {
		t.Errorf("got status %d with a wrong key", status)
	}
	c, _ := s.dial("x-api-key=" + apiKey + "&session=*")
	if code, reason := c.closed(); code != 4001 || !json.Valid([]byte(reason)) {
		t.Errorf("got %d %q", code, reason)
	}
	s.get("/ws?events=*&x-api-key=" + apiKey).status(426)
}

func TestWebSocketsEndWithTheContainer(t *testing.T) {
	t.Parallel()
	s := newSim(t, config.GOWS)
	c, _ := s.dial("x-api-key=" + apiKey + "&session=*&events=*")
	s.close()
	if code, _ := c.closed(); code != 1001 {
		t.Errorf("got %d", code)
	}
}
