package main

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhatTheBackendAsksGoesThrough(t *testing.T) {
	t.Parallel()
	const own = "/containers/" + ownID
	for _, test := range []struct{ call, want string }{
		{"HEAD /_ping", "HEAD /_ping"},
		{"GET /_ping", "GET /_ping"},
		{"GET /v1.41/version", "GET /v1.41/version"},
		{"GET /containers/json?all=1", "GET /containers/json?all=1&filters=" + fromHere},
		{"GET /v1.51/containers/" + session + "/json", "GET /v1.51" + own + "/json"},
		{"GET /containers/aa11/logs?follow=1&stderr=1&stdout=1&tail=10", "GET " + own + "/logs?follow=1&stderr=1&stdout=1&tail=10"},
		{"GET /containers/aa11/stats?stream=0", "GET " + own + "/stats?stream=0"},
		{"POST /containers/aa11/start", "POST " + own + "/start"},
		{"POST /v1.51/containers/aa11/stop?t=30", "POST /v1.51" + own + "/stop?t=30"},
		{"POST /containers/aa11/unpause", "POST " + own + "/unpause"},
		{"POST /containers/aa11/wait?condition=removed", "POST " + own + "/wait?condition=removed"},
		{"DELETE /containers/aa11?force=1&v=1", "DELETE " + own + "?force=1&v=1"},
		{"GET /volumes/" + session, "GET /volumes/" + session},
		{"DELETE /v1.51/volumes/" + session, "DELETE /v1.51/volumes/" + session},
		{"GET /images/" + image + "/json", "GET /images/" + image + "/json"},
		{"GET /networks", "GET /networks?filters=%7B%22name%22%3A%7B%22conectafy_network%22%3Atrue%7D%7D"},
		{
			"POST /images/create?fromImage=docker.io%2Fdevlikeapro%2Fwaha&tag=gows-2026.8.2",
			"POST /images/create?fromImage=docker.io%2Fdevlikeapro%2Fwaha&tag=gows-2026.8.2",
		},
		{
			"POST /images/create?fromImage=devlikeapro%2Fwaha&tag=gows-2026.8.2",
			"POST /images/create?fromImage=docker.io%2Fdevlikeapro%2Fwaha&tag=gows-2026.8.2",
		},
		{
			"POST /images/create?fromImage=devlikeapro%2Fwaha%3Agows-2026.8.2",
			"POST /images/create?fromImage=docker.io%2Fdevlikeapro%2Fwaha&tag=gows-2026.8.2",
		},
	} {
		t.Run(test.call, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			status, message := s.call(test.call, "", "X-Registry-Auth", "e30=", "X-Forwarded-For", "10.0.0.1")
			got := s.engine.last(0)
			if status != http.StatusOK || got == nil || got.call != test.want {
				t.Fatalf("got %d %q, and the engine was asked %+v, want %s", status, message, got, test.want)
			}
			if got.header.Get("X-Registry-Auth") != "" || got.header.Get("X-Forwarded-For") != "" {
				t.Errorf("a header went on: %v", got.header)
			}
			if s.log.String() != "" {
				t.Errorf("got the log %s, want nothing in it", s.log)
			}
		})
	}
}

