// Package analysis answers questions about a segmented corpus with typed rows.
//
//  1. [Select] chooses documents and zones: the denominators of every rate.
//  2. Terms are what the user asks for ([ParseTerm]); they are found as a
//     string, a phrase or a word ([Match]).
//  3. Each measure is a function of a selection that returns rows: [Frequency],
//     [TFIDF], [Trend], [Breakdown], [Collocation], [NewMatrix]; [Kwic] shows the
//     matches.
//  4. What people say of matches is read back ([ReadCoded], [JoinCodes]), and
//     compared ([CohenKappa], [KrippendorffAlpha]).
//
// Rows that options hide (stop words, small counts, all but the top) never
// change a count, a rate or a rank of those that stay. Ties are broken by code
// point. The same corpus gives the same rows, on one processor or many.
//
// Package analysis opens no files, cuts no text and formats no table.
package analysis
