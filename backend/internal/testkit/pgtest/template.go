package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// templateLock keeps test processes from building one template twice, and from changing the server's roles at once.
const templateLock = 0x636f6e6563746166

type template struct {
	name           string
	serverPassword string // Empty when ServerRole doesn't exist.
}

// template returns the template that prepare fills. One process asks the server once per key.
func (s *cluster) template(ctx context.Context, prepare Prepare) (template, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, ok := s.templates[prepare.Key]; ok {
		return made, nil
	}
	made, err := s.ensureTemplate(ctx, prepare)
	if err == nil {
		s.templates[prepare.Key] = made
	}
	return made, err
}

func (s *cluster) ensureTemplate(ctx context.Context, prepare Prepare) (template, error) {
	sum := sha256.Sum256([]byte(prepare.Key))
	made := template{name: templatePrefix + hex.EncodeToString(sum[:12])}
	conn, err := s.admin.Acquire(ctx)
	if err != nil {
		return made, fmt.Errorf("connect: %w", err)
	}
	defer conn.Release()
	err = locked(ctx, conn.Conn(), func() error {
		done, err := exists(ctx, conn.Conn(), `SELECT FROM pg_database WHERE datname = $1`, made.name)
		if err == nil && !done {
			err = s.build(ctx, conn.Conn(), made.name, prepare)
		}
		if err == nil {
			made.serverPassword, err = s.ensureLogin(ctx, conn.Conn())
		}
		return err
	})
	return made, err
}

// locked holds the lock while fn runs. It unlocks although ctx may be over, since the connection goes back to its pool.
func locked(ctx context.Context, conn *pgx.Conn, fn func() error) error {
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(templateLock)); err != nil {
		return fmt.Errorf("wait for other test processes: %w", err)
	}
	err := fn()
	_, errUnlock := conn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, int64(templateLock))
	return errors.Join(err, errUnlock)
}

func exists(ctx context.Context, conn *pgx.Conn, query, name string) (bool, error) {
	var found bool
	err := conn.QueryRow(ctx, "SELECT EXISTS ("+query+")", name).Scan(&found)
	return found, err
}

// build prepares under a name of its own and renames at the end, so a template that exists is complete.
func (s *cluster) build(ctx context.Context, conn *pgx.Conn, name string, prepare Prepare) error {
	draft := name + "_draft"
	for _, sql := range []string{
		"DROP DATABASE IF EXISTS " + quote(draft) + " WITH (FORCE)",
		"CREATE DATABASE " + quote(draft) + " TEMPLATE template0",
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("make an empty template: %w", err)
		}
	}
	if err := prepare.Run(ctx, s.dsn(draft, "", "")); err != nil {
		return fmt.Errorf("fill the template: %w", err)
	}
	for _, sql := range []string{
		"ALTER DATABASE " + quote(draft) + " ALLOW_CONNECTIONS false", // A template with a visitor can't be copied.
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + draft + "'",
		"ALTER DATABASE " + quote(draft) + " RENAME TO " + quote(name),
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("finish the template: %w", err)
		}
	}
	return nil
}

// ensureLogin lets tests log in as the application does.
func (s *cluster) ensureLogin(ctx context.Context, conn *pgx.Conn) (string, error) {
	found, err := exists(ctx, conn, `SELECT FROM pg_roles WHERE rolname = $1`, ServerRole)
	if err != nil || !found {
		return "", err
	}
	password := s.serverPassword() // Hexadecimal: safe between quotes, and ALTER ROLE takes no parameters.
	if _, err := conn.Exec(ctx, "ALTER ROLE "+ServerRole+" LOGIN PASSWORD '"+password+"'"); err != nil {
		return "", fmt.Errorf("let %s log in: %w", ServerRole, err)
	}
	return password, nil
}
