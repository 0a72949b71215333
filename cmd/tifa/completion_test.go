package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCompletions(t *testing.T) {
	for _, c := range []struct {
		words string
		want  string // parted by spaces
	}{
		{"tre", "trend"},
		{"di", "dispersion diversity"},
		{"help key", "keyness"},
		{"completion z", "zsh"},
		{"trend --mat", "--match"},
		{"trend --match p", "phrase"},
		{"trend --match=p", "--match=phrase"},
		{"trend --match = p", "phrase"},
		{"trend --every dec", "decade"},
		{"freq --in titles,bo", "titles,body"},
		{"freq sample", ""},
		{"trend --terms x", ""},
		{"--workers", ""},
	} {
		got := call(t, "", append([]string{"complete", "--"}, strings.Split(c.words, " ")...)...)
		if strings.Join(strings.Fields(got.stdout), " ") != c.want {
			t.Errorf("%s: %q, want %q", c.words, got.stdout, c.want)
		}
	}
}

// Every flag whose values are known is a flag of some command.
func TestKnownValues(t *testing.T) {
	app := (&program{}).app()
	for name, values := range knownValues {
		if findFlag(app.Commands, name) == nil && name != "lang" {
			t.Errorf("no command has --%s", name)
		}
		if len(values) == 0 || slices.Contains(values, "") {
			t.Errorf("--%s: %q", name, values)
		}
	}
}

// The shells take their scripts, and bash completes with its own.
func TestCompletionShells(t *testing.T) {
	dir := t.TempDir()
	for shell, check := range map[string][]string{"bash": {"-n"}, "zsh": {"-n"}, "fish": {"--no-execute"}} {
		script := filepath.Join(dir, shell)
		if err := os.WriteFile(script, []byte(succeed(t, "completion", shell)), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("no %s: left out", shell)
			continue
		}
		if out, err := exec.Command(shell, append(check, script)...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", shell, err, out)
		}
	}
	if _, err := exec.LookPath("bash"); err != nil {
		return
	}
	// tifa is a function that offers what it was asked, behind the word itself.
	const ask = `tifa() { printf 'tr%s\n' "$@"; }
source "$1"; COMP_WORDS=(tifa tr); COMP_CWORD=1; _tifa; printf '%s' "${COMPREPLY[*]}"`
	out, err := exec.Command("bash", "-c", ask, "bash", filepath.Join(dir, "bash")).CombinedOutput()
	if err != nil || string(out) != "trcomplete tr-- trtr" {
		t.Errorf("bash: %v: %s", err, out)
	}
	if c := call(t, "", "completion", "csh"); c.status != 2 {
		t.Errorf("completion csh: status %d", c.status)
	}
}
