package httpapi

import (
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/socket"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waha"
)

// pingTime is how often a listener must show that it is still there.
const pingTime = 10 * time.Second

// listen tells events over a WebSocket. Here the key is only read from the query, its name in any case.
func (a *API) listen(w http.ResponseWriter, r *http.Request) {
	key := ""
	for name, values := range r.URL.Query() {
		if strings.EqualFold(name, "x-api-key") {
			key = values[0]
		}
	}
	if !a.cfg.Key.Accepts(key) {
		writeJSON(w, http.StatusUnauthorized, object{"message": "Unauthorized", "statusCode": 401})
		return
	}
	conn, err := socket.Upgrade(w, r)
	if err != nil {
		writeJSON(w, http.StatusUpgradeRequired, object{"message": "Upgrade Required", "statusCode": 426})
		return
	}
	session, events := r.URL.Query().Get("session"), r.URL.Query()["events"]
	if session == "*" {
		session = ""
	}
	if len(events) == 0 {
		_ = conn.Close(socket.Refused, `{"message":["events should not be empty"],"statusCode":400}`) // it is refused either way
		return
	}
	listener, done := a.manager.Listen(session, events)
	if listener == nil {
		_ = conn.Close(socket.GoingAway, "") // likewise
		return
	}
	defer done()
	if err := follow(conn, listener); err != nil {
		a.log.Info("listener gone", "err", err)
	}
}

// follow tells events until the other side goes away, falls silent, or the container ends.
func follow(conn *socket.Conn, listener *waha.Listener) error {
	var alive atomic.Bool
	alive.Store(true)
	pings, gone := make(chan []byte, 1), make(chan struct{})
	go func() {
		defer close(gone)
		hearken(conn, &alive, pings)
	}()
	ticker := time.NewTicker(pingTime)
	defer ticker.Stop()
	for {
		var err error
		select {
		case body, more := <-listener.Events:
			if !more {
				return conn.Close(socket.GoingAway, "")
			}
			err = conn.Write(socket.OpText, body)
		case payload := <-pings:
			err = conn.Write(socket.OpPong, payload)
		case <-ticker.C:
			if !alive.Swap(false) {
				return conn.Drop()
			}
			err = conn.Write(socket.OpPing, nil)
		case <-gone:
			return conn.Drop()
		}
		if err != nil {
			_ = conn.Drop() // the error is why
			return err
		}
	}
}

// hearken reads what the other side says, which is only that it is there.
func hearken(conn *socket.Conn, alive *atomic.Bool, pings chan<- []byte) {
	for {
		op, payload, err := conn.Read()
		if err != nil || op == socket.OpClose {
			return
		}
		alive.Store(true)
		if op != socket.OpPing {
			continue
		}
		select {
		case pings <- payload:
		default: // one answer is enough for many
		}
	}
}
