package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is stamped by the linker: -X mendwell/internal/cli.version=v1.2.3.
var version string

type versionCommand struct{}

// Run prints the version, and what it was built with.
func (versionCommand) Run(j *job) error {
	_, err := fmt.Fprintf(j.Stdout, "mendwell %s (%s, %s/%s)\n", programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// programVersion is the stamped version; without a stamp, the commit that the Go tool recorded.
func programVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit, dirty := "", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			commit = setting.Value[:min(12, len(setting.Value))]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			dirty = "-dirty"
		}
	}
	if commit == "" {
		return "development"
	}
	return commit + dirty
}
