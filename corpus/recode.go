package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Recoding gives the values of fields other names: genres and sections whose
// names changed over the years. The zero value changes nothing.
type Recoding struct {
	rules map[string]map[string][]recodeRule
} // field → old value → rules

type recodeRule struct {
	value string
	days  Date
}

// Read adds the rules of a field from CSV (or, with tabs, TSV): a line is old
// value, new value and, if it holds for some time only, from and to, dates of
// any precision either of which may be empty. A heading old,new,from,to and
// lines that begin with # are passed over. An empty new value takes the value
// away. Of rules for one value and day the first holds. Errors begin with
// name:line.
func (r *Recoding) Read(field string, text io.Reader, name string) error {
	data, err := io.ReadAll(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	content := strings.TrimPrefix(string(data), "\ufeff")
	lines := csv.NewReader(strings.NewReader(content))
	lines.Comment, lines.FieldsPerRecord, lines.TrimLeadingSpace = '#', -1, true
	if first, _, _ := strings.Cut(content, "\n"); strings.Contains(first, "\t") {
		lines.Comma, lines.LazyQuotes = '\t', true
	}
	for {
		cells, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if len(cells) > 1 && cells[0] == "old" && cells[1] == "new" {
			continue
		}
		line, _ := lines.FieldPos(0)
		if err := r.add(field, cells); err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

func (r *Recoding) add(field string, cells []string) error {
	if len(cells) < 2 || len(cells) > 4 || cells[0] == "" {
		return fmt.Errorf("%q: want old,new or old,new,from,to", strings.Join(cells, ","))
	}
	days := Date{1, 1<<31 - 1}
	for i, cell := range cells[2:] {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		d, ok := ParseDate(cell)
		if !ok {
			return fmt.Errorf("%q is not a date (want 1978, 1978-12 or 1978-12-18)", cell)
		}
		if i == 0 {
			days.First = d.First
		} else {
			days.Last = d.Last
		}
	}
	if days.First > days.Last {
		return fmt.Errorf("%q: from is after to", strings.Join(cells, ","))
	}
	if r.rules == nil {
		r.rules = make(map[string]map[string][]recodeRule)
	}
	if r.rules[field] == nil {
		r.rules[field] = make(map[string][]recodeRule)
	}
	r.rules[field][cells[0]] = append(r.rules[field][cells[0]], recodeRule{strings.TrimSpace(cells[1]), days})
	return nil
}

// Fields returns the fields that the recoding has rules for.
func (r *Recoding) Fields() []string {
	var fields []string
	for f := range r.rules {
		fields = append(fields, f)
	}
	return fields
}

// Values returns the values of a field of a document of that date under their
// new names. A rule with from or to holds for dates that lie wholly between
// them; a document without a date has only rules without either.
func (r *Recoding) Values(field string, values []string, date Date) []string {
	rules := r.rules[field]
	if rules == nil {
		return values
	}
	if date.IsZero() {
		date = Date{1, 1<<31 - 1}
	}
	out := make([]string, 0, len(values))
	for _, v := range values {
		for _, rule := range rules[v] {
			if date.Within(rule.days) {
				v = rule.value
				break
			}
		}
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}