func TestOtherCallsAreRefused(t *testing.T) {
	t.Parallel()
	const noRule, parameter = "no rule lets", "parameter"
	for _, test := range []struct{ call, rule string }{
		// What no caller of ours makes.
		{"GET /", noRule},
		{"GET /v1.41", noRule},
		{"GET /info", noRule},
		{"GET /system/df", noRule},
		{"POST /auth", noRule},
		{"POST /session", noRule},
		{"POST /grpc", noRule},
		{"OPTIONS /_ping", noRule},
		{"POST /build", noRule},
		{"POST /build/prune", noRule},
		{"POST /commit?container=aa11", noRule},
		{"POST /containers/aa11/exec", noRule},
		{"POST /exec/aa11/start", noRule},
		{"POST /containers/aa11/attach", noRule},
		{"GET /containers/aa11/attach/ws", noRule},
		{"GET /containers/aa11/archive?path=/", noRule},
		{"PUT /containers/aa11/archive?path=/", noRule},
		{"POST /containers/aa11/copy", noRule},
		{"GET /containers/aa11/export", noRule},
		{"POST /containers/aa11/update", noRule},
		{"POST /containers/aa11/rename?name=x", noRule},
		{"POST /containers/aa11/kill", noRule},
		{"POST /containers/aa11/pause", noRule},
		{"POST /containers/aa11/restart", noRule},
		{"GET /containers/aa11/top", noRule},
		{"GET /containers/aa11/changes", noRule},
		{"POST /containers/prune", noRule},
		{"POST /containers/aa11/checkpoints", noRule},
		{"GET /images/json", noRule},
		{"GET /images/search?term=x", noRule},
		{"GET /images/alpine/json", noRule},
		{"GET /images/" + image + "/get", noRule},
		{"GET /images/" + image + "/history", noRule},
		{"POST /images/" + image + "/push", noRule},
		{"POST /images/" + image + "/tag?repo=x", noRule},
		{"DELETE /images/" + image, noRule},
		{"POST /images/load", noRule},
		{"POST /images/prune", noRule},
		{"GET /distribution/alpine/json", noRule},
		{"POST /networks/create", noRule},
		{"POST /networks/prune", noRule},
		{"GET /networks/" + homeNet, noRule},
		{"DELETE /networks/" + homeNet, noRule},
		{"POST /networks/" + homeNet + "/connect", noRule},
		{"POST /networks/" + homeNet + "/disconnect", noRule},
		{"GET /volumes", noRule},
		{"POST /volumes/create", noRule},
		{"PUT /volumes/" + session, noRule},
		{"POST /volumes/prune", noRule},
		{"GET /swarm", noRule},
		{"POST /swarm/init", noRule},
		{"POST /services/create", noRule},
		{"GET /nodes", noRule},
		{"GET /tasks", noRule},
		{"POST /secrets/create", noRule},
		{"GET /secrets", noRule},
		{"POST /configs/create", noRule},
		{"GET /plugins", noRule},
		{"POST /plugins/pull?remote=x", noRule},
		{"POST /plugins/x/enable", noRule},

		// Paths with a second reading.
		{"GET /containers/../info", noRule},
		{"GET /v1.41/../info", noRule},
		{"GET /containers/%2e%2e/info", noRule},
		{"GET /containers/aa11%2fjson", noRule},
		{"GET /containers/%61a11/json", noRule},
		{"GET /containers/aa11/json%00", noRule},
		{"GET /containers/aa11/json/", noRule},
		{"GET //containers/aa11/json", noRule},
		{"GET /containers//json", noRule},
		{"GET /containers/./json", noRule},
		{"GET /containers/aa11/../bb22/json", noRule},
		{"GET /volumes/..", noRule},
		{"GET /v1.41/v1.41/_ping", noRule},
		{"GET /v2.0/_ping", noRule},
		{"GET /V1.41/_ping", noRule},
		{"GET /_PING", noRule},
		{"GET /_ping%0a", noRule},

		// Parameters with a meaning that the backend has no use for.
		{"DELETE /containers/aa11?link=1", parameter},
		{"GET /containers/json?size=1", parameter},
		{"GET /events?since=0", parameter},
		{"POST /containers/aa11/start?checkpoint=x", parameter},
		{"POST /containers/create?name=" + session + "&platform=windows", parameter},
		{"POST /containers/create?name=x&name=" + session, "twice"},
		{"GET /containers/json?all=1;size=1", "query"},
		{"GET /containers/json?filters=%zz", "query"},
		{"GET /containers/json?filters=[]", "filters"},
		{"GET /containers/json?filters={\"label\":1}", "filters"},
		{"GET /containers/json?filters={\"name\":[\"x\"]}", "filter"},
		{"GET /events?filters={\"container\":[\"x\"]}", "filter"},

		// Other images.
		{"POST /images/create?fromImage=alpine&tag=latest", "WAHA_IMAGE"},
		{"POST /images/create?fromImage=devlikeapro/waha&tag=latest", "WAHA_IMAGE"},
		{"POST /images/create?fromImage=devlikeapro/waha", "WAHA_IMAGE"},
		{"POST /images/create?fromImage=evil.example/devlikeapro/waha&tag=gows-2026.8.2", "WAHA_IMAGE"},
		{"POST /images/create", "WAHA_IMAGE"},
		{"POST /images/create?fromSrc=http://evil.example/x.tar", parameter},
		{"POST /images/create?fromImage=devlikeapro/waha&tag=gows-2026.8.2&platform=x", parameter},
	} {
		t.Run(test.call, func(t *testing.T) {
			t.Parallel()
			newStand(t).refused(test.call, "", test.rule)
		})
	}
}

