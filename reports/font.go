package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// A Font is a font with Chinese characters.
type Font struct {
	Name string // of its family
	face *opentype.Font
}

// OpenFont reads a TrueType or OpenType font (.ttf, .otf), or the first of a
// collection (.ttc, .otc) for simplified Chinese. A font without Chinese
// characters, or one with shapes that cannot be read, is an error.
func OpenFont(path string) (*Font, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	fonts, err := parseFonts(data)
	if err != nil {
		return nil, fmt.Errorf("%s: no font that can be read (want TrueType or OpenType): %w", path, err)
	}
	best, why := (*Font)(nil), errors.New("the font has no Chinese characters")
	for _, face := range fonts {
		f := &Font{Name: familyName(face), face: face}
		if err := f.checkChinese(); err != nil {
			why = err
			continue
		}
		if best == nil || !simplified(best.Name) && simplified(f.Name) {
			best = f
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%s: %w", path, why)
	}
	return best, nil
}

// parseFonts returns the fonts of a file that can be read; an error if none can.
func parseFonts(data []byte) (fonts []*opentype.Font, err error) {
	collection, err := opentype.ParseCollection(data)
	if err != nil {
		return nil, err
	}
	at := members(data)
	for i := range collection.NumFonts() {
		f, wrong := collection.Font(i)
		if wrong != nil && i < len(at) {
			f, wrong = parseAligned(data, at[i])
		}
		if wrong != nil {
			err = wrong // another may be whole
			continue
		}
		fonts = append(fonts, f)
	}
	if len(fonts) == 0 {
		return nil, err
	}
	return fonts, nil
}

func familyName(f *opentype.Font) string {
	name, err := f.Name(nil, sfnt.NameIDFamily)
	if err != nil {
		return "" // a font without a name draws as well
	}
	return name
}

// simplified tells whether a member of a collection is for simplified Chinese:
// Noto Sans CJK has one for each script, which draw 直 or 骨 in their own ways.
func simplified(name string) bool { return strings.Contains(name, " SC") }

// checkChinese tells whether the font can draw Chinese characters: some have
// them as pictures or in forms that cannot be read.
func (f *Font) checkChinese() error {
	var buf sfnt.Buffer
	for _, r := range "提法国" {
		if !f.has(&buf, r) {
			return errors.New("the font has no Chinese characters")
		}
		glyph, err := f.face.GlyphIndex(&buf, r)
		if err == nil {
			_, err = f.face.LoadGlyph(&buf, glyph, fixed.I(16), nil)
		}
		if err != nil {
			return fmt.Errorf("the shapes of the font cannot be read: %w", err)
		}
	}
	return nil
}

// has tells whether the font has a letter.
func (f *Font) has(buf *sfnt.Buffer, r rune) bool {
	glyph, err := f.face.GlyphIndex(buf, r)
	return err == nil && glyph != 0
}

// advance returns the width of a letter.
func (f *Font) advance(buf *sfnt.Buffer, r rune, size vg.Length) vg.Length {
	glyph, err := f.face.GlyphIndex(buf, r)
	if err != nil {
		return size
	}
	em := fixed.Int26_6(f.face.UnitsPerEm())
	w, err := f.face.GlyphAdvance(buf, glyph, em, xfont.HintingNone)
	if err != nil {
		return size
	}
	return vg.Length(w) / vg.Length(em) * size
}

// chineseFonts are the beginnings of names of files with fonts for Chinese, in
// small letters, the best first.
var chineseFonts = []string{
	"notosanscjk", "notosanssc", "sourcehansans", "pingfang", "hiragino sans gb", "msyh", "deng", "wqy-microhei", "wqy-zenhei",
	"droidsansfallback", "stheiti", "simhei", "simsun", "songti", "arialuni", "notoserifcjk", "sourcehanserif", "uming", "ukai",
}

// FindFont looks through folders and those in them for a font with Chinese
// characters. Of several it takes the best known one, of two of a name the one
// for plain text, then the first by path. The error is [ErrNoFont].
func FindFont(folders []string) (*Font, error) {
	type candidate struct {
		rank int
		path string
	}
	var found []candidate
	for _, folder := range folders {
		// A folder that is not there or cannot be read has no font for us.
		_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return nil
			}
			name := strings.ToLower(e.Name())
			if !slices.Contains([]string{".ttf", ".otf", ".ttc", ".otc"}, filepath.Ext(name)) {
				return nil
			}
			rank := slices.IndexFunc(chineseFonts, func(known string) bool { return strings.HasPrefix(name, known) })
			if rank < 0 {
				return nil
			}
			rank *= 2
			if !strings.Contains(name, "regular") && strings.ContainsAny(name, "-") {
				rank++ // bold, light
			}
			found = append(found, candidate{rank, path})
			return nil
		})
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.path, b.path)
	})
	for _, c := range found {
		if f, err := OpenFont(c.path); err == nil {
			return f, nil
		}
	}
	return nil, ErrNoFont
}
