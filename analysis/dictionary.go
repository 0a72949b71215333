package analysis

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Dictionary is terms in categories.
type Dictionary struct {
	Terms      []Term
	Categories []Category
}

// A Category is some terms of a dictionary. That of a/b belongs to a too.
type Category struct {
	Name  string // parts of nested names with / between
	Terms []int  // places in Dictionary.Terms, ascending
}

// ParseDictionary reads lines of terms as ParseTerm has them. A line [name]
// begins a category, [name/part] one inside it; terms before the first belong to
// none. Empty lines and lines that begin with # are passed over. The error of a
// bad line begins with name:line.
func ParseDictionary(text, name string, m Match) (*Dictionary, error) {
	d := new(Dictionary)
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	category := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var err error
		if heading, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(heading, "]") && m != Regex {
			category, err = categoryName(heading[:len(heading)-1])
		} else {
			err = d.add(line, category, m)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	if len(d.Terms) == 0 {
		return nil, fmt.Errorf("%s: no terms (want lines of a term, or of label: spelling | spelling)", name)
	}
	return d, nil
}

func categoryName(s string) (string, error) {
	parts := strings.Split(s, "/")
	for i := range parts {
		if parts[i] = strings.TrimSpace(parts[i]); parts[i] == "" {
			return "", fmt.Errorf("[%s]: a category needs a name, as in [economy] or [economy/trade]", s)
		}
	}
	return strings.Join(parts, "/"), nil
}

// Add adds a term to no category.
func (d *Dictionary) Add(term string, m Match) error { return d.add(term, "", m) }

func (d *Dictionary) add(line, category string, m Match) error {
	t, err := ParseTerm(line, m)
	if err != nil {
		return err
	}
	place := slices.IndexFunc(d.Terms, func(u Term) bool { return u.Label == t.Label })
	switch {
	case place < 0:
		place = len(d.Terms)
		d.Terms = append(d.Terms, t)
	case !slices.Equal(d.Terms[place].given, t.given):
		return fmt.Errorf("term %q is given twice, with other spellings", t.Label)
	case category == "" && !slices.ContainsFunc(d.Categories, func(c Category) bool { return slices.Contains(c.Terms, place) }):
		return fmt.Errorf("term %q is given twice", t.Label)
	}
	if category == "" {
		return nil
	}
	for end := 0; end < len(category); end++ { // the categories around it too
		if next := strings.IndexByte(category[end:], '/'); next >= 0 {
			end += next
		} else {
			end = len(category)
		}
		if !d.category(category[:end]).take(place) && end == len(category) {
			return fmt.Errorf("term %q is given twice in [%s]", t.Label, category)
		}
	}
	return nil
}

// category returns the category of a name, which it makes if there is none.
func (d *Dictionary) category(name string) *Category {
	for i := range d.Categories {
		if d.Categories[i].Name == name {
			return &d.Categories[i]
		}
	}
	d.Categories = append(d.Categories, Category{Name: name})
	return &d.Categories[len(d.Categories)-1]
}

// take adds a term; it is false if the category has it.
func (c *Category) take(term int) bool {
	if slices.Contains(c.Terms, term) {
		return false
	}
	c.Terms = append(c.Terms, term)
	return true
}

// together returns the terms of a category as one term, each with all its
// spellings: of spellings that begin at one place the longest counts, and
// nothing twice.
func (d *Dictionary) together(c Category) (Term, error) {
	t := Term{Label: c.Name}
	for _, place := range c.Terms {
		if d.Terms[place].regex != nil {
			return t, errors.New("categories of regular expressions are not counted: expressions may overlap")
		}
		t.given = append(t.given, d.Terms[place].given...)
	}
	return t, nil
}

// Names returns what rows are made for, in their order: the categories, or the
// terms, one that is in several categories once for each.
func (d *Dictionary) Names(categories bool) ([]string, error) {
	entries, err := d.entries(categories)
	names := make([]string, len(entries))
	for i := range entries {
		names[i] = entries[i].name()
	}
	return names, err
}
