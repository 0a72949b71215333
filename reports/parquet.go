package reports

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// manifestKey is the name of the manifest in the metadata of a Parquet file.
const manifestKey = "tifa"

// writeParquet writes the parquet format. Rows are kept compressed until a
// group of them is full.
func writeParquet(w *bufio.Writer, t *Table, opt Options) error {
	p := parquet.NewWriter(w, append(parquetOptions(), tableSchema(t))...)
	// Rows are handed on by the hundred; their values lie in one slice each.
	rows := make([]parquet.Row, 0, 256)
	values := make([]parquet.Value, cap(rows)*len(t.Columns))
	flush := func() error {
		_, err := p.WriteRows(rows)
		rows = rows[:0]
		return err
	}
	size := 0 // of the open group
	err := t.each(func(cells []Cell) error {
		from := len(rows) * len(t.Columns)
		row := values[from : from+len(cells)]
		for i, c := range cells {
			v, err := parquetValue(c, &t.Columns[i])
			if err != nil {
				return t.wrap(fmt.Errorf("column %q: %w", t.Columns[i].Name, err))
			}
			row[i] = v.Level(0, definition(c, &t.Columns[i]), i)
			size += 8 + len(c.text)
		}
		if rows = append(rows, row); len(rows) < cap(rows) {
			return nil
		}
		if err := flush(); err != nil || size < groupSize {
			return err
		}
		size = 0
		return p.Flush()
	})
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	if !opt.NoManifest && t.Manifest != nil {
		// The rows are written, so the notes are complete.
		text, err := t.Manifest.withNotes(t.Notes...).compact()
		if err != nil {
			return t.wrap(err)
		}
		p.SetKeyValueMetadata(manifestKey, string(text))
	}
	return p.Close()
}

// groupSize is about how many bytes of values a row group holds: what a writer
// keeps in memory, and what a reader reads at once.
const groupSize = 64 << 20

// parquetOptions are those of all files. The program that wrote the file is
// named without its build, so that builds write the same bytes.
func parquetOptions() []parquet.WriterOption {
	return []parquet.WriterOption{
		&parquet.WriterConfig{CreatedBy: "tifa"},
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.MaxRowsPerRowGroup(1 << 40), // groups end by size
	}
}

// tableSchema returns the columns in their order, which parquet.Group would sort.
func tableSchema(t *Table) *parquet.Schema {
	root := orderedGroup{Group: parquet.Group{}}
	for i := range t.Columns {
		c := &t.Columns[i]
		node := parquetNode(c)
		if c.Optional {
			node = parquet.Optional(node)
		}
		root.fields = append(root.fields, namedNode{node, c.Name})
		root.Group[c.Name] = node
	}
	name := t.Name
	if name == "" {
		name = "table"
	}
	return parquet.NewSchema(name, root)
}

func parquetNode(c *Column) parquet.Node {
	switch {
	case c.Kind == Int:
		return parquet.Leaf(parquet.Int64Type)
	case c.Kind == Float:
		return parquet.Leaf(parquet.DoubleType)
	case c.Kind == Bool:
		return parquet.Leaf(parquet.BooleanType)
	case c.Kind == Date && c.Days:
		return parquet.Date()
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

// An orderedGroup is a group whose fields stand in an order of their own.
type orderedGroup struct {
	parquet.Group
	fields []parquet.Field
}

func (g orderedGroup) Fields() []parquet.Field { return g.fields }

// A namedNode is a field of an orderedGroup.
type namedNode struct {
	parquet.Node
	name string
}

func (n namedNode) Name() string { return n.name }

// Value is asked for where rows are Go structs, which they are not here.
func (n namedNode) Value(reflect.Value) reflect.Value { return reflect.Value{} }

func definition(c Cell, column *Column) int {
	if column.Optional && c.set {
		return 1
	}
	return 0
}

// parquetValue returns a cell as a value of its column.
func parquetValue(c Cell, column *Column) (parquet.Value, error) {
	switch {
	case !c.set:
		return parquet.NullValue(), nil
	case c.kind == Int:
		return parquet.Int64Value(c.Int()), nil
	case c.kind == Float:
		return parquet.DoubleValue(c.Float()), nil
	case c.kind == Bool:
		return parquet.BooleanValue(c.Bool()), nil
	case c.kind == Date && column.Days:
		day, err := time.Parse(time.DateOnly, c.text)
		if err != nil {
			return parquet.Value{}, fmt.Errorf("%q is not a day", c.text)
		}
		return parquet.Int32Value(int32(day.Unix() / (24 * 60 * 60))), nil
	}
	return parquet.ByteArrayValue([]byte(validText(c.text))), nil
}

// A Parquet writes rows of a struct type as a Parquet file, faster and with
// more types than a [Table] has: T has the tags of package parquet-go. A row
// group ends where its rows have 64 MB, so that the memory it takes does not
// depend on how many rows there are. Texts must be UTF-8.
type Parquet[T any] struct {
	w        *parquet.GenericWriter[T]
	rows     []T
	optional [][]int // fields
	held     int     // bytes of rows
	group    int     // bytes of the open group
}

// NewParquet returns a writer to w, which it does not close. The columns of
// these names are left out.
func NewParquet[T any](w io.Writer, without ...string) *Parquet[T] {
	options := append(parquetOptions(), &parquet.WriterConfig{SchemaConfig: new(parquet.SchemaConfig)})
	for _, f := range reflect.VisibleFields(reflect.TypeFor[T]()) {
		column, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		if slices.Contains(without, column) && column != "" {
			options = append(options, parquet.StructTag(`parquet:"-"`, f.Name))
		}
	}
	// Least and greatest texts help no reader here, take a fifth of the time, and
	// would repeat whole bodies in the statistics.
	for _, path := range parquet.SchemaOf(new(T)).Columns() {
		leaf, _ := parquet.SchemaOf(new(T)).Lookup(path...)
		if leaf.Node.Type().Kind() == parquet.ByteArray {
			options = append(options, parquet.SkipPageBounds(path...))
		}
	}
	return &Parquet[T]{w: parquet.NewGenericWriter[T](w, options...), rows: make([]T, 0, 1024), optional: optionalFields(reflect.TypeFor[T]())}
}

// Write writes a row of about so many bytes. What the row points to must stay
// as it is until Close.
func (p *Parquet[T]) Write(row T, size int) error {
	p.rows = append(p.rows, row)
	if p.held += size; len(p.rows) < cap(p.rows) && p.held < groupSize/16 {
		return nil
	}
	return p.flush()
}

func (p *Parquet[T]) flush() error {
	err := p.handOn(p.rows)
	clear(p.rows)
	p.rows, p.group, p.held = p.rows[:0], p.group+p.held, 0
	if err != nil || p.group < groupSize {
		return err
	}
	p.group = 0
	return p.w.Flush()
}

// Close ends the file with the manifest in its metadata, if there is one.
func (p *Parquet[T]) Close(m *Manifest) error {
	if err := p.flush(); err != nil {
		return err
	}
	if m != nil {
		text, err := m.compact()
		if err != nil {
			return err
		}
		p.w.SetKeyValueMetadata(manifestKey, string(text))
	}
	return p.w.Close()
}

// validText returns s with U+FFFD for every byte that is no UTF-8.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}
