package e2e_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"github.com/conectafy/conectafy/backend/internal/testkit/wait"
)

func showing(status string) func(session) bool {
	return func(s session) bool { return s.WAHAStatus == status }
}

// Stop, start, logout and delete are different things.
func TestLifeOfASession(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, nil)
	person := in.person(in.backend())
	s := person.linked("Tienda")

	person.wish(s.ID, "stop")
	person.reaches(s.ID, "stopped", func(s session) bool { return s.Status == "disconnected" && s.WAHAStatus == "STOPPED" })
	wait.Until(t, "the container rests", func() bool { return in.state(s.ContainerName) == "exited" })
	person.wish(s.ID, "start")
	person.reaches(s.ID, "connected without a new QR", connected)
	person.hears(s, "after a stop and a start")

	person.wish(s.ID, "logout")
	person.reaches(s.ID, "showing a QR", showing("SCAN_QR_CODE"))
	person.showsQR(s.ID)
	in.consistent([]session{s})
	person.scan(s)
	person.reaches(s.ID, "connected", connected)

	if status, _, err := person.phone(s, http.MethodPost, "unlink", nil); err != nil || status >= 300 {
		t.Fatalf("unlink: got %d, %v", status, err)
	}
	person.reaches(s.ID, "logged out", failed("logged_out"))
	person.wish(s.ID, "restart")
	person.showsQR(s.ID)
	person.scan(s)
	person.reaches(s.ID, "connected", connected)
	person.hears(s, "after a restart")

	person.remove(s.ID)
	in.nothingLeft()
}

// A QR that nobody scans in time is told as such: a person has to come, and a restart or a start shows another.
func TestQRExpires(t *testing.T) {
	t.Parallel()
	in := newInstallation(t, nil)
	in.env["WAHA_IMAGE"] = in.image("ENV SIM_QR_FIRST_MS=10000 SIM_QR_COUNT=1")
	person := in.person(in.backend())
	s := person.create("Tienda")
	person.showsQR(s.ID)
	person.reaches(s.ID, "in error because the QR expired", failed("qr_expired"))
	if status := person.do(http.MethodGet, oneSession+s.ID+"/qr?wait=0", nil, nil); status != http.StatusConflict {
		t.Errorf("the QR of an expired session: got %d, want 409", status)
	}
	person.wish(s.ID, "restart")
	person.showsQR(s.ID)
	person.reaches(s.ID, "in error because nobody scanned this one either", failed("qr_expired"))
	person.wish(s.ID, "start")
	person.showsQR(s.ID)
	person.scan(s)
	person.reaches(s.ID, "connected", connected)
}

// image builds an image on top of the simulator's, removed when the test ends.
func (in *installation) image(lines string) string {
	in.t.Helper()
	dir, name := in.t.TempDir(), "conectafy-e2e-derived:"+uuid.NewString()
	if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte("FROM "+built.image+"\n"+lines+"\n"), 0o600); err != nil {
		in.t.Fatal(err)
	}
	in.must("build", "--quiet", "--tag", name, dir)
	in.t.Cleanup(func() { in.untag(name) })
	return name
}
