package embeddedpg

import (
	"os"
	"os/exec"
)

// programs is how PostgreSQL's programs are run: which ones, as whom, and where their words go.
type programs struct {
	Binaries
	account
	log *os.File
}

// command prepares a program: no environment of ours, no working folder that it may not enter.
func (p programs) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(p.program(name), args...) // Find chose the folder; the callers watch the context.
	cmd.Dir = "/"
	cmd.Env = []string{"LC_ALL=C.UTF-8", "TZ=UTC", "PATH=" + p.Dir + ":/usr/bin:/bin"}
	cmd.Stdout, cmd.Stderr = p.log, p.log
	cmd.SysProcAttr = p.attributes()
	return cmd
}
