package waha

import (
	"strings"
	"testing"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
)

const anna = "5491122334455"

// TestAFileComesAfterLaterTexts holds that an event waits for its file, and others don't wait for it.
func TestAFileComesAfterLaterTexts(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		turn(t, m, func(k *Knobs) { k.MediaDelayMs = 90_000 })
		kept, _, err := s.Keep(strings.NewReader("a film"), "video/mp4", "")
		must(t, err)
		start := time.Now()
		_, _, err = s.Receive(Write{Chat: anna, Kind: history.Video, Content: &history.Content{Media: kept}})
		must(t, err)
		_, _, err = s.Receive(Write{Chat: anna, Text: "did you get it?"})
		must(t, err)
		time.Sleep(2 * time.Minute)
		events := e.events("message")
		if len(events) != 2 || events[0].Payload["body"] != "did you get it?" || events[1].Timestamp-start.UnixMilli() != 90_000 {
			t.Errorf("got %v", events)
		}
	})
}

// TestWhatHappensWhileDeafIsTold holds that a backlog has more than messages, and tells it in order.
func TestWhatHappensWhileDeafIsTold(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		turn(t, m, func(k *Knobs) { k.Deaf = true })
		_, queued, err := s.Receive(Write{Chat: anna, Text: "a", ID: "AC01"})
		must(t, err)
		if _, _, err := s.Edit(Act{MessageID: "AC01"}, "b"); err == nil || !queued {
			t.Error("a message that was not heard yet was edited")
		}
		turn(t, m, func(k *Knobs) { k.Deaf = false })
		turn(t, m, func(k *Knobs) { k.Deaf = true })
		_, queued, err = s.Edit(Act{MessageID: "AC01"}, "b")
		must(t, err)
		if _, _, err := s.React(Act{MessageID: "AC01"}, "👍"); err != nil || !queued {
			t.Errorf("got %v, queued %t", err, queued)
		}
		if len(e.events("message.edited")) != 0 {
			t.Error("a deaf session heard")
		}
		turn(t, m, func(k *Knobs) { k.Deaf = false })
		if len(e.events("message.edited")) != 1 || len(e.events("message.reaction")) != 1 {
			t.Error("the backlog was not told")
		}
	})
}

func TestPeopleSurviveARestart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	group := "120363041234567890@g.us"
	m, _ := newTestManager(t, config.GOWS, folder)
	subject := "Vendas"
	s := createWorking(t, m)
	_, _, err := s.JoinGroup(GroupChange{ID: group, Subject: &subject, People: []Person{{ID: anna, Role: "admin"}}})
	must(t, err)
	_, _, err = s.Receive(Write{Chat: anna, Text: "a", ID: "AC01"})
	must(t, err)
	_, _, err = s.React(Act{MessageID: "AC01", FromMe: true}, "👍")
	must(t, err)
	closeManager(t, m)

	m, _ = newTestManager(t, config.GOWS, folder)
	defer closeManager(t, m)
	again, err := m.Get(s.Name())
	must(t, err)
	g, err := again.Group(group)
	must(t, err)
	if g.Subject != subject || len(g.Members) != 2 {
		t.Errorf("got %+v", g)
	}
	again.mu.Lock()
	defer again.mu.Unlock()
	if kept, found := again.book.Find(anyChat, "AC01"); !found || len(kept.Marks.Reactions) != 1 {
		t.Errorf("got %+v", kept)
	}
}
