package waha

import (
	"fmt"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// maxCalls bounds the calls that ring.
const maxCalls = 1000

// Call is somebody calling the account.
type Call struct {
	ID    string
	From  string
	Video bool
	Group bool
}

// Ring is a call coming in. It is lost when the session doesn't listen.
func (s *Session) Ring(call Call) (Call, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if call.From = waid.Chat(call.From); call.From == "" {
		return call, false, InvalidError{Problems: []string{"from must be a chat id or a phone number"}}
	}
	if call.ID == "" {
		call.ID = waid.NewCall()
	}
	if err := s.callable(); err != nil {
		return call, false, err
	}
	if len(s.calls) < maxCalls {
		s.calls[call.ID] = call
	}
	return call, s.tellCall("call.received", call), nil
}

// EndCall is a call being accepted or rejected, by the caller's hand or on the owner's phone.
func (s *Session) EndCall(id, how string) (Call, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	call, found := s.calls[id]
	if !found {
		return call, false, fmt.Errorf("%w: no such call rings", ErrNoPhone)
	}
	if err := s.callable(); err != nil {
		return call, false, err
	}
	delete(s.calls, id)
	// A browser tells only what it did itself.
	if s.m.cfg.Engine == config.WEBJS {
		return call, false, nil
	}
	return call, s.tellCall("call."+how, call), nil
}

func (s *Session) callable() error {
	if s.status != Working {
		return fmt.Errorf("%w: the session is %s", ErrNoPhone, s.status)
	}
	return nil
}

// RejectCall rejects a call by the API. One that doesn't ring is no error.
func (s *Session) RejectCall(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if call, found := s.calls[id]; found {
		delete(s.calls, id)
		s.tellCall("call.rejected", call)
	}
}

func (s *Session) tellCall(event string, call Call) bool {
	if s.m.knobs.get().Deaf {
		return false
	}
	s.emit(event, dialect.Object{
		"id": call.ID, "from": call.From, "timestamp": time.Now().Unix(), "isVideo": call.Video, "isGroup": call.Group,
		"_data": dialect.Object{},
	})
	return true
}
