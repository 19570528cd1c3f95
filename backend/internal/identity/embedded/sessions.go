package embedded

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	// reuseInterval is how long a used refresh token may come again: tabs race, answers get lost.
	reuseInterval = 10 * time.Second
	// usedTokensKept is how long a used token is recognised as used; later it is as unknown as one that never was.
	usedTokensKept = 7 * 24 * time.Hour
	refreshBytes   = 20
)

// refreshAlphabet spells a refresh token in 32 lower-case letters and digits.
var refreshAlphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// session is one sign-in of a person.
type session struct {
	ID        uuid.UUID
	UserID    uuid.UUID
	CreatedAt time.Time
}

// origin is where a sign-in came from.
type origin struct {
	userAgent string
	ip        string
}

func sessionExists(ctx context.Context, db querier, id, userID uuid.UUID) (bool, error) {
	rows, err := db.Query(ctx, "select exists (select from auth.sessions where id = $1 and user_id = $2)", id, userID)
	if err != nil {
		return false, fmt.Errorf("read session: %w", err)
	}
	exists, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[bool])
	if err != nil {
		return false, fmt.Errorf("read session: %w", err)
	}
	return exists, nil
}

// openSession signs a person in: a session and its first refresh token.
func (s *Server) openSession(ctx context.Context, tx pgx.Tx, userID uuid.UUID, from origin) (session, string, error) {
	now := s.cfg.Now()
	login := session{ID: uuid.New(), UserID: userID, CreatedAt: now}
	var ip *netip.Addr
	if addr, err := netip.ParseAddr(from.ip); err == nil {
		addr = addr.WithZone("")
		ip = &addr
	}
	_, err := tx.Exec(ctx, `
		insert into auth.sessions (id, user_id, created_at, updated_at, user_agent, ip) values ($1, $2, $3, $3, $4, $5)`,
		login.ID, userID, now, from.userAgent, ip)
	if err != nil {
		return session{}, "", fmt.Errorf("insert session: %w", err)
	}
	_, err = tx.Exec(ctx, "update auth.users set last_sign_in_at = $2, updated_at = $2 where id = $1", userID, now)
	if err != nil {
		return session{}, "", fmt.Errorf("update last sign-in: %w", err)
	}
	token, err := s.addRefreshToken(ctx, tx, login, rand.Text(), "")
	return login, token, err
}

// addRefreshToken makes a token from its parent's text, or from chance for the first of a session.
func (s *Server) addRefreshToken(ctx context.Context, tx pgx.Tx, login session, seed, parentHash string) (string, error) {
	var id int64
	if err := tx.QueryRow(ctx, "select nextval('auth.refresh_tokens_id_seq')").Scan(&id); err != nil {
		return "", fmt.Errorf("number refresh token: %w", err)
	}
	token := s.deriveRefreshToken(seed, id)
	_, err := tx.Exec(ctx, `
		insert into auth.refresh_tokens (id, token, user_id, parent, session_id, created_at, updated_at)
		values ($1, $2, $3, nullif($4, ''), $5, $6, $6)`,
		id, hashRefreshToken(token), login.UserID.String(), parentHash, login.ID, s.cfg.Now())
	if err != nil {
		return "", fmt.Errorf("insert refresh token: %w", err)
	}
	return token, nil
}

// deriveRefreshToken computes a token from its parent, its row's number and a key that is not in the database. Only hashes are
// stored, yet a client that lost an answer shows the parent and must get the same child again: it is computed anew.
func (s *Server) deriveRefreshToken(parent string, id int64) string {
	mac := hmac.New(sha256.New, s.keys.refreshKey)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(id)))
	mac.Write([]byte(parent))
	return refreshAlphabet.EncodeToString(mac.Sum(nil)[:refreshBytes])
}

func hashRefreshToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func looksLikeRefreshToken(token string) bool {
	decoded, err := refreshAlphabet.DecodeString(token)
	return err == nil && len(decoded) == refreshBytes && !strings.ContainsAny(token, "\r\n")
}

// storedToken is a row of auth.refresh_tokens.
type storedToken struct {
	ID        int64
	Hash      string
	Parent    string
	Revoked   bool
	UpdatedAt time.Time
}

