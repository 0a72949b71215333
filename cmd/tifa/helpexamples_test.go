package main

import (
	"strings"
	"testing"
)

// Every command is described with an example of itself; TestHelpExamples runs
// them.
func TestEveryCommandHasAnExample(t *testing.T) {
	for _, c := range new(program).app().Commands {
		if !strings.Contains("\n"+c.Description+"\n", "\n   tifa "+c.Name) {
			t.Errorf("tifa help %s shows no example: want a line of Description with three spaces and tifa %s", c.Name, c.Name)
		}
	}
}
