package main

import (
	"os"
	"strings"
	"testing"
)

// Bold is for terminals: not for a buffer, a file or a device that is none, and
// never against NO_COLOR.
func TestBold(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	none := func(string) string { return "" }
	if bold(new(strings.Builder), none) || bold(file, none) {
		t.Error("bold beside a terminal")
	}
	terminal, err := os.Open("/dev/ptmx") // a new pseudo-terminal
	if err != nil {
		t.Skip("no terminal to be had:", err)
	}
	defer terminal.Close()
	for _, c := range []struct {
		name, value string
		want        bool
	}{{"", "", true}, {"NO_COLOR", "1", false}, {"TERM", "dumb", false}, {"TERM", "xterm", true}} {
		got := bold(terminal, func(name string) string {
			if name == c.name {
				return c.value
			}
			return ""
		})
		if got != c.want {
			t.Errorf("%s=%s: %v, want %v", c.name, c.value, got, c.want)
		}
	}
}
