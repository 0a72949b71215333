package reports

import (
	"fmt"
	"strings"
)

// provenance returns what people read about where a table came from, a fact a
// pair, in the order of the manifest; the notes, which are complete after the
// last row, come last. It is empty where there is nothing to say.
func (t *Table) provenance(opt Options) []Pair {
	var facts Pairs
	notes := t.Notes
	if m := t.Manifest; m != nil && !opt.NoManifest {
		facts.Add("tool", m.Tool+" "+m.Version)
		facts.Add("command", m.Command)
		facts.Add("arguments", strings.Join(m.Arguments, " "))
		if len(m.Flags) > 0 {
			facts.Add("flags", strings.Join(m.Flags, " "))
		}
		for _, p := range m.Files {
			facts.Add("file: "+p.Name, p.Value)
		}
		facts.Add("corpus", m.Corpus)
		facts.Add("documents", fmt.Sprint(m.Documents))
		if m.Segmentation != "" {
			facts.Add("segmentation", m.Segmentation)
		}
		for _, p := range m.Filter {
			facts.Add("filter: "+p.Name, p.Value)
		}
		for _, p := range m.Parameters {
			facts.Add("parameter: "+p.Name, p.Value)
		}
		notes = m.withNotes(t.Notes...).Notes
	}
	for _, note := range notes {
		facts.Add("note", note)
	}
	return facts
}
