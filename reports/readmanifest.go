package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/net/html"
)

// ErrNoManifest is the error for a result that does not say where it came from.
var ErrNoManifest = errors.New("no manifest is in it or beside it")

// ReadManifest returns the manifest of a result: that of the file beside it,
// x.csv.tifa.json, or the one inside; of a folder that of its export.tifa.json.
// The error is [ErrNoManifest] where there is none.
func ReadManifest(path string) (*Manifest, error) {
	beside := path + manifestEnding
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if info.IsDir() {
		beside = filepath.Join(path, FolderManifest)
	}
	text, err := os.ReadFile(beside)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = manifestInside(path)
	}
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: the manifest is damaged: %w", path, err)
	}
	return m, nil
}

// insides tell by the first bytes of a file how to find the manifest in it.
var insides = []struct {
	head string
	find func(f *os.File) ([]byte, error)
}{
	{`{"columns":`, manifestInJSON},
	{"<!DOCTYPE html>", manifestInHTML},
	{"PAR1", manifestInParquet},
	{"PK\x03\x04", manifestInXLSX},
	{"<svg", manifestInChart},
	{"<?xml", manifestInChart},
	{string(pngSignature), manifestInChart},
}

func manifestInside(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	for _, inside := range insides {
		if !strings.HasPrefix(string(head[:n]), inside.head) {
			continue
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		text, err := inside.find(file)
		if err == nil && len(text) == 0 {
			err = ErrNoManifest
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return text, nil
	}
	return nil, fmt.Errorf("%s: %w", path, ErrNoManifest)
}

func manifestInJSON(f *os.File) ([]byte, error) {
	var result struct{ Manifest json.RawMessage }
	err := json.NewDecoder(bufio.NewReader(f)).Decode(&result)
	return result.Manifest, err
}

func manifestInHTML(f *os.File) ([]byte, error) {
	t := html.NewTokenizer(bufio.NewReader(f))
	for t.Next() != html.ErrorToken {
		token := t.Token()
		if token.Type != html.StartTagToken || token.Data != "script" {
			continue
		}
		for _, a := range token.Attr {
			if a.Key == "id" && a.Val == manifestKey && t.Next() == html.TextToken {
				return bytes.Clone(t.Text()), nil
			}
		}
	}
	if err := t.Err(); err != io.EOF {
		return nil, err
	}
	return nil, nil
}

func manifestInParquet(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return nil, err
	}
	text, _ := p.Lookup(manifestKey)
	return []byte(text), nil
}

// manifestInXLSX puts the pieces in the last sheet together.
func manifestInXLSX(f *os.File) ([]byte, error) {
	var text []byte
	sheets, err := xlsxSheets(f)
	if err != nil {
		return nil, err
	}
	for _, sheet := range sheets {
		if !isProvenance(sheet.name) {
			continue
		}
		err := sheet.rows(func(row []string) {
			if len(row) == 2 && strings.HasPrefix(row[0], "manifest ") {
				text = append(text, row[1]...)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return text, nil
}

func manifestInChart(f *os.File) ([]byte, error) {
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, pngSignature) {
		return pngManifest(data)
	}
	return svgManifest(data)
}
