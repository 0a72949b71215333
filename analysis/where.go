package analysis

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"tifa/corpus"
	"tifa/corpus/store"
)

// A Condition is an expression over the fields of documents, as --where has it:
//
//	section == "头版" and class startsWith "D2" and date >= "1978-12" and front
//
// The language is that of expr-lang. Between and, or, not and parentheses stand
// comparisons of one field with constants. On a field with several values a
// comparison holds if it does for any of them, != and not in are the opposite
// of == and in. A missing value is "". Numbers (page, item, issue, year,
// month_of_year, words, characters) compare with numbers, dates with quoted
// dates of any precision.
type Condition struct {
	text string
	root ast.Node
}

// A ConditionError is a condition that cannot be asked of a corpus: an unknown
// field, a value of another type.
type ConditionError struct {
	Text string
	Err  error
}

// Error returns --where TEXT: reason.
func (e *ConditionError) Error() string { return fmt.Sprintf("--where %s: %v", e.Text, e.Err) }

// Unwrap returns the reason.
func (e *ConditionError) Unwrap() error { return e.Err }

// ParseCondition reads an expression; fields are looked up when it is applied.
func ParseCondition(text string) (*Condition, error) {
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("--where %s: %s%s", text, firstLine(err), syntaxHint(text))
	}
	return &Condition{text: text, root: tree.Node}, nil
}

// syntaxHint says what often is wrong in an expression that cannot be read.
func syntaxHint(text string) string {
	if strings.ContainsAny(text, "“”‘’＂") {
		return ` (texts stand between straight quotes: section == "头版")`
	}
	if strings.Contains(text, "=") && !strings.Contains(text, "==") && !strings.ContainsAny(text, "<>!") {
		return ` (equal is ==: section == "头版")`
	}
	return ""
}

// firstLine is an error without the picture of the expression below it.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// String returns the expression.
func (w *Condition) String() string { return w.text }

// apply tells for every document of c whether the condition holds.
func (w *Condition) apply(c *store.Corpus) ([]bool, error) {
	e := evaluator{corpus: c}
	holds, err := e.eval(w.root)
	if err != nil {
		return nil, &ConditionError{w.text, err}
	}
	return holds, nil
}

// An evaluator evaluates conditions for all documents at once: a comparison is
// computed once for each distinct value of its field.
type evaluator struct{ corpus *store.Corpus }

func (e *evaluator) eval(node ast.Node) ([]bool, error) {
	switch n := node.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return e.not(n.Node)
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return e.both(n, true)
		case "or", "||":
			return e.both(n, false)
		case "!=":
			return e.not(&ast.BinaryNode{Operator: "==", Left: n.Left, Right: n.Right})
		}
	}
	return e.comparison(node)
}

func (e *evaluator) not(node ast.Node) ([]bool, error) {
	holds, err := e.eval(node)
	for i := range holds {
		holds[i] = !holds[i]
	}
	return holds, err
}

// both evaluates "and", or "or".
func (e *evaluator) both(n *ast.BinaryNode, and bool) ([]bool, error) {
	left, err := e.eval(n.Left)
	if err != nil {
		return nil, err
	}
	right, err := e.eval(n.Right)
	if err != nil {
		return nil, err
	}
	for i, holds := range right {
		if holds != and { // else left decides
			left[i] = !and
		}
	}
	return left, nil
}

// comparison evaluates an expression that has one field.
func (e *evaluator) comparison(node ast.Node) ([]bool, error) {
	var found leaves
	ast.Walk(&node, &found)
	switch len(found.fields) {
	case 0:
		return nil, fmt.Errorf("%s: names no field", node)
	case 1:
	default:
		return nil, fmt.Errorf("%s: compares two fields; want a field and constants", node)
	}
	field := found.fields[0]
	if field == "date" {
		return e.dates(node)
	}
	col, err := e.corpus.Column(field)
	if err != nil {
		return nil, err
	}
	if found.number {
		return nil, fmt.Errorf("%s: values are compared one by one: their number cannot be asked for, and a missing one is \"\"", node)
	}
	return e.column(node, col, found)
}

// leaves are what a comparison consists of.
type leaves struct {
	fields []string
	text   bool // it has a string constant
	number bool // it asks for a length or a number of values
}

