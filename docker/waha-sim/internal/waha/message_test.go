package waha

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

func turn(t *testing.T, m *Manager, change func(*Knobs)) {
	t.Helper()
	_, err := m.TurnKnobs(func(k *Knobs) error { change(k); return nil })
	must(t, err)
}

func acksOf(e *ear) []float64 {
	var acks []float64
	for _, event := range e.events("message.ack") {
		acks = append(acks, event.Payload["ack"].(float64))
	}
	return acks
}

func TestASendIsDeliveredOncePerID(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		for range 2 {
			_, err := s.Send(t.Context(), Outgoing{ChatID: "5491122334455", Text: "hi", ID: "3EB0AA"})
			must(t, err)
		}
		time.Sleep(time.Minute)
		events := e.events("message.any")
		if len(s.Sent()) != 1 || len(events) != 1 || events[0].Payload["source"] != "api" {
			t.Errorf("got %d delivered, events %v", len(s.Sent()), events)
		}
		if acks := acksOf(e); !slices.Equal(acks, []float64{1, 2, 3}) {
			t.Errorf("got acks %v", acks)
		}
		if len(e.events("message")) != 0 {
			t.Error("an own message was told as another's")
		}
	})
}

func TestABrowserChoosesItsOwnIDs(t *testing.T) {
	inBubble(t, config.WEBJS, func(t *testing.T, m *Manager, _ *ear) {
		s := createWorking(t, m)
		for range 2 {
			_, err := s.Send(t.Context(), Outgoing{ChatID: "5491122334455", Text: "hi", ID: "3EB0AA"})
			must(t, err)
		}
		if sent := s.Sent(); len(sent) != 2 || sent[0].ID == "3EB0AA" {
			t.Errorf("got %+v", sent)
		}
	})
}

func TestFaultsOfSending(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, _ *ear) {
		s := createWorking(t, m)
		send := func() (any, error) {
			return s.Send(t.Context(), Outgoing{ChatID: "5491122334455", Text: "hi"})
		}
		var engine EngineError
		turn(t, m, func(k *Knobs) { *k = Knobs{SendError: 463} })
		if _, err := send(); !errors.As(err, &engine) || len(s.Sent()) != 0 {
			t.Errorf("463: got %v, %d sent", err, len(s.Sent()))
		}
		turn(t, m, func(k *Knobs) { *k = Knobs{SendFailsAfter: true} })
		if _, err := send(); !errors.As(err, &engine) || len(s.Sent()) != 1 {
			t.Errorf("fails after: got %v, %d sent", err, len(s.Sent()))
		}
		turn(t, m, func(k *Knobs) { *k = Knobs{SendEmpty: true, SendDelayMs: 90_000} })
		start := time.Now()
		if answer, err := send(); err != nil || answer != nil || time.Since(start) != 90*time.Second || len(s.Sent()) != 2 {
			t.Errorf("empty: got %v, %v after %s, %d sent", answer, err, time.Since(start), len(s.Sent()))
		}
	})
}

func TestAcksByKnob(t *testing.T) {
	for name, test := range map[string]struct {
		knobs Knobs
		want  []float64
	}{
		"manual read": {Knobs{ManualRead: true}, []float64{1, 2, 3}},
		"reversed":    {Knobs{Acks: "reversed"}, []float64{3, 2, 1}},
		"none":        {Knobs{Acks: "none"}, []float64{3}},
		"strict":      {Knobs{StrictNumbers: true}, []float64{1, 2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
				s := createWorking(t, m)
				turn(t, m, func(k *Knobs) { *k = test.knobs })
				_, err := s.Send(t.Context(), Outgoing{ChatID: "5491122334455", Text: "hi"})
				must(t, err)
				time.Sleep(time.Minute)
				_, err = s.Read("5491122334455") // what was read already stays so
				must(t, err)
				if acks := acksOf(e); !slices.Equal(acks, test.want) {
					t.Errorf("got %v, want %v", acks, test.want)
				}
			})
		})
	}
}

func TestAWrongFormOfANumberReachesNobody(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		turn(t, m, func(k *Knobs) { k.StrictNumbers = true })
		for _, chat := range []string{"541122334455", "5491122330000"} {
			_, err := s.Send(t.Context(), Outgoing{ChatID: chat, Text: "hi"})
			must(t, err)
		}
		time.Sleep(time.Minute)
		if acks := acksOf(e); !slices.Equal(acks, []float64{1, 1}) {
			t.Errorf("got %v", acks)
		}
	})
}

