package waha

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/volume"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// codeWait is how long a request for a pairing code waits for a session that is still starting.
const codeWait = 2 * time.Second

// pair shows one QR after the other, and tells whether one of them was scanned.
func (s *Session) pair(r *run) bool {
	life := s.m.cfg.Sim.FirstQR
	for range s.m.cfg.Sim.QRCount {
		s.showQR(r)
		timer := time.NewTimer(life)
		select {
		case <-r.wake:
		case <-timer.C:
		case <-r.ctx.Done():
		}
		timer.Stop()
		if r.ctx.Err() != nil || s.linked() {
			return s.linked()
		}
		if s.wantsPasskey() {
			return s.confirm(r)
		}
		life = s.m.cfg.Sim.NextQR
	}
	return false
}

func (s *Session) showQR(r *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.ctx.Err() != nil || s.login.Linked || s.passkey {
		return
	}
	s.qr = newQR()
	s.qrNumber++
	s.printQR()
	s.setStatus(ScanQRCode)
}

// newQR has the shape of the text that WhatsApp puts into its codes.
func newQR() string {
	parts := make([]string, 4)
	for i := range parts {
		secret := make([]byte, 32)
		_, _ = rand.Read(secret)
		parts[i] = base64.StdEncoding.EncodeToString(secret)
	}
	return "2@" + strings.Join(parts, ",") + ",1"
}

// QR waits for the code on show.
func (s *Session) QR(ctx context.Context) (string, error) {
	if err := s.await(ctx, ScanQRCode); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.qr == "" {
		return "", StatusError{Session: s.name, Status: s.status, Expected: []Status{ScanQRCode}}
	}
	return s.qr, nil
}

// Code makes a pairing code, to be typed on the phone instead of scanning.
func (s *Session) Code(ctx context.Context, phone string) (string, error) {
	if !s.running() {
		return "", NotRunningError{Session: s.name}
	}
	if waid.User(phone) == "" {
		return "", InvalidError{Problems: []string{"phoneNumber must be a string"}}
	}
	waiting, cancel := context.WithTimeout(ctx, codeWait)
	defer cancel()
	s.awaitThat(waiting, func() bool { return s.status != Starting })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status != ScanQRCode {
		return "", fmt.Errorf("status %s: %w", s.status, ErrNoCode)
	}
	letters := strings.ToUpper(waid.NewSecret())
	s.code = letters[:4] + "-" + letters[4:8]
	return s.code, nil
}

// Scan is the phone scanning the QR, or its owner typing the pairing code, or giving the passkey. It returns when the session
// works.
func (s *Session) Scan(ctx context.Context, phone, pushName string) error {
	if !s.wantsPasskey() {
		if err := s.await(ctx, ScanQRCode); err != nil {
			return fmt.Errorf("%w: %w", ErrNoPhone, err)
		}
	}
	if err := s.link(phone, pushName); err != nil {
		return err
	}
	return s.await(ctx, Working)
}

func (s *Session) link(phone, pushName string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status != ScanQRCode && !s.passkey {
		return fmt.Errorf("%w: no QR is on show", ErrNoPhone)
	}
	login := volume.Login{Linked: true, Phone: s.m.cfg.Sim.PhoneNumber, PushName: s.m.cfg.Sim.PushName}
	if phone != "" {
		login.Phone = waid.User(phone)
	}
	if pushName != "" {
		login.PushName = pushName
	}
	// Another phone's messages are none of this one's business.
	if s.login.Phone != "" && s.login.Phone != login.Phone {
		s.queue = nil
		if err := s.book.Erase(); err != nil {
			return err
		}
	}
	s.login, s.passkey = login, false
	if err := s.m.volume.SaveLogin(s.name, login); err != nil {
		return err
	}
	s.wakeUp()
	return nil
}

// Unlink is the owner removing the linked device on the phone. A working session has FAILED when it returns.
func (s *Session) Unlink(ctx context.Context) error {
	if err := s.unlink(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.m.cfg.Sim.WaitStatus)
	defer cancel()
	s.awaitThat(ctx, func() bool { return s.status != Working })
	return nil
}

func (s *Session) unlink() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.login.Linked {
		return fmt.Errorf("%w: no phone is linked", ErrNoPhone)
	}
	s.login.Linked = false
	if err := s.m.volume.SaveLogin(s.name, s.login); err != nil {
		return err
	}
	s.wakeUp()
	return nil
}

func (s *Session) wakeUp() {
	if s.run == nil {
		return
	}
	select {
	case s.run.wake <- struct{}{}:
	default:
	}
}

// RefusesCode gives the sentence of a refused pairing code.
func (s *Session) RefusesCode() string {
	return fmt.Sprintf("Can request code only in SCAN_QR_CODE status. The current status is %s", s.Status())
}
