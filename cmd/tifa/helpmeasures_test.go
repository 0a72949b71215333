package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// explainedMeasures are the topics of help that explain a measure.
var explainedMeasures = strings.Fields(`freq tfidf trend sections matrix kwic keyness colloc ngrams phrases
	rising dispersion diversity bursts changes seasons lifecycle reprints terms cooccur`)

// What help says of a measure is short, and has its parts in their order; below
// it stand examples and nothing else.
const mostHelpLines, mostHelpColumns = 12, 105

var (
	helpParts   = []string{"Formula: ", "Variants: ", "Not to trust: ", "Source: "}
	published   = regexp.MustCompile(`\p{Lu}\pL+[^;]* \((18|19|20)\d\d\)`) // Dunning (1993)
	exampleLine = regexp.MustCompile(`^(tifa|python3) `)
)

func TestHelpOfMeasures(t *testing.T) {
	for _, topic := range explainedMeasures {
		got := succeed(t, "help", topic)
		_, got, found := strings.Cut(got, "DESCRIPTION:\n")
		got, _, _ = strings.Cut(got, "\n\nOPTIONS:\n")
		text, examples, _ := strings.Cut(got, "\n\n")
		if !found || text == "" {
			t.Errorf("help %s explains nothing", topic)
			continue
		}
		for _, fault := range faultsOfHelp(text, examples) {
			t.Errorf("help %s: %s", topic, fault)
		}
	}
}

// faultsOfHelp says what is wrong with the explanation of a measure and the
// examples below it.
func faultsOfHelp(text, examples string) (faults []string) {
	lines := strings.Split(text, "\n")
	if len(lines) < len(helpParts)+1 || len(lines) > mostHelpLines {
		faults = append(faults, "not about ten lines")
	}
	part, source := 0, ""
	for i, line := range lines {
		line = strings.TrimPrefix(line, "   ")
		if utf8.RuneCountInString(line) > mostHelpColumns {
			faults = append(faults, "a long line: "+line)
		}
		if n := slices.IndexFunc(helpParts, func(p string) bool { return strings.HasPrefix(line, p) }); n >= 0 {
			if n != part || i == 0 {
				faults = append(faults, "parts out of order: "+line)
			}
			part = n + 1
		}
		if part == len(helpParts) {
			source += strings.TrimPrefix(line, "Source: ") + " "
		}
	}
	if part < len(helpParts) {
		faults = append(faults, "not all of what it answers, "+strings.Join(helpParts, ", "))
	}
	if !published.MatchString(source) {
		faults = append(faults, "no author and year: "+source)
	}
	for line := range strings.Lines(examples) {
		if line = strings.TrimSpace(line); line != "" && !exampleLine.MatchString(line) {
			faults = append(faults, "no example: "+line)
		}
	}
	return faults
}

// The check of help finds what it is there for.
func TestFaultsOfHelp(t *testing.T) {
	const good = "   What?\n   Formula: x.\n   Variants: --y.\n   Not to trust: z.\n   Source: Dunning (1993)."
	if faults := faultsOfHelp(good, "      tifa freq x\n"); len(faults) > 0 {
		t.Error(faults)
	}
	for name, text := range map[string]string{
		"no source":     strings.Replace(good, "   Source: Dunning (1993).", "   And more.", 1),
		"no year":       strings.Replace(good, "(1993)", "", 1),
		"no author":     strings.Replace(good, "Dunning", "see", 1),
		"no variants":   strings.Replace(good, "Variants: ", "", 1),
		"no question":   strings.TrimPrefix(good, "   What?\n"),
		"other order":   strings.NewReplacer("Formula", "Variants", "Variants", "Formula").Replace(good),
		"twice as long": good + strings.Repeat("\n   and", 10),
		"too wide":      good + strings.Repeat(" and", 30),
	} {
		if len(faultsOfHelp(text, "")) == 0 {
			t.Errorf("%s: no fault found", name)
		}
	}
	if len(faultsOfHelp(good, "   More text.\n")) == 0 {
		t.Error("text below the examples: no fault found")
	}
}

// Every command that counts is explained as a measure is.
func TestMeasuresAreExplained(t *testing.T) {
	other := strings.Fields("check ingest verify compact export info docs show codes segment report rerun help completion version")
	for _, c := range new(program).app().Commands {
		if slices.Contains(explainedMeasures, c.Name) == slices.Contains(other, c.Name) {
			t.Errorf("%s: either a measure, which help explains in five parts, or none", c.Name)
		}
	}
}