// rotate exchanges a refresh token for its successor. reused says that the token was used before and too long ago: everything of
// the session is then revoked, since either its owner or a thief holds a copy, and the revocation is to be committed.
func (s *Server) rotate(ctx context.Context, tx pgx.Tx, presented string) (login session, next string, reused bool, err error) {
	login, token, err := lockTokenAndSession(ctx, tx, hashRefreshToken(presented))
	if err != nil {
		return session{}, "", false, err
	}
	now := s.cfg.Now()
	if token.Revoked {
		next, err := s.lostChild(ctx, tx, login, token, presented)
		if next != "" || err != nil {
			return login, next, false, err
		}
		if now.Sub(token.UpdatedAt) > reuseInterval {
			return login, "", true, revokeTokens(ctx, tx, "session_id = $1", login.ID, now)
		}
	} else if err := revokeTokens(ctx, tx, "id = $1", token.ID, now); err != nil {
		return session{}, "", false, err
	}
	if next, err = s.addRefreshToken(ctx, tx, login, presented, token.Hash); err != nil {
		return session{}, "", false, err
	}
	return login, next, false, noteRefresh(ctx, tx, login, now)
}

// lostChild is the session's active token if it is the child of the presented one: its receiver never got it.
func (s *Server) lostChild(ctx context.Context, tx pgx.Tx, login session, parent storedToken, presented string) (string, error) {
	var active storedToken
	err := tx.QueryRow(ctx, `
		select id, token, coalesce(parent, '') from auth.refresh_tokens
		 where session_id = $1 and not revoked order by id desc limit 1`, login.ID).Scan(&active.ID, &active.Hash, &active.Parent)
	if errors.Is(err, pgx.ErrNoRows) || (err == nil && active.Parent != parent.Hash) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read active refresh token: %w", err)
	}
	// The key may have been replaced meanwhile; then the child cannot be computed any more.
	if child := s.deriveRefreshToken(presented, active.ID); hashRefreshToken(child) == active.Hash {
		return child, nil
	}
	return "", nil
}

// lockTokenAndSession makes refreshes of one session take turns: whoever waited sees the token as the one before left it.
func lockTokenAndSession(ctx context.Context, tx pgx.Tx, hash string) (session, storedToken, error) {
	var login session
	err := tx.QueryRow(ctx, `
		select id, user_id, created_at from auth.sessions
		 where id = (select session_id from auth.refresh_tokens where token = $1) for update`, hash).
		Scan(&login.ID, &login.UserID, &login.CreatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return session{}, storedToken{}, errTokenNotFound
	}
	if err != nil {
		return session{}, storedToken{}, fmt.Errorf("lock session: %w", err)
	}
	token := storedToken{Hash: hash}
	err = tx.QueryRow(ctx, "select id, revoked, updated_at from auth.refresh_tokens where token = $1", hash).
		Scan(&token.ID, &token.Revoked, &token.UpdatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return session{}, storedToken{}, errTokenNotFound
	}
	if err != nil {
		return session{}, storedToken{}, fmt.Errorf("read refresh token: %w", err)
	}
	return login, token, nil
}

// revokeTokens leaves tokens that were revoked before as they are, so that their reuse interval does not start again.
func revokeTokens(ctx context.Context, tx pgx.Tx, which string, arg any, now time.Time) error {
	_, err := tx.Exec(ctx, "update auth.refresh_tokens set revoked = true, updated_at = $2 where not revoked and "+which, arg, now)
	if err != nil {
		return fmt.Errorf("revoke refresh tokens: %w", err)
	}
	return nil
}

func noteRefresh(ctx context.Context, tx pgx.Tx, login session, now time.Time) error {
	_, err := tx.Exec(ctx, "update auth.sessions set refreshed_at = $2, updated_at = $3 where id = $1", login.ID, now.UTC(), now)
	if err != nil {
		return fmt.Errorf("update session: %w", err)
	}
	_, err = tx.Exec(ctx, "delete from auth.refresh_tokens where session_id = $1 and revoked and updated_at < $2",
		login.ID, now.Add(-usedTokensKept))
	if err != nil {
		return fmt.Errorf("forget used refresh tokens: %w", err)
	}
	return nil
}

// endSessions signs a person out. Their refresh tokens go with the sessions. The person's row is locked first, so that two devices
// that sign everything out at the same moment don't wait for each other.
func endSessions(ctx context.Context, tx pgx.Tx, userID uuid.UUID, scope string, current uuid.NullUUID) error {
	if _, err := tx.Exec(ctx, "select from auth.users where id = $1 for update", userID); err != nil {
		return fmt.Errorf("lock user: %w", err)
	}
	_, err := tx.Exec(ctx, `
		delete from auth.sessions
		 where user_id = $1 and case $2 when 'local' then id = $3 when 'others' then id is distinct from $3 else true end`,
		userID, scope, current)
	if err != nil {
		return fmt.Errorf("delete sessions: %w", err)
	}
	return nil
}