// Visit implements ast.Visitor.
func (l *leaves) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if !slices.Contains(l.fields, n.Value) {
			l.fields = append(l.fields, n.Value)
		}
	case *ast.StringNode:
		l.text = true
	case *ast.BuiltinNode:
		l.number = l.number || n.Name == "len" || n.Name == "count"
	case *ast.NilNode:
		l.number = true
	}
}

// column evaluates a comparison for each value of a column.
func (e *evaluator) column(node ast.Node, col *store.Column, found leaves) ([]bool, error) {
	convert := textValue
	field := col.Info.Name
	switch {
	case field == "front":
		convert = boolValue
	case !found.text && (col.Info.Number || field == "year" || field == "month_of_year"):
		convert = numberValue
	}
	sample, _ := convert("1")
	program, err := expr.Compile(node.String(), expr.Env(map[string]any{field: sample}), expr.AsBool())
	if err != nil {
		hint := ""
		if !found.text && field != "front" {
			hint = fmt.Sprintf(" (values of %s are texts: quote them)", field)
		}
		return nil, errors.New(firstLine(err) + hint)
	}
	value := func(s string) (bool, error) {
		v, ok := convert(s)
		if !ok {
			return false, nil
		}
		out, err := expr.Run(program, map[string]any{field: v})
		if err != nil {
			return false, errors.New(firstLine(err))
		}
		return out.(bool), nil
	}
	return e.spread(col, value)
}

// spread computes a comparison for each distinct value, and from that for each
// document.
func (e *evaluator) spread(col *store.Column, value func(string) (bool, error)) ([]bool, error) {
	missing, err := value("")
	if err != nil {
		return nil, err
	}
	of := make([]bool, len(col.Values))
	for i, v := range col.Values {
		if of[i], err = value(v); err != nil {
			return nil, err
		}
	}
	return col.Any(of, missing), nil
}

func textValue(s string) (any, bool) { return s, true }

func boolValue(s string) (any, bool) { return s == "true", true }

func numberValue(s string) (any, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// dates evaluates a comparison of the date with quoted dates. Documents whose
// date is an interval hold it only if all its days do.
func (e *evaluator) dates(node ast.Node) ([]bool, error) {
	test, err := dateTest(node)
	if err != nil {
		return nil, err
	}
	holds := make([]bool, e.corpus.Len())
	for doc := range holds {
		if d := e.corpus.Date(doc); !d.IsZero() {
			holds[doc] = test(d)
		}
	}
	return holds, nil
}

var errDate = errors.New(`a date is compared with a quoted date: date >= "1978-12"`)

func dateTest(node ast.Node) (func(corpus.Date) bool, error) {
	n, ok := node.(*ast.BinaryNode)
	if !ok {
		return nil, errDate
	}
	operator, left, right := n.Operator, n.Left, n.Right
	if _, ok := right.(*ast.IdentifierNode); ok {
		swapped := map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
		operator, left, right = swapped[operator], right, left
	}
	if _, ok := left.(*ast.IdentifierNode); !ok {
		return nil, errDate
	}
	if list, ok := right.(*ast.ArrayNode); ok && operator == "in" {
		return anyDate(list)
	}
	d, err := dateConstant(right)
	if err != nil {
		return nil, err
	}
	switch operator {
	case "==":
		return func(x corpus.Date) bool { return x.Within(d) }, nil
	case "<":
		return func(x corpus.Date) bool { return x.Last < d.First }, nil
	case "<=":
		return func(x corpus.Date) bool { return x.Last <= d.Last }, nil
	case ">":
		return func(x corpus.Date) bool { return x.First > d.Last }, nil
	case ">=":
		return func(x corpus.Date) bool { return x.First >= d.First }, nil
	}
	return nil, fmt.Errorf("%s: dates have ==, !=, <, <=, >, >= and in", node)
}

func anyDate(list *ast.ArrayNode) (func(corpus.Date) bool, error) {
	var dates []corpus.Date
	for _, n := range list.Nodes {
		d, err := dateConstant(n)
		if err != nil {
			return nil, err
		}
		dates = append(dates, d)
	}
	return func(x corpus.Date) bool { return slices.ContainsFunc(dates, x.Within) }, nil
}

func dateConstant(n ast.Node) (corpus.Date, error) {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return corpus.Date{}, errDate
	}
	d, ok := corpus.ParseDate(s.Value)
	if !ok {
		return d, fmt.Errorf("%q is not a date (want 1978, 1978-12 or 1978-12-18)", s.Value)
	}
	return d, nil
}
