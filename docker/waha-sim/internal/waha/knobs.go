package waha

import (
	"context"
	"sync"
)

// Knobs are the faults that a test can switch on.
type Knobs struct {
	Deaf           bool `json:"deaf"`           // WORKING, but nothing is heard until a restart of the session
	StuckStarting  bool `json:"stuckStarting"`  // a start never gets beyond STARTING
	Offline        bool `json:"offline"`        // no network: WORKING falls back to STARTING
	LockTimeout    bool `json:"lockTimeout"`    // operations on sessions wait for the lock in vain
	Unhealthy      bool `json:"unhealthy"`      // GET /health answers 503
	ReplyDelayMs   int  `json:"replyDelayMs"`   // before every answer of the API
	SendError      int  `json:"sendError"`      // sends fail with this server error, 463 and 475 say
	SendFailsAfter bool `json:"sendFailsAfter"` // a send delivers and then answers 500
	SendEmpty      bool `json:"sendEmpty"`      // a send answers 201 with an empty body
	SendDelayMs    int  `json:"sendDelayMs"`    // between the delivery and the answer

	StrictNumbers bool `json:"strictNumbers"` // a send to a number in a form that WhatsApp doesn't know reaches nobody

	ManualRead bool   `json:"manualRead"` // nobody reads until POST /_sim/read
	Acks       string `json:"acks"`       // "" in order, "reversed", or "none"

	DropWebhooks      int    `json:"dropWebhooks"`      // so many of the next events are never posted; -1 is all
	DuplicateWebhooks string `json:"duplicateWebhooks"` // "sameId" or "newId"
	ReorderWebhooks   int    `json:"reorderWebhooks"`   // so many events are held and posted last first
	WebhookDelayMs    int    `json:"webhookDelayMs"`
	LIDTwin           bool   `json:"lidTwin"` // what others do is also told under their hidden id

	MediaError     bool `json:"mediaError"`     // files can't be fetched: media.error is set, and no address
	MediaURLNull   bool `json:"mediaUrlNull"`   // files are not fetched: no address
	MediaWrongBase bool `json:"mediaWrongBase"` // addresses are on http://localhost:3000
	MediaExpired   bool `json:"mediaExpired"`   // every file is gone by the time it is asked for
	MediaDelayMs   int  `json:"mediaDelayMs"`   // a file takes so long, before its event and in answers
}

func (k Knobs) problems() []string {
	var problems []string
	if k.Acks != "" && k.Acks != "reversed" && k.Acks != "none" {
		problems = append(problems, `acks must be "", "reversed" or "none"`)
	}
	if k.DuplicateWebhooks != "" && k.DuplicateWebhooks != "sameId" && k.DuplicateWebhooks != "newId" {
		problems = append(problems, `duplicateWebhooks must be "", "sameId" or "newId"`)
	}
	if k.ReorderWebhooks < 0 || k.ReorderWebhooks > maxHeld {
		problems = append(problems, "reorderWebhooks must be between 0 and 1000")
	}
	if min(k.ReplyDelayMs, k.SendDelayMs, k.WebhookDelayMs, k.MediaDelayMs) < 0 {
		problems = append(problems, "a delay must not be negative")
	}
	return problems
}

// knobBoard holds the knobs and wakes those who wait for one to be turned.
type knobBoard struct {
	mu      sync.Mutex
	knobs   Knobs
	changed chan struct{}
}

func newKnobBoard() *knobBoard { return &knobBoard{changed: make(chan struct{})} }

func (b *knobBoard) get() Knobs {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.knobs
}

func (b *knobBoard) update(change func(*Knobs)) Knobs {
	b.mu.Lock()
	defer b.mu.Unlock()
	change(&b.knobs)
	close(b.changed)
	b.changed = make(chan struct{})
	return b.knobs
}

// await waits until the knobs are so, and tells whether the context outlived it.
func (b *knobBoard) await(ctx context.Context, so func(Knobs) bool) bool {
	for {
		b.mu.Lock()
		done, changed := so(b.knobs), b.changed
		b.mu.Unlock()
		if done {
			return ctx.Err() == nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

// takeDrop tells whether the next event is to be lost.
func (b *knobBoard) takeDrop() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.knobs.DropWebhooks > 0 {
		b.knobs.DropWebhooks--
		return true
	}
	return b.knobs.DropWebhooks < 0
}

// Knobs tells how the knobs are turned.
func (m *Manager) Knobs() Knobs { return m.knobs.get() }

// TurnKnobs changes knobs and lets go what the old ones held back.
func (m *Manager) TurnKnobs(change func(*Knobs) error) (Knobs, error) {
	wanted := m.knobs.get()
	if err := change(&wanted); err != nil {
		return Knobs{}, err
	}
	if problems := wanted.problems(); len(problems) > 0 {
		return Knobs{}, InvalidError{Problems: problems}
	}
	m.knobs.update(func(k *Knobs) { *k = wanted })
	m.gate.release()
	for _, s := range m.sessions() {
		s.hearAgain()
	}
	return wanted, nil
}
