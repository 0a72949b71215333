package corpus

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

//go:embed kinds.txt
var builtinKinds string

// KindArticle is the kind of a document that no rule gives another.
const KindArticle = "article"

// KindRules say which documents are pictures, adverts or empty. The zero value
// calls every document an article.
type KindRules struct{ rules []kindRule }

type kindRule struct {
	kind       string
	conditions []kindCondition
}

// A kindCondition holds where a value of field matches pattern, or, without
// pattern, where the body has fewer than below characters.
type kindCondition struct {
	field   string
	pattern *regexp.Regexp
	below   int
}

// BuiltinKinds returns the rules that ship with Tifa (kinds.txt).
func BuiltinKinds() KindRules {
	rules, err := ParseKinds(strings.NewReader(builtinKinds), "kinds.txt")
	if err != nil {
		panic(err) // a test reads the file
	}
	return rules
}

// ParseKinds reads rules in the form that kinds.txt explains. The error of a
// bad line begins with name:line.
func ParseKinds(r io.Reader, name string) (KindRules, error) {
	var k KindRules
	err := eachRule(r, name, func(text string) error {
		rule, err := parseKindRule(text)
		k.rules = append(k.rules, rule)
		return err
	})
	return k, err
}

func parseKindRule(text string) (kindRule, error) {
	i := strings.IndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return kindRule{}, errors.New("a kind needs a condition, as in: picture genre ~ 照片")
	}
	rule := kindRule{kind: text[:i]}
	for part := range strings.SplitSeq(text[i:], " & ") {
		c, err := parseKindCondition(strings.TrimSpace(part))
		if err != nil {
			return kindRule{}, err
		}
		rule.conditions = append(rule.conditions, c)
	}
	return rule, nil
}

func parseKindCondition(text string) (kindCondition, error) {
	if number, ok := strings.CutPrefix(text, "body <"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			return kindCondition{}, fmt.Errorf("condition %q: want body < N", text)
		}
		return kindCondition{below: n}, nil
	}
	field, pattern, ok := strings.Cut(text, " ~ ")
	field = strings.TrimSpace(field)
	if !ok {
		return kindCondition{}, fmt.Errorf("condition %q: want FIELD ~ PATTERN or body < N", text)
	}
	if field != "title" && !slices.ContainsFunc(StoredFields, func(f FieldInfo) bool { return f.Name == field }) {
		return kindCondition{}, fmt.Errorf("condition %q: unknown field %q", text, field)
	}
	re, err := regexp.Compile(strings.TrimSpace(pattern))
	if err != nil {
		return kindCondition{}, fmt.Errorf("condition %q: %w", text, err)
	}
	return kindCondition{field: field, pattern: re}, nil
}

// Kinds returns the kinds that the built-in rules give: a corpus need not have
// documents of each.
func Kinds() []string { return []string{KindArticle, "picture", "advert", "empty"} }

// Kind returns the kind of d; bodyCharacters is the number of characters of
// its body.
func (k KindRules) Kind(d *Document, bodyCharacters int) string {
	for _, r := range k.rules {
		if !slices.ContainsFunc(r.conditions, func(c kindCondition) bool { return !c.holds(d, bodyCharacters) }) {
			return r.kind
		}
	}
	return KindArticle
}

func (c kindCondition) holds(d *Document, bodyCharacters int) bool {
	switch {
	case c.pattern == nil:
		return bodyCharacters < c.below
	case c.field == "title":
		return c.pattern.MatchString(d.Title)
	}
	values := d.Values(c.field)
	if len(values) == 0 {
		return c.pattern.MatchString("")
	}
	return slices.ContainsFunc(values, c.pattern.MatchString)
}
