package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopTime is how long a server may take to stop before it is killed.
const stopTime = 15 * time.Second

// process is a server that we started, and that we alone stop.
type process struct {
	cmd   *exec.Cmd
	host  string // host:port
	began time.Time
	log   *strings.Builder // standard error; may be read after Wait only
}

// start runs a program whose first line is its address. The end of the context stops it, as an operator would.
func start(ctx context.Context, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, name, args...), log: &strings.Builder{}}
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = stopTime
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	r := bufio.NewReader(out)
	line, err := r.ReadString('\n')
	if err != nil {
		err = p.stop()
		return nil, fmt.Errorf("%s %s did not start: %w\n%s", name, strings.Join(args, " "), err, p.log)
	}
	p.host = strings.TrimPrefix(strings.TrimSpace(line), "http://")
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return p, nil
}

// stop ends it as an operator would, and by force where it does not hear. It says what the program said last where it did
// not end well.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(stopTime, func() { _ = p.cmd.Process.Kill() })
	defer kill.Stop()
	err := p.cmd.Wait()
	if err != nil && p.log.Len() > 0 {
		err = fmt.Errorf("%w: %s", err, p.log)
	}
	return err
}

// stopBare ends a server that knows no other end than the signal.
func (p *process) stopBare() error {
	err := p.stop()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGTERM {
			return nil
		}
	}
	return err
}

// memory is the resident memory of a process and the most that it ever had, in bytes. See proc(5), VmRSS and VmHWM.
func (p *process) memory() (now, most int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0
	}
	return statusBytes(string(status), "VmRSS"), statusBytes(string(status), "VmHWM")
}

// statusBytes is one value of proc(5)'s status, which counts in units of 1,024 bytes.
func statusBytes(status, name string) int64 {
	for line := range strings.Lines(status) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return kb << 10
		}
	}
	return 0
}

// cpu is the processor time that a process has used, in its own code and in the kernel's: a better measure of work than
// the clock where others work on the same machine. See proc(5), utime and stime, in hundredths of a second.
func (p *process) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	return statCPU(string(stat))
}

func statCPU(stat string) (time.Duration, error) {
	_, rest, ok := strings.Cut(stat[max(0, strings.LastIndexByte(stat, ')')):], ") ") // a program's name may hold blanks
	fields := strings.Fields(rest)
	if !ok || len(fields) < 13 {
		return 0, fmt.Errorf("not a line of proc(5): %q", stat)
	}
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}
