package corpus

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// tar decodes the files in a tar archive, in its order.
func (o *opener) tar(r io.Reader, name, inside string, depth int) {
	a := tar.NewReader(r)
	for !o.stopped {
		h, err := a.Next()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil && !errors.Is(err, tar.ErrInsecurePath): // member names are never used as file names
			o.unreadable(name, err, "archive could not be read on: %v; the rest is passed over", err)
			return
		case h.Typeflag == tar.TypeReg && !hiddenMember(h.Name):
			member := memberPath(h.Name)
			// A sparse member has zeros that are nowhere in the archive.
			o.stream(o.unpacked(a), joinPath(name, member), joinPath(inside, member), depth+1)
		}
	}
}

// zip decodes the files in a zip archive, in its order. Each member may expand
// in proportion to its own size, and all of them to that of the archive:
// members may share their data.
func (o *opener) zip(name, inside string) {
	info, err := o.file.Stat()
	if err != nil {
		o.unreadable(name, err, "could not be read: %v; passed over", bare(err))
		return
	}
	a, err := zip.NewReader(o.file, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		o.unreadable(name, err, "no whole zip archive: %v; passed over", err)
		return
	}
	told := o.in
	o.inZip = true
	tell := func(n int64) {
		n = min(n, info.Size()-told)
		if told += n; o.progress != nil && n > 0 {
			o.progress(n)
		}
	}
	if slices.ContainsFunc(a.File, ofOffice) {
		o.problem(&Problem{File: name, Code: NotText, Message: "no text: a document of an office program; passed over"})
		return
	}
	for _, f := range a.File {
		if o.stopped {
			return
		}
		if !f.Mode().IsRegular() || hiddenMember(f.Name) {
			continue
		}
		member := memberPath(f.Name)
		o.in, o.out = int64(min(f.CompressedSize64, uint64(info.Size()))), 0
		o.zipMember(f, joinPath(name, member), joinPath(inside, member))
		tell(int64(min(f.CompressedSize64, 1<<62)))
		if o.spent += o.out; o.beyond(o.spent, info.Size(), 8*freeExpansion) {
			o.problem(&Problem{File: name, Code: Expands, Err: errExpands, Message: o.expandsMessage()})
			o.stopped = true
		}
	}
	tell(info.Size())
}

func (o *opener) zipMember(f *zip.File, name, inside string) {
	if f.Flags&1 != 0 {
		o.unreadable(name, nil, "is encrypted; passed over")
		return
	}
	r, err := f.Open()
	if err != nil {
		o.unreadable(name, err, "could not be unpacked: %v; passed over", err)
		return
	}
	defer func() { _ = r.Close() }() // it is only read
	o.stream(o.unpacked(r), name, inside, 1)
}

// ofOffice tells whether the member is one that office documents begin with.
func ofOffice(f *zip.File) bool { return f.Name == "[Content_Types].xml" || f.Name == "mimetype" }

// hiddenMember tells whether a member is hidden or lies in a hidden folder.
func hiddenMember(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return hidden(part) || part == "__MACOSX"
	})
}

// memberPath cleans the name of a member. Names that are no UTF-8 are taken
// for GB 18030, in which archives made on Chinese systems have them.
func memberPath(name string) string {
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))[1:]
}
