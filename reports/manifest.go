package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// A Manifest says how a result was made, in enough detail to make it again. It
// holds no time and no machine: the same question to the same corpus has the
// same manifest, byte for byte.
type Manifest struct {
	Tool         string   `json:"tool"`                   // the program, e.g. "tifa"
	Version      string   `json:"version"`                // of the program
	Command      string   `json:"command"`                // e.g. "freq"
	Arguments    []string `json:"arguments"`              // as given, behind the command
	Flags        []string `json:"flags,omitempty"`        // as given, sorted by name; not those that change no result
	Outputs      []string `json:"outputs,omitempty"`      // formats, in the order of -o
	Files        Pairs    `json:"files,omitempty"`        // that flags name, with the SHA-256 of their content
	Corpus       string   `json:"corpus"`                 // identity of the documents
	Documents    int      `json:"documents"`              // in the corpus, before the filter
	Segmentation string   `json:"segmentation,omitempty"` // identity; "" where no words were counted

	Filter     Pairs `json:"filter,omitempty"`     // which documents were covered
	Parameters Pairs `json:"parameters,omitempty"` // of the measure, defaults included

	// Notes are about the run. A manifest in a file of its own gets the notes of
	// the table behind them; in JSON output those stand beside the manifest.
	Notes []string `json:"notes,omitempty"`

	// Which documents the corpus had: each by its id with the first 8 hex digits of
	// its hash, or, where they are many, months with how many they have and a sum
	// of hashes.
	ByID    Pairs `json:"documents_by_id,omitempty"`
	ByMonth Pairs `json:"documents_by_month,omitempty"`
}

// withNotes returns the manifest with further notes.
func (m *Manifest) withNotes(notes ...string) *Manifest {
	c := *m
	c.Notes = slices.Concat(m.Notes, notes)
	return &c
}

// writeFile writes the manifest as a file of its own, indented.
func (m *Manifest) writeFile(w io.Writer) error {
	e := manifestEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(m.normal())
}

// compact returns the manifest as one line of JSON, without the line end.
func (m *Manifest) compact() ([]byte, error) {
	var b bytes.Buffer
	err := manifestEncoder(&b).Encode(m.normal())
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// manifestEncoder leaves <, > and & alone: filters are full of them, and people
// read manifests.
func manifestEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// normal returns the manifest with [] for no arguments, which would be null.
func (m *Manifest) normal() *Manifest {
	c := *m
	if c.Arguments == nil {
		c.Arguments = []string{}
	}
	return &c
}

// A Pair is a name and its value.
type Pair struct{ Name, Value string }

// Pairs are names with values in an order that means something. They are an
// object in JSON, in that order; two pairs of one name are an error there.
type Pairs []Pair

// Add appends a pair.
func (p *Pairs) Add(name, value string) { *p = append(*p, Pair{name, value}) }

// MarshalJSON writes the pairs as an object.
func (p Pairs) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	seen := make(map[string]bool, len(p))
	for i, pair := range p {
		if seen[pair.Name] {
			return nil, fmt.Errorf("two values of %q", pair.Name)
		}
		seen[pair.Name] = true
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, pair.Name), ':')
		b = appendQuoted(b, pair.Value)
	}
	return append(b, '}'), nil
}

// Get returns the value of a name, "" where there is none.
func (p Pairs) Get(name string) string {
	for _, pair := range p {
		if pair.Name == name {
			return pair.Value
		}
	}
	return ""
}

// UnmarshalJSON reads an object of strings and keeps its order.
func (p *Pairs) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	open, err := d.Token()
	if err != nil {
		return err
	}
	*p = nil
	if open == nil { // null
		return nil
	}
	if open != json.Delim('{') {
		return fmt.Errorf("not an object of strings: %.40s", data)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var value string
		if err := d.Decode(&value); err != nil {
			return err
		}
		p.Add(name.(string), value) // before a colon there is nothing but a string
	}
	return nil
}
