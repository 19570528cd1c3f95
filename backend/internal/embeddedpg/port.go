package embeddedpg

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// PortTakenError says that something else listens on the server's port.
type PortTakenError struct{ Port int }

func (e *PortTakenError) Error() string {
	return fmt.Sprintf("port %d on 127.0.0.1 is taken: set POSTGRES_PORT to a free one", e.Port)
}

// claimPort checks that the port can be had; zero asks the kernel for a free one.
func claimPort(port int) (int, error) {
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if errors.Is(err, syscall.EADDRINUSE) {
		return 0, &PortTakenError{Port: port}
	}
	if err != nil {
		return 0, fmt.Errorf("try port %d: %w", port, err)
	}
	claimed := listener.Addr().(*net.TCPAddr).Port // A TCP listener has no other kind of address.
	return claimed, listener.Close()
}
