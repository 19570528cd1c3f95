package e2e_test

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

// Whatever happens to its container, a linked number comes back by itself and stays linked.
func TestContainersComeBack(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, nil)
	person := in.person(in.backend())
	accidents := []struct {
		what   string
		happen func(session)
	}{
		{"removed by hand", func(s session) { in.must("rm", "--force", s.ContainerName) }},
		{"stopped by hand", func(s session) { in.must("stop", s.ContainerName) }},
		{"paused by hand", func(s session) { in.must("pause", s.ContainerName) }},
		{"crashed", func(s session) {
			_, _, _ = person.phone(s, http.MethodPost, "crash", nil) // it ends before it answers
		}},
	}
	together(t, len(accidents), func(i int) {
		s := person.linked(accidents[i].what)
		accidents[i].happen(s)
		wait.Until(t, "the container runs again", func() bool { return in.state(s.ContainerName) == "running" })
		person.reaches(s.ID, "connected again", connected)
		person.hears(s, "after it was "+accidents[i].what)
	})
	in.consistent(person.sessions())
}

func TestPorts(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, map[string]string{"WAHA_MAX_SESSIONS": "2"})
	first, err := strconv.Atoi(in.env["WAHA_BASE_PORT"])
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", in.env["WAHA_BASE_PORT"]))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stranger.Close() }()
	person := in.person(in.backend())
	made := person.createMany(2)
	together(t, len(made), func(i int) { person.showsQR(made[i].ID) })

	sessions := person.sessions()
	in.consistent(sessions)
	containers := in.containers()
	for _, s := range sessions {
		if s.ContainerPort <= first {
			t.Errorf("a session has port %d, which a stranger's program holds", s.ContainerPort)
		}
		want := "running 127.0.0.1:" + strconv.Itoa(s.ContainerPort) + "->3000/tcp"
		if got := containers[s.ContainerName]; got != want {
			t.Errorf("the container is %q, want %q and no other address", got, want)
		}
	}
	if status := person.do(http.MethodPost, "/api/sessions", map[string]string{"sessionName": "Otra"}, nil); status != http.StatusConflict {
		t.Errorf("a session beyond WAHA_MAX_SESSIONS: got %d, want 409", status)
	}
	if got := len(person.sessions()); got != 2 {
		t.Errorf("got %d sessions, want 2", got)
	}
}

// An image that is not there is told at once, and a restart tries again.
func TestImageMissing(t *testing.T) {
	t.Parallel()
	image := "conectafy-e2e-missing:" + uuid.NewString()
	in := newInstallation(t, map[string]string{"WAHA_IMAGE": image})
	person := in.person(in.backend())
	s := person.create("Tienda")
	person.reaches(s.ID, "in error for want of the image", failed("image_missing"))
	if left := in.containers(); len(left) != 0 {
		t.Errorf("got containers %v", left)
	}
	in.must("tag", built.image, image)
	t.Cleanup(func() { in.untag(image) })
	person.wish(s.ID, "restart")
	person.showsQR(s.ID)
	in.consistent(person.sessions())
}

func (in *installation) untag(image string) {
	if out, err := in.docker("image", "rm", "--force", image); err != nil && !strings.Contains(out, "No such image") {
		in.t.Errorf("remove an image: %s", out)
	}
}

// Containers whose WAHA never comes up are in nobody's way: neither in that of the others that are to be created, nor of
// their owner, who wants them gone.
func TestHangingBoots(t *testing.T) {
	t.Parallel()
	const many = 10 // more than the engine works on at the same time
	in := newInstallation(t, nil)
	in.env["WAHA_IMAGE"] = in.image("ENV SIM_BOOT_DELAY_MS=3600000")
	person := in.person(in.backend())
	sessions := person.createMany(many)
	in.consistent(sessions)
	person.wish(sessions[0].ID, "stop")
	wait.Until(t, "the stopped container rests", func() bool { return in.state(sessions[0].ContainerName) == "exited" })
	together(t, many, func(i int) { person.remove(sessions[i].ID) })
	in.nothingLeft()
}
