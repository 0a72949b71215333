// Command bench-segment cuts the lines of a text with one engine and prints the
// seconds that took, the tokens and the engine's version, with tabs between.
// .ci/bench-segment.sh runs it beside the same in Python, Node and C++.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-ego/gse"

	"tifa/segment"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench-segment:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: bench-segment ENGINE FILE")
	}
	cut, version, err := engine(args[0])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	lines := strings.Split(string(text), "\n")
	tokens := 0
	begin := time.Now()
	for _, line := range lines {
		tokens += cut(line)
	}
	fmt.Printf("%.6f\t%d\t%s\n", time.Since(begin).Seconds(), tokens, version)
	return nil
}

// engine returns what cuts a line and says into how many tokens. The first
// engine is what the others do too: words of a dictionary and nothing else.
func engine(name string) (cut func(line string) int, version string, err error) {
	var opt segment.Options
	switch name {
	case "gse":
		var g gse.Segmenter
		g.SkipLog, g.SkipSubSeg, g.NotLoadHMM = true, true, true
		err := g.LoadDictEmbed("zh_s")
		return func(line string) int { return len(g.Segment([]byte(line))) }, gseVersion(), err
	case "dictionary":
		opt = segment.Options{NoFold: true, NoJoin: true, NoLexicon: true}
	case "layers":
	default:
		return nil, "", fmt.Errorf("unknown engine %q", name)
	}
	s, err := segment.New(opt)
	if err != nil {
		return nil, "", err
	}
	for _, note := range s.Notes() {
		fmt.Fprintln(os.Stderr, "bench-segment:", note)
	}
	var b segment.Buffer
	return func(line string) int { return len(s.Cut(&b, line)) }, "this tree", nil
}

func gseVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/go-ego/gse" {
				return m.Version
			}
		}
	}
	return "?"
}
