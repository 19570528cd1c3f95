// Package dialect writes what the three engines say about the same thing, each in its own shape.
package dialect

import (
	"maps"
	"strconv"
	"time"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/config"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
	"github.com/conectafy/conectafy/docker/waha-sim/internal/waid"
)

// Object is a JSON object.
type Object = map[string]any

// Account is the phone that a session is linked to.
type Account struct {
	Phone    string // digits
	PushName string
	Timelock any // the limits that WhatsApp put on it; nil for none
	Capping  any
}

// Writer writes what an engine says about one account.
type Writer struct {
	Engine string
	Me     Account
	Media  func(history.Message) any // the "media" of a message that has a file; nil where files aren't told
}

// ID is the account's chat id.
func (a Account) ID() string { return a.Phone + waid.Person }

// Me describes the account as the session's "me".
func Me(engine string, a Account) Object {
	me := Object{"id": a.ID(), "pushName": a.PushName, "lid": waid.LIDOf(a.ID())}
	if engine != config.WEBJS {
		me["jid"] = a.Phone + ":12@s.whatsapp.net"
	}
	if engine != config.NOWEB {
		me["reachoutTimelock"], me["messageCapping"] = a.Timelock, a.Capping
	}
	return me
}

// Engine describes the engine's own state, as the session's "engine".
func Engine(engine, status string) Object {
	if status == "STOPPED" {
		return Object{}
	}
	switch engine {
	case config.GOWS:
		info := Object{"engine": engine, "grpc": Object{"client": "READY", "stream": "READY"}}
		if status != "STARTING" {
			info["gows"] = Object{"found": true, "connected": status != "FAILED"}
		}
		return info
	case config.WEBJS:
		state := map[string]string{"WORKING": "CONNECTED", "SCAN_QR_CODE": "UNPAIRED"}[status]
		if state == "" {
			state = "OPENING"
		}
		return Object{"engine": engine, "WWebVersion": "2.3000.1027000000", "state": state}
	}
	return Object{"engine": engine}
}

// Environment describes the server, in every event and in the answer about the version.
func Environment(engine, worker string) Object {
	return Object{
		"version": config.Version, "engine": engine, "tier": "CORE", "browser": browser(engine),
		"platform": "linux/x64", "worker": Object{"id": worker},
	}
}

func browser(engine string) any {
	if engine == config.WEBJS {
		return "/usr/bin/chromium"
	}
	return nil
}

// AckName is the text beside an ack's number.
func AckName(ack int) string {
	switch ack {
	case history.AckError:
		return "ERROR"
	case history.AckPending:
		return "PENDING"
	case history.AckServer:
		return "SERVER"
	case history.AckDevice:
		return "DEVICE"
	case history.AckRead:
		return "READ"
	case history.AckPlayed:
		return "PLAYED"
	}
	return "UNKNOWN"
}

// nullable gives null for an empty text.
func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// number writes a coordinate as a text.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func rfc3339(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.RFC3339) }

func merge(into Object, more Object) Object {
	maps.Copy(into, more)
	return into
}

func addressing(id string) string {
	if waid.IsLID(id) {
		return "lid"
	}
	return "pn"
}
