// Package reports writes tables, matrices and charts: aligned text for a terminal, HTML
// and Excel's workbooks for people, CSV, TSV, Markdown, JSON and Parquet for everything
// else; Matrix Market, npz, SVMlight, CSV and Parquet for sparse matrices.
//
// The way of a result:
//
//  1. [Of] makes a [Table] of a stream of typed rows; the columns come from the
//     tags of the row's fields. [Table.Without] and [Table.Rename] adapt it.
//  2. A [Manifest] says where the result came from.
//  3. [Lookup] or [ForFile] finds the [Format].
//  4. [Write] writes the table to a stream, [WriteFile] to a file that is whole
//     or not there, [WriteFiles] to several in one pass; [WriteMatrixFiles] does the same for a
//     [Matrix], in a [MatrixFormat].
//  5. A [Chart] is a [Drawing] with a title: [Lines], [Bars], [Heat], [Strips],
//     [Calendar] or [Network]. [WriteChartFile] writes it as SVG or PNG.
//
// Rows are read once and not kept: a table of a million rows is written in the
// memory of one, except as aligned text, which needs the widths first. The same
// table gives the same bytes, on any system and in any locale.
//
// Package reports knows no measure, computes and sorts nothing, never shortens
// or changes a value to please a program that reads it, prints no notes, and
// chooses no output on its own.
package reports
