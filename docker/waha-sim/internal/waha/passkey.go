package waha

import (
	"fmt"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
)

// AskPasskey is WhatsApp asking for a passkey after the QR was scanned or, with a code, for the code to be confirmed. Scan goes on
// from there.
func (s *Session) AskPasskey(code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run == nil || s.status != ScanQRCode && !s.passkey {
		return fmt.Errorf("%w: no QR is on show", ErrNoPhone)
	}
	s.passkey = true
	if code != "" {
		s.setStatusWith(PasskeyConfirmation, dialect.Object{"code": code})
	} else {
		s.setStatusWith(PasskeyRequired, dialect.Object{
			"challenge": "9WVUYm9AsQExampleChallenge", "timeout": 60_000, "rpId": "web.whatsapp.com",
			"allowCredentials": []any{}, "userVerification": "required",
		})
	}
	s.wakeUp()
	return nil
}

func (s *Session) wantsPasskey() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.passkey && !s.login.Linked
}

// confirm waits for the passkey, and tells whether it came.
func (s *Session) confirm(r *run) bool {
	for !s.linked() {
		select {
		case <-r.wake:
		case <-r.ctx.Done():
			return false
		}
	}
	return r.ctx.Err() == nil
}
