package fetch_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/conectafy/conectafy/backend/internal/fetch"
)

// resolver answers every question for an IPv4 address with what next says, as a DNS server under an attacker's control would.
func resolver(t *testing.T, next func() netip.Addr) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buffer := make([]byte, 1024)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var question dnsmessage.Message
			if question.Unpack(buffer[:n]) != nil || len(question.Questions) != 1 {
				continue
			}
			answer, err := reply(question, next)
			if err != nil {
				continue
			}
			if _, err := server.WriteTo(answer, from); err != nil {
				return
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "udp4", server.LocalAddr().String())
	}}
}

func reply(question dnsmessage.Message, next func() netip.Addr) ([]byte, error) {
	asked := question.Questions[0]
	answer := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: question.ID, Response: true, RecursionAvailable: true},
		Questions: question.Questions,
	}
	if asked.Type == dnsmessage.TypeA {
		answer.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: asked.Name, Type: asked.Type, Class: asked.Class},
			Body:   &dnsmessage.AResource{A: next().As4()},
		}}
	}
	return answer.Pack()
}

func TestRebinding(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	public := netip.MustParseAddrPort(server.Listener.Addr().String()) // stands for an address out there
	var asked atomic.Int32
	names := resolver(t, func() netip.Addr {
		if asked.Add(1) == 1 {
			return public.Addr()
		}
		return netip.MustParseAddr("127.0.0.3")
	})
	client := fetch.NewClient(fetch.Config{
		Ports: []uint16{public.Port()}, Resolver: names,
		Allow: func(to netip.AddrPort) bool { return to == public },
	})
	address := "http://shop.example:" + portOf(server) + "/"
	answer, err := client.Get(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if _, err := client.Get(t.Context(), address); !errors.Is(err, fetch.ErrForbiddenAddress) {
		t.Fatalf("got %v, want ErrForbiddenAddress", err)
	}
	if asked.Load() < 2 {
		t.Error("the name was not asked for a second time")
	}
}

func portOf(server *httptest.Server) string {
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	return port
}
