package waha

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
)

func TestSixCodesThenFailed(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := create(t, m)
		codes := map[string]bool{}
		for range 6 {
			code, err := s.QR(t.Context())
			must(t, err)
			codes[code] = true
			n := len(e.statuses())
			for len(e.statuses()) == n {
				time.Sleep(time.Second)
			}
		}
		if len(codes) != 6 {
			t.Errorf("got %d different codes, want 6", len(codes))
		}
		events := e.events("session.status")
		if len(events) != 8 || events[7].Payload["status"] != "FAILED" {
			t.Fatalf("got %v", e.statuses())
		}
		for i, want := range []time.Duration{60, 80, 100, 120, 140} {
			if got := events[2+i].after - events[1].after; got != want*time.Second {
				t.Errorf("code %d after %s, want %d s", i+2, got, want)
			}
		}
		if got := events[7].after - events[1].after; got != 160*time.Second {
			t.Errorf("failed after %s, want 160 s", got)
		}
	})
}

func TestStatusesOfAPairing(t *testing.T) {
	for engine, want := range map[string][]string{
		config.GOWS:  {"STARTING", "SCAN_QR_CODE", "WORKING", "STOPPED"},
		config.NOWEB: {"STARTING", "SCAN_QR_CODE", "STARTING", "WORKING", "STOPPED"},
		config.WEBJS: {"STARTING", "SCAN_QR_CODE", "WORKING", "STOPPED"},
	} {
		t.Run(engine, func(t *testing.T) {
			inBubble(t, engine, func(t *testing.T, m *Manager, e *ear) {
				createWorking(t, m)
				_, err := m.Stop(t.Context(), "default")
				must(t, err)
				if got := e.statuses(); !slices.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
				events := e.events("session.status")
				if history := events[len(events)-1].Payload["statuses"].([]any); len(history) != 3 {
					t.Errorf("got %d statuses, want 3", len(history))
				}
				for _, event := range events {
					if (event.Me != nil) != (event.Payload["status"] == "WORKING") {
						t.Errorf("%s with me %v", event.Payload["status"], event.Me)
					}
				}
			})
		})
	}
}

func TestCallsWaitForTheStatus(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, _ *ear) {
		s, err := m.Create(t.Context(), "default", nil, false)
		must(t, err)
		var status StatusError
		start := time.Now()
		if _, err = s.QR(t.Context()); !errors.As(err, &status) || status.Status != Stopped || time.Since(start) != 5*time.Second {
			t.Errorf("stopped: got %v after %s", err, time.Since(start))
		}
		_, err = m.TurnKnobs(func(k *Knobs) error { k.StuckStarting = true; return nil })
		must(t, err)
		_, err = m.Start(t.Context(), "default")
		must(t, err)
		start = time.Now()
		_, err = s.Send(t.Context(), Outgoing{ChatID: "5511", Text: "hi"})
		if !errors.As(err, &status) || status.Status != Starting || time.Since(start) != 10*time.Second {
			t.Errorf("stuck: got %v after %s", err, time.Since(start))
		}
		_, err = m.TurnKnobs(func(k *Knobs) error { k.StuckStarting = false; return nil })
		must(t, err)
		if _, err := s.QR(t.Context()); err != nil {
			t.Errorf("freed: got %v", err)
		}
	})
}

func TestPairingCode(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, _ *ear) {
		s := create(t, m)
		code, err := s.Code(t.Context(), "5511988880001")
		must(t, err)
		if len(code) != 9 || code[4] != '-' || s.View().Code != code {
			t.Errorf("got %q, shown %q", code, s.View().Code)
		}
		must(t, s.Scan(t.Context(), "", ""))
		if _, err := s.Code(t.Context(), "5511988880001"); !errors.Is(err, ErrNoCode) {
			t.Errorf("got %v, want a refusal", err)
		}
	})
}

func TestUnlinkedOnThePhone(t *testing.T) {
	for engine, tellsStop := range map[string]bool{config.GOWS: true, config.NOWEB: false} {
		t.Run(engine, func(t *testing.T) {
			inBubble(t, engine, func(t *testing.T, m *Manager, e *ear) {
				s := createWorking(t, m)
				must(t, s.Unlink(t.Context()))
				if s.Status() != Failed {
					t.Fatalf("got %s", s.Status())
				}
				before := len(e.statuses())
				_, err := m.Stop(t.Context(), "default")
				must(t, err)
				if told := len(e.statuses()) > before; told != tellsStop {
					t.Errorf("STOPPED after FAILED told: %t, want %t", told, tellsStop)
				}
				_, err = m.Start(t.Context(), "default")
				must(t, err)
				if _, err := s.QR(t.Context()); err != nil {
					t.Errorf("no new QR: %v", err)
				}
			})
		})
	}
}

