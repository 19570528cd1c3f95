package embedded

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

const (
	minPassword = 6
	// maxPassword is bcrypt's own limit; it would ignore what follows.
	maxPassword = 72
	// maxWaiting bounds the queue for a core: at 70 ms each, whoever came later would give up anyway.
	maxWaiting = 64
)

var errBusy = errors.New("too many sign-ins at once")

// passwords hashes and compares, a few at a time: each takes a core for some 70 ms, and the rest of the process needs cores too.
type passwords struct {
	cost    int
	slots   chan struct{}
	waiting chan struct{}
	decoy   []byte
}

func newPasswords(cost, cores int) (*passwords, error) {
	decoy, err := bcrypt.GenerateFromPassword([]byte("nobody has this password"), cost)
	if err != nil {
		return nil, fmt.Errorf("hash decoy: %w", err)
	}
	return &passwords{
		cost: cost, slots: make(chan struct{}, max(1, cores/2)), waiting: make(chan struct{}, maxWaiting), decoy: decoy,
	}, nil
}

// check says what is wrong with a new password, if anything.
func checkPassword(password string) error {
	switch {
	case len(password) > maxPassword:
		return invalid("Password cannot be longer than 72 characters")
	case len(password) < minPassword:
		return &apiError{
			status: 422, code: "weak_password", message: "Password should be at least 6 characters.", reasons: []string{"length"},
		}
	default:
		return nil
	}
}

func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	var hash []byte
	err := p.inTurn(ctx, func() (err error) {
		hash, err = bcrypt.GenerateFromPassword([]byte(password), p.cost)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return string(hash), nil
}

// match compares. Without a hash it compares with a decoy and fails, so that the time taken does not tell whether an account exists.
func (p *passwords) match(ctx context.Context, hash, password string) (bool, error) {
	known := []byte(hash)
	impossible := hash == "" || len(password) > maxPassword
	if impossible {
		known, password = p.decoy, password[:min(len(password), maxPassword)]
	}
	var verdict error
	if err := p.inTurn(ctx, func() error {
		verdict = bcrypt.CompareHashAndPassword(known, []byte(password))
		return nil
	}); err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	if verdict != nil && !errors.Is(verdict, bcrypt.ErrMismatchedHashAndPassword) {
		return false, fmt.Errorf("compare password: %w", verdict)
	}
	return verdict == nil && !impossible, nil
}

func (p *passwords) inTurn(ctx context.Context, work func() error) error {
	select {
	case p.waiting <- struct{}{}:
		defer func() { <-p.waiting }()
	default:
		return errBusy
	}
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
		return work()
	case <-ctx.Done():
		return ctx.Err()
	}
}
