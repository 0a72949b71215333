package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A sortColumn is a column by which rows can be sorted.
type sortColumn[R any] struct {
	name string
	of   func(r *R) float64 // NaN where it is missing
	slow bool               // takes so long that rows are made without it unless it is asked for
}

// sortColumns are those of a table, the one that it is sorted by if none is
// asked for first.
type sortColumns[R any] []sortColumn[R]

func (list sortColumns[R]) names() []string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].name
	}
	return names
}

// find returns the column of a name, "" being the first.
func (list sortColumns[R]) find(name string) (sortColumn[R], error) {
	if name == "" {
		return list[0], nil
	}
	i := slices.IndexFunc(list, func(c sortColumn[R]) bool { return c.name == name })
	if i < 0 {
		return sortColumn[R]{}, fmt.Errorf("rows cannot be sorted by %q (have %s)", name, strings.Join(list.names(), ", "))
	}
	return list[i], nil
}

func orNaN(m Maybe[float64]) float64 {
	if x, ok := m.Get(); ok {
		return x
	}
	return math.NaN()
}

// number is a value that is missing where it is NaN.
func number(x float64) Maybe[float64] {
	if math.IsNaN(x) {
		return Maybe[float64]{}
	}
	return Just(x)
}
