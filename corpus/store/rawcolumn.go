package store

import (
	"slices"
	"strconv"
)

// noValue stands for a document without a value in a column that has at most
// one of each.
const noValue = ^uint32(0)

// A rawColumn is a field of the documents of one segment.
type rawColumn struct {
	values texts         // distinct values, in no order
	starts array[uint32] // where a document has several values: its first place in ids, one more than documents
	ids    array[uint32] // places in values; without starts one a document, or noValue
}

// of returns the values of a document, as places in values.
func (c *rawColumn) of(local int) []uint32 {
	if c.starts.len() > 0 {
		at := c.starts.slice(local, local+2)
		return c.ids.slice(int(at[0]), int(at[1]))
	}
	one := c.ids.slice(local, local+1)
	if one[0] == noValue {
		return nil
	}
	return one
}

// first returns the first value of a document, "" where it has none. A nil
// column has none at all.
func (c *rawColumn) first(local int) string {
	if c == nil {
		return ""
	}
	if ids := c.of(local); len(ids) > 0 {
		return c.values.at(int(ids[0]))
	}
	return ""
}

func (c *rawColumn) blocks(i int, visit func(string, blockArray)) {
	name := "column" + strconv.Itoa(i)
	c.values.blocks(name+".values", visit)
	visit(name+".starts", &c.starts)
	visit(name+".ids", &c.ids)
}

// A columnBuilder takes the values of one document after another.
type columnBuilder struct {
	values textSet
	starts []uint32
	ids    []uint32
	many   bool
}

func newColumnBuilder(docs int) *columnBuilder {
	return &columnBuilder{values: newTextSet(), starts: make([]uint32, docs, docs+1)}
}

// add adds a document; a value that it has twice is kept once, and an empty one
// is none.
func (c *columnBuilder) add(values ...string) {
	at := len(c.ids)
	c.starts = append(c.starts, uint32(at))
	for _, v := range values {
		if v == "" {
			continue
		}
		id := c.values.of(v)
		if !slices.Contains(c.ids[at:], id) {
			c.ids = append(c.ids, id)
		}
	}
	c.many = c.many || len(c.ids) > at+1
}

// column returns the column with the documents in the given order.
func (c *columnBuilder) column(order []int) *rawColumn {
	raw := &rawColumn{values: c.values.texts}
	c.starts = append(c.starts, uint32(len(c.ids)))
	for _, i := range order {
		ids := c.ids[c.starts[i]:c.starts[i+1]]
		if c.many {
			raw.starts.add(uint32(raw.ids.len()))
		} else if len(ids) == 0 {
			raw.ids.add(noValue)
		}
		raw.ids.add(ids...)
	}
	if c.many {
		raw.starts.add(uint32(raw.ids.len()))
	}
	return raw
}