func TestLogoutKeepsTheConfigurationOnly(t *testing.T) {
	inBubble(t, config.GOWS, func(t *testing.T, m *Manager, e *ear) {
		s := createWorking(t, m)
		_, _, err := s.Receive(Write{Chat: "5491122334455", Text: "hi"})
		must(t, err)
		_, err = m.Logout(t.Context(), "default")
		must(t, err)
		if info := s.Info(false); info["me"] != nil || info["config"] == nil || len(s.PhoneChats()) != 0 {
			t.Errorf("got %v with %d chats", info, len(s.PhoneChats()))
		}
		if _, err := s.QR(t.Context()); err != nil {
			t.Errorf("no new QR: %v", err)
		}
		want := []string{"STARTING", "SCAN_QR_CODE", "WORKING", "STOPPED", "STARTING", "SCAN_QR_CODE"}
		if got := e.statuses(); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestOfflineReconnects(t *testing.T) {
	inBubble(t, config.WEBJS, func(t *testing.T, m *Manager, e *ear) {
		createWorking(t, m)
		_, err := m.TurnKnobs(func(k *Knobs) error { k.Offline = true; return nil })
		must(t, err)
		time.Sleep(time.Minute)
		_, err = m.TurnKnobs(func(k *Knobs) error { k.Offline = false; return nil })
		must(t, err)
		synctest.Wait()
		want := []string{"STARTING", "SCAN_QR_CODE", "WORKING", "FAILED", "STARTING", "WORKING"}
		if got := e.statuses(); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestOperationsExcludeEachOther(t *testing.T) {
	inBubble(t, config.WEBJS, func(t *testing.T, m *Manager, _ *ear) {
		create(t, m)
		go func() { _, _ = m.Restart(t.Context(), "default") }() // takes 3 s
		time.Sleep(time.Millisecond)
		start := time.Now()
		_, err := m.Stop(t.Context(), "default")
		must(t, err)
		if waited := time.Since(start); waited < 5*time.Second {
			t.Errorf("both took %s, want 3 s each", waited)
		}
		_, err = m.TurnKnobs(func(k *Knobs) error { k.LockTimeout = true; return nil })
		must(t, err)
		start = time.Now()
		var lock LockError
		if _, err := m.Restart(t.Context(), "default"); !errors.As(err, &lock) || time.Since(start) != 5*time.Second {
			t.Errorf("got %v after %s", err, time.Since(start))
		}
	})
}

func TestRestartOfTheContainer(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		m, e := newTestManager(t, config.GOWS, folder)
		s := createWorking(t, m)
		_, _, err := s.Receive(Write{Chat: "5491122334455", Text: "hi", Name: "Ana"})
		must(t, err)
		closeManager(t, m)
		if got := e.statuses(); got[len(got)-1] != "STOPPED" {
			t.Errorf("the last status told is %s", got[len(got)-1])
		}

		m, e = newTestManager(t, config.GOWS, folder)
		must(t, m.Boot(t.Context()))
		s, err = m.Ready(t.Context(), "default")
		must(t, err)
		if got := e.statuses(); !slices.Equal(got, []string{"STARTING", "WORKING"}) || len(s.Chats(false)) != 1 {
			t.Errorf("got %v and %d chats", got, len(s.Chats(false)))
		}
		_, err = m.Stop(t.Context(), "default")
		must(t, err)
		closeManager(t, m)

		m, _ = newTestManager(t, config.GOWS, folder)
		must(t, m.Boot(t.Context()))
		s, err = m.Get("default")
		must(t, err)
		if s.Status() != Stopped || s.Info(false)["me"] == nil {
			t.Errorf("a stopped session started by itself, or forgot its phone: %v", s.Info(false))
		}
		closeManager(t, m)

		m, _ = newTestManager(t, config.NOWEB, folder)
		if _, err := m.Get("default"); !errors.Is(err, ErrNotFound) {
			t.Errorf("another engine sees the session: %v", err)
		}
		closeManager(t, m)
	})
}
