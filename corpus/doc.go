// Package corpus reads documents out of the files of a newspaper database and
// says everything that is odd about them.
//
// The way of the data:
//
//  1. [Files] finds the files of sources: folders, patterns, standard input;
//     [File.Documents] opens one, packed or not.
//  2. [Decode] turns one stream of bytes of the tagged format into documents and
//     problems, in the order in which they stand in the file; [DecodeAny] does
//     so with other formats too, as a [Profile] says or as it judges them.
//  3. A [Document] holds what the record says, field by field; derived fields
//     (year, kind, agency …) are computed from it, never stored in it.
//  4. [Fold] and its kind make the normalised text that words are cut from,
//     with a map back to the offsets of the original.
//
// A text is never changed, a record is never dropped in silence: what cannot
// be read as it stands is a [Problem] with file and line, and reading goes on.
// Package corpus knows nothing of words, counts or files of its own.
package corpus
