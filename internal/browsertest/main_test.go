package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestMain(m *testing.M) {
	if _, err := findTools(); err != nil {
		if os.Getenv("MENDWELL_BROWSER") == "required" {
			fmt.Fprintf(os.Stderr, "the browser tests cannot run: %v; scripts/test-tools installs what they need\n", err)
			os.Exit(1)
		}
		fmt.Printf("browser tests left out: %v; make test installs what they need and runs them\n", err)
		return
	}
	os.Exit(m.Run())
}

// tools are the programs outside the repository that the tests stand on.
type tools struct {
	chromium string // path
	java     string
	axe      string // source of the script
	vnu      string // path of the jar
}

func findTools() (tools, error) {
	var t tools
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			t.chromium = path
			break
		}
	}
	if t.chromium == "" {
		return t, fmt.Errorf("no Chromium is installed")
	}
	var err error
	if t.java, err = exec.LookPath("java"); err != nil {
		return t, fmt.Errorf("no Java is installed")
	}
	packages, err := filepath.Abs("../../.tools/node_modules")
	if err != nil {
		return t, err
	}
	axe, err := os.ReadFile(filepath.Join(packages, "axe-core", "axe.min.js"))
	if err != nil {
		return t, fmt.Errorf("axe-core is not in .tools")
	}
	t.axe = string(axe)
	t.vnu = filepath.Join(packages, "vnu-jar", "build", "dist", "vnu.jar")
	if _, err := os.Stat(t.vnu); err != nil {
		return t, fmt.Errorf("the HTML checker is not in .tools")
	}
	return t, nil
}

func needTools(t *testing.T) tools {
	t.Helper()
	found, err := findTools()
	if err != nil {
		t.Fatal(err)
	}
	return found
}
