package embeddedpg

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// process is a child that dies with us.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	err    error // readable once exited is closed
}

// startProcess runs cmd until it ends. The kernel sends the death signal when the *thread* that made the child ends, so a
// goroutine keeps that thread for as long as the child lives; it is never unlocked, and ends with the goroutine.
func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		close(p.exited)
	}()
	return p, <-started
}

func (p *process) signal(sig syscall.Signal) {
	_ = p.cmd.Process.Signal(sig) // Already gone is what we want.
}

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
