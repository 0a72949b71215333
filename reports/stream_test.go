package reports

import (
	"runtime"
	"testing"
)

// counter counts the bytes that reach it.
type counter struct{ bytes int }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += len(p)
	return len(p), nil
}

// A million rows are written while they come: what has not reached the writer is
// at most a buffer, and the heap is no larger near the end than at the beginning.
func TestMillionRowsStream(t *testing.T) {
	rows := 1_000_000
	if testing.Short() {
		rows = 100_000
	}
	const smallestRow = len("改革开放 0 0 ") // in any of the formats
	for _, f := range formats {
		if f.Name == "text" || f.Name == "parquet" || f.Name == "xlsx" {
			continue // aligned text needs all widths first; TestParquetStreams, TestXLSXStreams
		}
		t.Run(f.Name, func(t *testing.T) {
			var out counter
			var heap []uint64
			columns := []Column{{Name: "word"}, {Name: "count", Kind: Int}, {Name: "share", Kind: Float, Optional: true}}
			table := &Table{Columns: columns, Rows: func(yield func([]Cell, error) bool) {
				row := make([]Cell, 3)
				for i := range rows {
					if i%(rows/4) == 10 {
						heap = append(heap, liveHeap())
					}
					if behind := i*smallestRow - out.bytes; behind > 1<<17 {
						t.Errorf("row %d: %d bytes held", i, behind)
						return
					}
					row[0], row[1], row[2] = TextCell("改革开放"), IntCell(int64(i)), FloatCell(float64(i)/7)
					if !yield(row, nil) {
						return
					}
				}
			}}
			if err := Write(&out, f, table.Without("share"), Options{}); err != nil {
				t.Fatal(err)
			}
			if out.bytes < rows*smallestRow {
				t.Errorf("%d bytes written", out.bytes)
			}
			if first, last := heap[0], heap[len(heap)-1]; last > first+1<<20 {
				t.Errorf("the heap grew from %d to %d bytes", first, last)
			}
		})
	}
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Reading a typed row costs nothing but the text a method makes.
func TestTypedRowsDoNotAllocate(t *testing.T) {
	type row struct {
		Word  string   `col:"word"`
		Count int      `col:"count"`
		Rate  fraction `col:"rate"`
		Front bool     `col:"front"`
	}
	read := func(n int) float64 {
		table := Of(func(yield func(row, error) bool) {
			for i := range n {
				if !yield(row{"改革", i, fraction{1, i}, true}, nil) {
					return
				}
			}
		})
		return testing.AllocsPerRun(5, func() {
			for range table.Rows {
			}
		})
	}
	if few, many := read(10), read(1000); many > few {
		t.Errorf("%v allocations for 10 rows, %v for 1000", few, many)
	}
}
