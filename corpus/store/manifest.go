package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tifa/corpus"
)

// A manifest says what a stored corpus is made of at one commit.
type manifest struct {
	Format       int            `json:"format"`
	Number       int            `json:"number"`
	Tool         string         `json:"tool"`
	Segmentation string         `json:"segmentation"`
	Settings     []Setting      `json:"settings"`
	NoFold       bool           `json:"no_fold,omitempty"`
	Fold         int            `json:"fold"` // corpus.FoldVersion
	Simplified   map[rune]rune  `json:"simplified,omitempty"`
	Documents    int            `json:"documents"`
	Content      string         `json:"content"`
	Sources      int            `json:"sources"` // files that were taken in
	Problems     map[string]int `json:"problems,omitempty"`
	NextSegment  int            `json:"next_segment"`
	Shared       fileRef        `json:"shared"`
	Cuts         fileRef        `json:"cuts"`
	Catalog      fileRef        `json:"catalog"`
	Files        fileRef        `json:"files"`
	Segments     []segmentRef   `json:"segments"`
	Pending      []segmentRef   `json:"pending,omitempty"`
}

// A segmentRef names a segment.
type segmentRef struct {
	fileRef
	Number    int `json:"number"` // its age: a file taken in since a higher one replaces what it has of it
	Documents int `json:"documents"`
	Tokens    int `json:"tokens"`
}

// A Setting is an option with which the sources were read and cut.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// refs are all files of the manifest, those that wait for a commit last.
func (m *manifest) refs() []fileRef {
	refs := []fileRef{m.Shared, m.Cuts, m.Catalog, m.Files}
	for _, s := range append(m.Segments[:len(m.Segments):len(m.Segments)], m.Pending...) {
		refs = append(refs, s.fileRef)
	}
	return refs
}

func (m *manifest) normalization() corpus.Normalization {
	return corpus.Normalization{NoFold: m.NoFold, Simplified: m.Simplified}
}

const manifestPrefix = "manifest-"

// manifestNumber returns the number in the name of a manifest.
func manifestNumber(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, manifestPrefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && len(digits) >= 6
}

func numbered(prefix string, n int) string { return fmt.Sprintf("%s-%06d", prefix, n) }

// IsStored tells whether a folder is a stored corpus.
func IsStored(dir string) bool {
	n, err := lastManifest(dir)
	return err == nil && n > 0
}

// Begun tells whether a folder holds what an ingest left that was stopped
// before it had written any documents. The next one begins it again.
func Begun(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil || !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == "lock" }) {
		return false
	}
	return !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !Owns(e.Name()) }) && !IsStored(dir)
}

// lost is an error if a folder without a manifest had one: a catalog is only
// made behind one, so this is no ingest that was stopped at its beginning. To
// begin anew would remove all documents.
func lost(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return folderError(dir, err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "catalog-") && Owns(e.Name()) {
			return fmt.Errorf("%s: the manifest is gone, without which nothing can be read (there is %s); bring it back from a copy, or take the sources into a new folder", dir, e.Name())
		}
	}
	return nil
}

func notFinished(dir string) error {
	return fmt.Errorf("%s: the first ingest was not finished; run it again to go on", dir)
}

// lastManifest returns the highest number of a manifest, 0 where there is none.
func lastManifest(dir string) (int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	last := 0
	for _, e := range entries {
		if n, ok := manifestNumber(e.Name()); ok {
			last = max(last, n)
		}
	}
	return last, nil
}

// readManifest reads the manifest of the highest number.
func readManifest(dir string) (*manifest, error) {
	n, err := lastManifest(dir)
	if err != nil {
		return nil, folderError(dir, err)
	}
	if n == 0 {
		if err := lost(dir); err != nil {
			return nil, err
		}
		if Begun(dir) {
			return nil, notFinished(dir)
		}
		return nil, fmt.Errorf("%s: no stored corpus (it has no manifest)", dir)
	}
	name := numbered("manifest", n)
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	text, ok := checkedText(data)
	m := new(manifest)
	var version struct{ Format int }
	if !ok || json.Unmarshal(text, &version) != nil {
		return nil, &Damage{name, "the manifest is damaged"}
	}
	if version.Format == formatVersion && json.Unmarshal(text, m) != nil {
		return nil, &Damage{name, "the manifest is damaged"}
	}
	if m.Format != formatVersion {
		return nil, fmt.Errorf("%s: a stored corpus of format %d; this version of tifa knows format %d only", dir, version.Format, formatVersion)
	}
	return m, nil
}

// folderError says what is wrong with what should be the folder of a corpus.
func folderError(dir string, err error) error {
	info, statErr := os.Stat(dir)
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no stored corpus (there is no such folder)", dir)
	case statErr == nil && !info.IsDir():
		return fmt.Errorf("%s: no stored corpus (it is a file, not a folder)", dir)
	case errors.As(err, &p):
		return fmt.Errorf("%s: %w", dir, p.Err)
	}
	return err
}

// checkedText returns the JSON of a manifest if its checksum is right.
func checkedText(data []byte) ([]byte, bool) {
	const tail = 10 // line end, eight digits, line end
	if len(data) < tail || data[len(data)-1] != '\n' || data[len(data)-tail] != '\n' {
		return nil, false
	}
	text := data[:len(data)-tail]
	return text, string(data[len(data)-tail+1:len(data)-1]) == fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli))
}

// write commits the manifest: it is renamed into place whole.
func (m *manifest) write(dir string) error {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	text = fmt.Appendf(text, "\n%08x\n", crc32.Checksum(text, castagnoli))
	return writeWhole(filepath.Join(dir, numbered("manifest", m.Number)), text)
}

// writeWhole writes a file and sees it onto the disk before it gets its name.
func writeWhole(name string, data []byte) error {
	f, err := os.Create(filepath.Join(filepath.Dir(name), ".part-"+filepath.Base(name))) // one process writes
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder sees the names in a folder onto the disk, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// readWhole reads a file of which the manifest has the checksum of the whole.
func readWhole(dir string, ref fileRef) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, ref.Name))
	if err != nil {
		return nil, &Damage{ref.Name, err.Error()}
	}
	if int64(len(data)) != ref.Size || crc32.Checksum(data, castagnoli) != ref.Sum {
		return nil, &Damage{ref.Name, "the file is damaged"}
	}
	return data, nil
}
