package reports_test

import (
	"log"
	"os"

	"tifa/reports"
)

// A Share is a part of a whole, or nothing where the whole is zero.
type Share struct{ part, whole int }

// Get returns the share, false where there is none.
func (s Share) Get() (float64, bool) { return float64(s.part) / float64(s.whole), s.whole != 0 }

func ExampleOfSlice() {
	type row struct {
		Term  string `col:"term"`
		Count int    `col:"count"`
		Share Share  `col:"count_share"`
	}
	table := reports.OfSlice([]row{
		{"和谐社会", 59, Share{59, 80}},
		{"“三个代表”", 21, Share{21, 80}},
		{"生态文明", 0, Share{0, 0}},
	})
	csv, err := reports.Lookup("csv")
	if err != nil {
		log.Fatal(err)
	}
	if err := reports.Write(os.Stdout, csv, table, reports.Options{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// term,count,count_share
	// 和谐社会,59,0.7375
	// “三个代表”,21,0.2625
	// 生态文明,0,
}
