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

// process is a server that we started, and that we alone stop.
type process struct {
	cmd  *exec.Cmd
	host string // host:port
	log  *strings.Builder
}

// start runs a program whose first line is its address.
func start(name string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(name, args...), log: &strings.Builder{}}
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	r := bufio.NewReader(out)
	line, err := r.ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s %s did not start: %s", name, strings.Join(args, " "), p.log), p.stop())
	}
	p.host = strings.TrimPrefix(strings.TrimSpace(line), "http://")
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return p, nil
}

// stop ends it as an operator would, and by force where it does not hear.
func (p *process) stop() error {
	if p == nil || p.cmd.Process == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	context.AfterFunc(ctx, func() {
		if ctx.Err() == context.DeadlineExceeded {
			_ = p.cmd.Process.Kill()
		}
	})
	return p.cmd.Wait()
}

// memory is the resident memory of a process and the most that it ever had, in bytes. See proc(5), VmRSS and VmHWM.
func (p *process) memory() (now, most int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0
	}
	value := func(name string) int64 {
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, name+":"); ok {
				kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
				return kb << 10
			}
		}
		return 0
	}
	return value("VmRSS"), value("VmHWM")
}
