package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"github.com/conectafy/conectafy/backend/database"
	"github.com/conectafy/conectafy/backend/internal/embeddedpg"
)

// postgres is the one server of a run, as durable as it is in use.
type postgres struct {
	server   *embeddedpg.Server
	password string // of the backend's role
}

const template = "bench_template"

func startPostgres(ctx context.Context, dir string) (*postgres, error) {
	server, err := embeddedpg.Start(ctx, embeddedpg.Options{
		DataDir: dir, BinDir: os.Getenv("POSTGRES_BIN_DIR"), Log: zerolog.Nop(),
	})
	if err != nil {
		return nil, err
	}
	p := &postgres{server: server, password: rand.Text()}
	for _, step := range []func(context.Context) error{p.prepare, p.wearIn} {
		if err := step(ctx); err != nil {
			p.close()
			return nil, err
		}
	}
	return p, nil
}

// prepare makes the database that all others are copies of.
func (p *postgres) prepare(ctx context.Context) error {
	if err := p.exec(ctx, "create database "+template); err != nil {
		return err
	}
	if err := database.Bootstrap(ctx, p.super(template)); err != nil {
		return err
	}
	if err := database.Migrate(ctx, p.super(template)); err != nil {
		return err
	}
	return p.exec(ctx, fmt.Sprintf("alter role %s password '%s'", database.ServerRole, p.password))
}

// wearIn gives the server what it has after some minutes of such a load: files of its log to write over. A new server makes each of
// them, of 16 MB, while a commit waits for it.
func (p *postgres) wearIn(ctx context.Context) error {
	if err := p.exec(ctx, `do $$ begin for i in 1..60 loop
		perform pg_logical_emit_message(false, 'bench', '');
		perform pg_switch_wal();
	end loop; end $$`); err != nil {
		return err
	}
	return p.exec(ctx, "checkpoint")
}

func (p *postgres) close() { _ = p.server.Stop() }

// exec runs a statement beside the databases that are measured.
func (p *postgres) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, p.server.DSN())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	_, err = conn.Exec(ctx, sql)
	return err
}

// super is the address of a database as its superuser.
func (p *postgres) super(name string) string { return p.address(name, nil) }

// address is where the backend's role finds a database.
func (p *postgres) backend(name string) string {
	return p.address(name, url.UserPassword(database.ServerRole, p.password))
}

func (p *postgres) address(name string, user *url.Userinfo) string {
	address, err := url.Parse(p.server.DSN())
	if err != nil {
		panic(err) // the server made it
	}
	if user != nil {
		address.User = user
	}
	address.Path = "/" + name
	return address.String()
}

// service opens a pool of so many connections that have the service role for good, and returns when all of them are open.
func (p *postgres) service(ctx context.Context, name string, conns int) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(p.backend(name))
	if err != nil {
		return nil, err
	}
	config.MaxConns, config.MinConns = int32(conns), int32(conns)
	config.MaxConnIdleTime = time.Hour
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "set role service_role")
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return pool, filled(ctx, pool)
}

// filled waits until all connections of a new pool are open: to open many keeps the machine busy for seconds.
func filled(ctx context.Context, pool *pgxpool.Pool) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for pool.Stat().IdleConns() < pool.Config().MinConns {
		select {
		case <-ctx.Done():
			pool.Close()
			return fmt.Errorf("open %d connections: %w", pool.Config().MinConns, ctx.Err())
		case <-ticker.C:
		}
	}
	return nil
}
