// Package socket is the server's side of a WebSocket, as much of it as a stream of events needs.
package socket

import (
	"bufio"
	"crypto/sha1" //nolint:gosec // the protocol asks for it, and not to keep a secret
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Codes of frames.
const (
	OpText  = 1
	OpClose = 8
	OpPing  = 9
	OpPong  = 10
)

// Codes with which a connection is closed.
const (
	GoingAway = 1001
	Refused   = 4001 // WAHA's own, for parameters that make no sense
)

const (
	guid       = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
	writeTime  = 2 * time.Second
	maxPayload = 64 << 10 // of what a client says
)

// ErrProtocol says that the other side doesn't speak the protocol.
var ErrProtocol = errors.New("not a WebSocket")

// Conn is an open connection. One goroutine may read while another writes.
type Conn struct {
	conn net.Conn
	in   *bufio.Reader
}

// New speaks the protocol over a connection that was upgraded, of which some may have been read already.
func New(conn net.Conn, in *bufio.Reader) *Conn { return &Conn{conn: conn, in: in} }

// Upgrade makes a WebSocket of a request. On failure nothing was answered yet.
func Upgrade(w http.ResponseWriter, r *http.Request) (*Conn, error) {
	key := r.Header.Get("Sec-WebSocket-Key")
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") || key == "" {
		return nil, ErrProtocol
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, fmt.Errorf("upgrade: %w", err)
	}
	sum := sha1.Sum([]byte(key + guid)) //nolint:gosec // see the import
	answer := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		base64.StdEncoding.EncodeToString(sum[:]) + "\r\n\r\n"
	c := New(conn, buffered.Reader)
	if err := c.write([]byte(answer)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return c, nil
}

// Write sends one frame.
func (c *Conn) Write(op byte, payload []byte) error {
	frame := []byte{0x80 | op}
	switch n := len(payload); {
	case n < 126:
		frame = append(frame, byte(n))
	case n <= 0xFFFF:
		frame = binary.BigEndian.AppendUint16(append(frame, 126), uint16(n))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, 127), uint64(n))
	}
	return c.write(append(frame, payload...))
}

func (c *Conn) write(data []byte) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	if _, err := c.conn.Write(data); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	return nil
}

// Read gives the next frame that the client sent.
func (c *Conn) Read() (op byte, payload []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(c.in, head[:]); err != nil {
		return 0, nil, fmt.Errorf("read frame: %w", err)
	}
	size := uint64(head[1] & 0x7F)
	if size >= 126 {
		long := make([]byte, 2+6*(size-126))
		if _, err := io.ReadFull(c.in, long); err != nil {
			return 0, nil, fmt.Errorf("read frame: %w", err)
		}
		size = 0
		for _, b := range long {
			size = size<<8 | uint64(b)
		}
	}
	if size > maxPayload || head[1]&0x80 == 0 {
		return 0, nil, ErrProtocol
	}
	data := make([]byte, 4+size)
	if _, err := io.ReadFull(c.in, data); err != nil {
		return 0, nil, fmt.Errorf("read frame: %w", err)
	}
	mask, payload := data[:4], data[4:]
	for i := range payload {
		payload[i] ^= mask[i%4]
	}
	return head[0] & 0x0F, payload, nil
}

// Close says goodbye and ends the connection.
func (c *Conn) Close(code uint16, reason string) error {
	payload := append(binary.BigEndian.AppendUint16(nil, code), reason...)
	return errors.Join(c.Write(OpClose, payload[:min(len(payload), 125)]), c.conn.Close())
}

// Drop ends the connection without a word.
func (c *Conn) Drop() error { return c.conn.Close() }
