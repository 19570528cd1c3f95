// Package embeddedpg runs PostgreSQL as a child process with a data folder of its own.
//
// It serves the one-command shape and the tests. The server listens on 127.0.0.1 only, has no Unix socket, asks every
// connection for a password (SCRAM) and ends when the process that started it ends, however that happens.
//
// A data folder holds:
//
//	cluster/      what initdb made
//	password      the superuser's password
//	postgres.log  the server's own words since its last start
//	lock          held while a process uses the folder
package embeddedpg