// Engines took a HostConfig with a start until version 1.24 of the API, and still do for callers who name such a version.
func TestBodyWhereNoneBelongs(t *testing.T) {
	t.Parallel()
	for _, call := range []string{
		"POST /v1.23/containers/aa11/start", "POST /containers/aa11/stop", "DELETE /containers/aa11", "GET /_ping",
		"POST /images/create?fromImage=devlikeapro%2Fwaha&tag=gows-2026.8.2",
	} {
		newStand(t).refused(call, `{"Privileged":true,"Binds":["/:/host"]}`, "no body")
	}
}

func TestConnectionStaysHTTP(t *testing.T) {
	t.Parallel()
	for _, protocol := range []string{"tcp", "websocket", "h2c"} {
		newStand(t).refused("GET /containers/aa11/logs", "", "stays HTTP", "Connection", "Upgrade", "Upgrade", protocol)
	}
}

// A stranger's container is answered like one that isn't there, but only the stranger's is news.
func TestStrangersAreNotThere(t *testing.T) {
	t.Parallel()
	for _, call := range []string{
		"GET /containers/REF/json", "GET /containers/REF/logs?stdout=1", "GET /containers/REF/stats", "POST /containers/REF/start",
		"POST /containers/REF/stop", "POST /containers/REF/unpause", "POST /containers/REF/wait", "DELETE /containers/REF?force=1",
		"GET /volumes/REF", "DELETE /volumes/REF",
	} {
		strangers := []string{"postgres", "bb22", "bb23"}
		if strings.Contains(call, "volumes") {
			strangers = []string{"postgres"}
		}
		want := ""
		for _, ref := range append([]string{"none"}, strangers...) {
			s := newStand(t)
			status, message := s.call(strings.ReplaceAll(call, "REF", ref), "")
			got := strings.ReplaceAll(message, ref, "REF")
			if ref == "none" {
				want = got
			}
			if status != http.StatusNotFound || got != want || got == "" {
				t.Errorf("%s of %s: got %d %q, want 404 %q", call, ref, status, message, want)
			}
			if got := s.engine.last(1); got != nil {
				t.Errorf("%s of %s: the engine was asked %s", call, ref, got.call)
			}
			if logged := s.log.String() != ""; logged != (ref != "none") {
				t.Errorf("%s of %s: got the log %q", call, ref, s.log)
			}
		}
	}
}

func TestLabelIsForcedIntoFilters(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ call, want string }{
		{`GET /events`, `{"label":{"com.conectafy.managed=true":true}}`},
		{
			`GET /events?filters={"type":{"container":true},"label":{"a=b":true,"com.conectafy.managed=true":false}}`,
			`{"label":{"a=b":true,"com.conectafy.managed=true":true},"type":{"container":true}}`,
		},
		{`GET /containers/json?filters={"label":["a=b"]}`, `{"label":{"a=b":true,"com.conectafy.managed=true":true}}`},
		{`GET /containers/json?filters={"label":["a"],"label":["b"]}`, `{"label":{"b":true,"com.conectafy.managed=true":true}}`},
		{`GET /networks?filters={"driver":["host"]}`, `{"name":{"conectafy_network":true}}`},
	} {
		s := newStand(t)
		if status, message := s.call(strings.ReplaceAll(test.call, `"`, "%22"), ""); status != http.StatusOK {
			t.Errorf("%s: got %d %q", test.call, status, message)
			continue
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Fields(s.engine.last(0).call)[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := request.URL.Query().Get("filters"); got != test.want {
			t.Errorf("%s: got %s, want %s", test.call, got, test.want)
		}
	}
}
