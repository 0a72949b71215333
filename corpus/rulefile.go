package corpus

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// eachRule calls add for the lines of a file of rules, without the space
// around them; empty lines and those that begin with # are passed over. Errors
// begin with name:line.
func eachRule(r io.Reader, name string, add func(text string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20) // patterns of boilerplate are long
	for line := 1; s.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(s.Text(), "\ufeff"))
		if text == "" || text[0] == '#' {
			continue
		}
		if err := add(text); err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