func TestADeafSessionHearsAfterARestart(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		turn(t, m, func(k *Knobs) { k.Deaf = true })
		for i := range 3 {
			_, queued, err := s.Receive(Write{Chat: "5491122334455", Text: fmt.Sprint(i)})
			must(t, err)
			if !queued {
				t.Error("a deaf session heard")
			}
		}
		if n := len(e.events("message.any")); n != 0 || s.Status() != Working {
			t.Errorf("got %d events, status %s", n, s.Status())
		}
		_, err := m.Restart(t.Context(), "default")
		must(t, err)
		_, err = m.Ready(t.Context(), "default")
		must(t, err)
		if n := len(e.events("message.any")); n != 3 {
			t.Errorf("got %d events after the restart, want 3", n)
		}
	})
}

func TestReceiving(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		for range 2 { // the second is a repetition by the network
			_, _, err := s.Receive(Write{Chat: "5491122334455", Text: "hi", ID: "ACAA", Name: "Ana"})
			must(t, err)
		}
		_, _, err := s.Receive(Write{Chat: "5491122334455", Text: "from my phone", FromMe: true})
		must(t, err)
		all, others := e.events("message.any"), e.events("message")
		if len(all) != 2 || len(others) != 1 {
			t.Fatalf("got %d message.any, %d message", len(all), len(others))
		}
		own := all[slices.IndexFunc(all, func(e told) bool { return e.Payload["fromMe"] == true })]
		if own.Payload["source"] != "app" || own.Metadata["tenant_id"] != "7" {
			t.Errorf("got %v", own)
		}
		if people := s.People(); len(people) != 1 || people[0].Phone != "5491122334455@c.us" {
			t.Errorf("got %v", people)
		}
	})
}

func TestIgnoredChats(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		createWorking(t, m)
		s, err := m.Update(t.Context(), "default", []byte(`{"ignore":{"status":true,"groups":true,"channels":true,"broadcast":true},
			"webhooks":[{"url":"http://app","events":["message.any"]}]}`))
		must(t, err)
		_, err = m.Ready(t.Context(), "default")
		must(t, err)
		for _, chat := range []string{"status@broadcast", "1203@g.us", "1203@newsletter", "77@broadcast", "5491122334455@c.us"} {
			_, _, err := s.Receive(Write{Chat: chat, Participant: "5491122334455", Text: "hi"})
			must(t, err)
		}
		if n := len(e.events("message.any")); n != 1 || len(s.Chats(false)) != 1 {
			t.Errorf("got %d events, %d chats, want 1 and 1", n, len(s.Chats(false)))
		}
	})
}

func TestWebhookFaults(t *testing.T) {
	for name, test := range map[string]struct {
		knobs Knobs
		want  func(events []told) bool
	}{
		"dropped":  {Knobs{DropWebhooks: 4}, func(e []told) bool { return len(e) == 1 }}, // a message is two events
		"all lost": {Knobs{DropWebhooks: -1}, func(e []told) bool { return len(e) == 0 }},
		"same id":  {Knobs{DuplicateWebhooks: "sameId"}, func(e []told) bool { return len(e) == 6 && countIDs(e) == 3 }},
		"new id":   {Knobs{DuplicateWebhooks: "newId"}, func(e []told) bool { return len(e) == 6 && countIDs(e) == 6 }},
		"delayed":  {Knobs{WebhookDelayMs: 1000}, func(e []told) bool { return len(e) == 3 && e[0].after > time.Second }},
		"reversed": {Knobs{ReorderWebhooks: 6}, func(e []told) bool {
			return len(e) == 3 && e[0].Payload["body"] == "2" && e[2].Payload["body"] == "0"
		}},
		"held too long": {Knobs{ReorderWebhooks: 99}, func(e []told) bool { return len(e) == 3 }},
		"twin": {Knobs{LIDTwin: true}, func(e []told) bool {
			return len(e) == 6 && slices.ContainsFunc(e, func(e told) bool { return e.Payload["from"] == "109@lid" })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
				s := createWorking(t, m)
				turn(t, m, func(k *Knobs) { *k = test.knobs })
				for i := range 3 {
					_, _, err := s.Receive(Write{Chat: "5491122334455", Text: fmt.Sprint(i), Alt: "109@lid"})
					must(t, err)
				}
				time.Sleep(time.Minute)
				turn(t, m, func(k *Knobs) { *k = Knobs{} })
				time.Sleep(time.Minute)
				if events := e.events("message.any"); !test.want(events) {
					t.Errorf("got %d events: %v", len(events), events)
				}
			})
		})
	}
}

func countIDs(events []told) int {
	ids := map[string]bool{}
	for _, event := range events {
		ids[event.ID] = true
	}
	return len(ids)
}
