package database

import (
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// EnsureServerLogin makes ServerRole, where others made the rest of what Bootstrap makes, and gives it the password. It may be
// repeated. The connection's role must be allowed to create roles and to hand out Supabase's.
func EnsureServerLogin(ctx context.Context, dsn, password string) error {
	script, err := Files.ReadFile("server.sql")
	if err != nil {
		return fmt.Errorf("read the server's role: %w", err)
	}
	return withLock(ctx, dsn, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, string(script)); err != nil {
			return fmt.Errorf("make the role %s: %w", ServerRole, err)
		}
		return SetPassword(ctx, conn, ServerRole, password)
	})
}

// SetPassword gives a role a password. The server gets its verifier alone, so that no log of statements has the password.
func SetPassword(ctx context.Context, conn *pgx.Conn, role, password string) error {
	verifier, err := scramVerifier(password)
	if err != nil {
		return fmt.Errorf("make the verifier of a password: %w", err)
	}
	sql := fmt.Sprintf("alter role %s password '%s'", pgx.Identifier{role}.Sanitize(), verifier)
	if _, err := conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("give %s a password: %w", role, err)
	}
	return nil
}

// Of SCRAM-SHA-256, as PostgreSQL has them.
const (
	scramIterations = 4096
	scramSalt       = 16 // bytes
)

// scramVerifier is what PostgreSQL stores of a password (RFC 5803). It holds for passwords of printable ASCII, as programs make them.
func scramVerifier(password string) (string, error) {
	salt := make([]byte, scramSalt)
	_, _ = rand.Read(salt) // crypto/rand never fails: the program ends instead
	salted, err := pbkdf2.Key(sha256.New, password, salt, scramIterations, sha256.Size)
	if err != nil {
		return "", err
	}
	stored := sha256.Sum256(sign(salted, "Client Key"))
	text := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", scramIterations, text(salt), text(stored[:]), text(sign(salted, "Server Key"))), nil
}

func sign(key []byte, message string) []byte {
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(message)) // a hash never fails
	return mac.Sum(nil)
}
