package corpus

// A CodeInfo explains a kind of problem.
type CodeInfo struct {
	Code    Code   `col:"problem"`
	Meaning string `col:"meaning"`
	Done    string `col:"done"` // what is done about it
}

// Codes returns the kinds of problem, in the order in which they are explained.
func Codes() []CodeInfo {
	return []CodeInfo{
		{Unclosed, "a field without its end", "the value ends with its line, a body where the next field begins"},
		{Unopened, "the end of a field that was not opened", "passed over"},
		{Stray, "text outside any field", "passed over"},
		{Repeated, "a field that has one value is given twice", "the first value is kept, later ones by code"},
		{SeveralItems, "several items (titles, bodies) in one record", "one document with all texts"},
		{UnknownField, "a field code that the format does not list", "kept by its code; told of once a file"},
		{NoDate, "a record without a date", "kept; left out of everything that needs a date"},
		{BadDate, "a date that is none", "kept, as one without a date"},
		{NoTitle, "a record without a title", "kept"},
		{EmptyBody, "a record without a body that is no picture and no advert", "kept; its headlines are counted"},
		{SameID, "a printed id (date-page-item) that a record before it has", "both kept; ids get ~ and digits of the content"},
		{SameText, "the text of a record before it, under another key", "both kept (--duplicates first counts one)"},
		{BadBytes, "bytes that are no text in the encoding", "read as U+FFFD"},
		{TooLong, "a record beyond the limit of size or of tags", "passed over"},
		{BadRecord, "a line, row or object that is not what its format demands", "kept as far as it goes, if it has cells; otherwise passed over"},
		{NoColumn, "no column that is known to hold the text, or none of the name that was given (--map)", "read without it; told of once a file"},
		{BadProfile, "a profile that cannot be used", "the file is passed over"},
		{NotText, "a file that is no text", "passed over"},
		{NoRecords, "a file without a record", "passed over"},
		{Unreadable, "a file that cannot be opened or read to its end", "what was read is kept"},
		{Expands, "compressed input that expands beyond the limit", "what was read is kept"},
		{OwnResult, "a file in a folder of records that tifa itself wrote", "passed over"},
		{GivenTwice, "a file that is reached twice", "read once"},
	}
}
