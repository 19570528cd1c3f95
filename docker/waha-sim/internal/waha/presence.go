package waha

import (
	"fmt"
	"slices"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/dialect"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// maxSubscriptions bounds the chats whose presence is followed.
const maxSubscriptions = 10_000

// presence is who is there: others, as far as they are followed, and the account, as others see it.
type presence struct {
	own        string
	typing     map[string]string // chat → what the account does there
	subscribed map[string]bool
	known      map[string][]Present
}

func newPresence() presence {
	return presence{own: "offline", typing: map[string]string{}, subscribed: map[string]bool{}, known: map[string][]Present{}}
}

// Present is what somebody does in a chat.
type Present struct {
	Participant string `json:"participant"`
	Presence    string `json:"lastKnownPresence"`
	LastSeen    *int64 `json:"lastSeen"`
}

// Presences are the states that WhatsApp tells.
var presences = [...]string{"online", "offline", "typing", "recording", "paused"}

// Show is somebody coming, going, or typing. It is told only to who follows that chat.
func (s *Session) Show(chat string, p Present) (told bool, err error) {
	if !slices.Contains(presences[:], p.Presence) {
		return false, InvalidError{Problems: []string{fmt.Sprintf("presence must be one of %v", presences)}}
	}
	chat, p.Participant = waid.Chat(chat), waid.Chat(p.Participant)
	if p.Participant == "" {
		p.Participant = chat
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	known := slices.DeleteFunc(slices.Clone(s.presence.known[chat]), func(k Present) bool { return k.Participant == p.Participant })
	if len(s.presence.known) < maxSubscriptions || len(known) > 0 {
		s.presence.known[chat] = append(known, p)
	}
	if !s.login.Linked {
		return false, fmt.Errorf("%w: no phone is linked", ErrNoPhone)
	}
	// Nobody keeps what somebody did while the session didn't listen.
	told = s.status == Working && s.follows(chat) && !s.m.knobs.get().Deaf
	if told {
		s.emit("presence.update", dialect.Object{"id": chat, "presences": []Present{p}})
	}
	return told, nil
}

func (s *Session) follows(chat string) bool {
	return s.presence.subscribed[chat] && (s.m.cfg.Engine != config.WEBJS || s.options.tags)
}

// Follow subscribes to the presence of a chat and gives what is known of it.
func (s *Session) Follow(chat string) dialect.Object {
	chat = waid.Chat(chat)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.presence.subscribed) < maxSubscriptions {
		s.presence.subscribed[chat] = true
	}
	return s.presenceOf(chat)
}

// Followed gives what is known of all chats that are followed.
func (s *Session) Followed() []dialect.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []dialect.Object{}
	for chat := range s.presence.subscribed {
		list = append(list, s.presenceOf(chat))
	}
	return list
}

func (s *Session) presenceOf(chat string) dialect.Object {
	list := slices.Clone(s.presence.known[chat])
	if list == nil {
		list = []Present{{Participant: chat, Presence: "offline"}}
	}
	return dialect.Object{"id": chat, "presences": list}
}

// Appear is what others see of the account: in a chat, or at all.
func (s *Session) Appear(chat, state string) error {
	if !slices.Contains(presences[:], state) {
		return InvalidError{Problems: []string{"presence must be one of the following values: offline, online, typing, recording, paused"}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case chat == "":
		s.presence.own = state
	case state == "typing" || state == "recording":
		if len(s.presence.typing) < maxSubscriptions {
			s.presence.typing[waid.Chat(chat)] = state
		}
	default:
		delete(s.presence.typing, waid.Chat(chat))
	}
	return nil
}
