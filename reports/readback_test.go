package reports

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Every format that has cells gives back those of any table.
func TestReadRows(t *testing.T) {
	dir := t.TempDir()
	for format, as := range map[string]func(string) string{
		"csv":     func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }, // as encoding/csv reads it
		"tsv":     func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") },
		"json":    validText,
		"jsonl":   validText,
		"html":    func(s string) string { return strings.Map(shown, validText(s)) },
		"xlsx":    validText,
		"parquet": validText,
	} {
		t.Run(format, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				columns, rows := drawTable(t)
				if format == "xlsx" {
					rows = withoutDays(rows)
				}
				path := filepath.Join(dir, "x."+format)
				if err := os.WriteFile(path, []byte(mustWrite(t, format, columns, rows)), 0o666); err != nil {
					t.Fatal(err)
				}
				got, err := ReadRows(path, format)
				if err != nil {
					t.Fatal(err)
				}
				if format == "jsonl" && len(rows) == 0 {
					return // no line says what the columns are called
				}
				for _, row := range got.Rows {
					for i := range row {
						if row[i] == "-0" && columns[i].Kind == Float { // which Parquet keeps
							row[i] = "0"
						}
					}
				}
				sameRecords(t, columns, rows, append([][]string{got.Columns}, got.Rows...), as)
			})
		})
	}
}

// withoutDays returns the rows with months for days, which Excel has as numbers.
func withoutDays(rows [][]Cell) [][]Cell {
	for _, row := range rows {
		for i, c := range row {
			if c.Kind() == Date && len(c.text) == len("2005-06-28") {
				row[i] = DateCell("2005-06")
			}
		}
	}
	return rows
}

func TestReadRowsOfLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.txt")
	if err := os.WriteFile(path, []byte("word  count\n改革     12\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := ReadRows(path, "text")
	want := &Written{Columns: []string{"line"}, Rows: [][]string{{"word  count"}, {"改革     12"}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, -want +got\n%s", err, diff)
	}
	if _, err := ReadRows(path, "npz"); !errors.Is(err, ErrNotRows) {
		t.Errorf("npz: %v", err)
	}
	if err := os.WriteFile(path, []byte("\xb8\xc4\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadRows(path, "text"); err == nil || !strings.HasSuffix(err.Error(), "x.txt: not text in UTF-8") {
		t.Errorf("GBK: %v", err)
	}
}

// Every format carries the manifest, inside or beside it.
func TestReadManifest(t *testing.T) {
	for _, f := range formats {
		table := sample()
		table.Manifest.Arguments = []string{"_x0041_", "</script>", "\u2028<&>"}
		table.Manifest.Flags = []string{"--where=date >= \"1978\""}
		path := filepath.Join(t.TempDir(), "x"+f.Ending)
		if _, err := WriteFile(path, f, table, Options{}); err != nil {
			t.Fatal(err)
		}
		got, err := ReadManifest(path)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		want := table.Manifest.withNotes(table.Notes...)
		if f.Name == "json" {
			want = table.Manifest // its notes stand beside the manifest
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", f.Name, diff)
		}
		if _, err := WriteFile(path, f, table, Options{NoManifest: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadManifest(path); !errors.Is(err, ErrNoManifest) {
			t.Errorf("%s without one: %v", f.Name, err)
		}
	}
}

// The bytes of the pictures are put together here by the rules of PNG and SVG.
func TestReadManifestOfPictures(t *testing.T) {
	want := &Manifest{Tool: "tifa", Command: "trend", Arguments: []string{"<改革>"}}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	chunk := func(body string) string {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
		b = append(b, body...)
		return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(body))))
	}
	plain := "\x89PNG\r\n\x1a\n" + chunk("IHDR0123456789abc") + chunk("iTXtother\x00\x00\x00\x00\x00x") + chunk("IEND")
	begin := len("\x89PNG\r\n\x1a\n" + chunk("IHDR0123456789abc"))
	svg := func(metadata string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg">` + metadata + `<text>改革</text></svg>`
	}
	for name, c := range map[string]struct{ with, bare string }{
		"x.png": {plain[:begin] + chunk("iTXttifa\x00\x00\x00\x00\x00"+string(text)) + plain[begin:], plain},
		"x.svg": {svg(`<metadata id="tifa">` + strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(string(text)) + "</metadata>"), svg("")},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(c.with), 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := ReadManifest(path)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v, -want +got\n%s", name, err, diff)
		}
		if got := string(Bare([]byte(c.with))); got != c.bare {
			t.Errorf("%s without its manifest: %q, want %q", name, got, c.bare)
		}
		if got := string(Bare([]byte(c.bare))); got != c.bare {
			t.Errorf("%s had none: %q", name, got)
		}
	}
}

func TestReadManifestErrors(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"zip": "PK\x03\x04", "png": string(pngSignature) + "\xff\xff\xff\xff", "svg": "<svg>", "json": `{"columns":[`, "html": "<!DOCTYPE html><script id=tifa>",
		"parquet": "PAR1", "empty": "", "none.csv": "word,count\n", "bad.csv": "word\n", "bad.csv.tifa.json": "{",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if m, err := ReadManifest(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if _, err := ReadManifest(dir); err == nil {
		t.Error("a folder of anything has a manifest")
	}
}
