package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// good is a file of records.
const good = "〖RQ/日期〗19781218〖-RQ/日期〗〖BT/标题〗改革〖-BT/标题〗〖FL/分类〗D2〖-FL/分类〗〖ZW/正文〗改革，农业。〖-ZW/正文〗\n"

// badFiles makes a folder with all that the calls of badCalls name.
func badFiles(t *testing.T) string {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.txt":       good,
		"strict.txt":     strings.Replace(good, "19781218", "19781318", 1),
		"binary":         "\x7fELF\x00\x01\x02\xff\xfe",
		"plain/note.txt": "no record\n",
		"empty.list":     "# nothing\n",
		"gbk.list":       "\xb8\xc4\xb8\xef\n", // 改革
		"twice.list":     "改革\n改革\n",
		"list":           "改革\n",
		"label.list":     "改革: | 农业\n",
		"noperiod":       "1978,1979\n",
		"backwards":      "label,from,to\nx,1979,1978\n",
		"nodate":         "x,1978,soon\n",
		"coded.csv":      "hit_id,x\na#body:1,2\n",
		"badhits.csv":    "hit_id\nb#body:1\n",
		"gbk.csv":        "hit_id,x\na#body:1,\xb8\xc4\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "nothing"), 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// badCalls are calls that end in an error: the arguments with spaces between
// them, the status, and a part of what is said.
var badCalls = []struct {
	args   string
	status int
	says   string
}{
	// the input
	{"freq missing.txt", 1, "missing.txt: no such file or folder"},
	{"freq good.txt missing.txt", 1, "missing.txt: no such file or folder"},
	{"freq good.txt --also missing.txt", 1, "missing.txt: no such file or folder"},
	{"freq *.none", 1, "*.none: no file or folder matches"},
	{"freq nothing", 1, "no files in nothing"},
	{"freq binary", 1, "no documents in binary (tifa check says what was found)"},
	{"freq plain", 1, "no documents in plain (tifa check says what was found)"},
	{"tfidf plain", 1, "no documents in plain"},
	{"info plain", 1, "no documents in plain"},
	{"trend plain 改革", 1, "no documents in plain"},
	{"sections plain", 1, "no documents in plain"},
	{"docs plain", 1, "no documents in plain"},
	{"show plain 1", 1, "no documents in plain"},
	{"matrix plain -o out.mtx", 1, "no documents in plain"},
	{"segment --in-format tagged plain", 1, "no documents in plain"},
	{"check nothing", 1, "no files in nothing"},
	{"check missing.txt", 1, "missing.txt: no such file or folder"},
	{"check strict.txt --strict", 1, "strict.txt:1: "},
	{"freq strict.txt --strict", 1, "strict.txt:1: "},
	{"segment missing.txt", 1, "missing.txt: no such file"},
	{"segment plain", 2, "plain: is a folder; name text files, or cut records with --input-format tagged"},
	{"segment gbk.list", 1, "gbk.list:1: not text in UTF-8; convert it first (iconv -f gb18030 -t utf-8)"},
	{"segment binary", 1, "binary:1: not text in UTF-8"},
	{"freq good.txt --encoding koi8", 2, `unknown encoding "koi8" (have utf-8,`},

	// export
	{"export good.txt", 2, "export needs a folder to write into, as in: -o folder"},
	{"export -o out", 2, "export needs a source"},
	{"export plain -o out", 1, "no documents in plain"},
	{"export good.txt -o plain", 1, "plain: the folder is not empty (it has note.txt); name another"},
	{"export missing.txt -o list", 1, "list: not a directory"},
	{"export good.txt -o none/out", 1, "none: no such file"},
	{"export good.txt -o out --as csv", 2, `unknown --as "csv" (have parquet, tagged, jsonl)`},
	{"export good.txt -o out --tables documents,text", 2, `unknown table "text" in --tables (have documents, words, counts, tokens)`},
	{"export good.txt -o out --tables words,words", 2, "--tables names words twice"},
	{"export good.txt -o out --tables tokens --no-text", 2, "the table tokens is the text, which --no-text leaves out"},
	{"export good.txt -o out --by week", 2, `--by "week": want year or month`},
	{"export good.txt -o out --as jsonl --no-text", 2, "--no-text is for tables: records are written whole and as they were read"},
	{"export good.txt -o out --as tagged --in titles", 2, "--in is for tables"},
	{"export good.txt -o out --out-encoding gb18030", 2, "--out-encoding is for records: give --as tagged with it"},
	{"export good.txt -o out --as jsonl --out-encoding gb18030", 2, "--out-encoding is for --as tagged; JSON is UTF-8"},
	{"export good.txt -o out --as tagged --out-encoding big5", 2, "texts are not written in big5 (have utf-8, gb18030)"},
	{"export good.txt -o out --where front", 1, "no document passes the filter"},

	// commands and flags
	{"freqs good.txt", 2, `unknown command "freqs", did you mean freq? (tifa help lists the commands)`},
	{"concord good.txt", 2, `unknown command "concord" (tifa help lists the commands)`},
	{"help concord", 2, `no command or column is called "concord"`},
	{"help freq trend", 2, "help takes one command"},
	{"version 1", 2, `version takes no arguments (it has "1")`},
	{"--format csv", 2, "no command beside the flags (tifa help lists the commands)"},
	{"freq good.txt --formt csv", 2, "freq has no flag --formt, did you mean --format? (tifa help freq lists its flags;"},
	{"freq good.txt --smooth 2", 2, "freq has no flag --smooth (tifa help freq lists its flags;"},
	{"trend good.txt -改革", 2, "trend has no flag -改革 (tifa help trend lists its flags; after -- everything is an argument)"},
	{"freq good.txt --top", 2, "flag --top needs a value"},
	{"freq good.txt --top ten", 2, `--top "ten": want a whole number, 0 or more`},
	{"freq good.txt --top=-1", 2, `--top "-1": want a whole number, 0 or more`},
	{"freq good.txt --top 1 --top 2", 2, "freq takes --top once, and it is given twice"},
	{"freq good.txt --by year --by section", 2, "freq takes --by once, and it is given twice"},
	{"freq good.txt --by=", 2, "flag --by needs a value that is not empty"},
	{"freq good.txt --from=", 2, "flag --from needs a value that is not empty"},
	{"freq good.txt --strict=often", 2, `--strict takes no value (it has "often")`},
	{"docs good.txt --seed x", 2, `--seed "x": want a whole number`},
	{"tfidf good.txt --base x", 2, `--base "x": want a number`},
	{"tfidf good.txt --base 1", 2, "base of a logarithm"},
	{"tfidf good.txt --scheme lucene", 2, `unknown scheme "lucene" (have quanteda, sklearn,`},
	{"tfidf good.txt --norm l3", 2, `unknown norm "l3" (have none, l1, l2)`},
	{"freq", 2, "freq needs a source: a file or folder of records, or - for standard input"},
	{"trend", 2, "trend needs a corpus: a file or folder of records, or - for standard input"},
	{"show good.txt", 2, "show needs a corpus and an id, as in: tifa show "},
	{"show good.txt 1", 1, `no document has the id "1" (tifa docs lists them)`},

	// fields, dates and the rest of the filter
	{"freq good.txt --by sektion", 2, `unknown field "sektion" (have `},
	{"trend good.txt 改革 --by sektion", 2, `unknown field "sektion" (have `},
	{"sections good.txt --by sektion", 2, `unknown field "sektion" (have `},
	{"tfidf good.txt --by sektion", 2, `unknown field "sektion" (have `},
	{"matrix good.txt -o out.mtx --by sektion", 2, `unknown field "sektion" (have `},
	{"freq good.txt --from 1978-13", 2, `--from "1978-13" is not a date (want 1978, 1978-12 or 1978-12-18)`},
	{"freq good.txt --to 1979-02-29", 2, `--to "1979-02-29" is not a date`},
	{"freq good.txt --from 1979 --to 1978-12", 2, "--from 1979 is after --to 1978-12"},
	{"freq good.txt --from 2000", 1, "no document passes the filter"},
	{"freq good.txt --kind editorial", -1, `no document is of kind "editorial"`},
	{"freq good.txt --in heading", 2, `unknown zone "heading" (have all, titles, kicker, title, subtitle, body)`},
	{"freq good.txt --repeated-title twice", 2, `--repeated-title "twice": want once or keep`},
	{"freq good.txt --set page=1", 2, "--set page=1: want paper=NAME"},
	{"freq good.txt --where sektion==1", -1, `unknown field "sektion" (have `},
	{"freq good.txt --where section=", 2, "--where section=: "},
	{"freq good.txt --where date>=1978", -1, `a date is compared with a quoted date: date >= "1978-12"`},
	{"freq good.txt --depth 2", 2, "--depth cuts class: give --by class with it"},
	{"sections good.txt --depth 2", 2, "--depth cuts class: give --by class with it"},
	{"sections good.txt --by year --by year", 2, "--by year is given twice"},
	{"sections good.txt --by year --by page --by class", 2, "sections takes one --by or two"},
	{"freq good.txt --duplicates none", 2, `--duplicates "none": want keep or first`},
	{"reprints", 2, "reprints needs a source"},
	{"reprints good.txt --threshold 0.4", 2, "threshold 0.4: want 0.5 to 1"},
	{"reprints good.txt --threshold 0", 2, "threshold 0, containment 0.9: want 0.5 to 1"},
	{"reprints good.txt --containment 1.5", 2, "containment 1.5: want 0.5 to 1"},
	{"reprints good.txt --once", 2, "reprints shows what --once leaves out"},
	{"reprints good.txt --in titles", 2, "reprints compares bodies"},
	{"freq good.txt --drop signature", 2, `unknown boilerplate "signature" (have dateline,`},
	{"freq good.txt --drop-rules list", 2, "--drop-rules goes with --drop NAME"},
	{"freq good.txt --clean xml", 2, `--clean "xml": want html`},
	{"freq good.txt --recode list", 2, "--recode list: want FIELD=FILE"},
	{"freq good.txt --recode section=missing.list", 1, "missing.list: no such file"},
	{"freq good.txt --kind-rules list", 1, "list:1: "},
	{"freq good.txt --engine jieba", 2, `unknown engine "jieba" (have compiled, gse)`},
	{"check good.txt --detail", 2, "--detail goes with --coverage"},

	// terms, periods, lists
	{"trend good.txt", 2, "trend needs a term, as in: tifa trend good.txt 改革开放"},
	{"trend good.txt 改革 plain", 2, `term "plain" is a file: more sources are given with --also plain`},
	{"sections good.txt good.txt", 2, `term "good.txt" is a file: more sources are given with --also good.txt`},
	{"trend 改革 good.txt", 2, "改革: no such file or folder; the corpus comes first, as in: tifa trend good.txt 改革"},
	{"trend good.txt 改革 改革", 2, `term "改革" is given twice`},
	{"trend good.txt --terms twice.list", 1, `twice.list:2: term "改革" is given twice`},
	{"trend good.txt --terms label.list", 1, `label.list:1: term "改革: | 农业": empty spelling`},
	{"trend good.txt --terms empty.list", 1, "empty.list: no terms (want lines of a term, or of label: spelling | spelling)"},
	{"trend good.txt --terms gbk.list", 1, "gbk.list: not text in UTF-8; save it as UTF-8"},
	{"trend good.txt --terms missing.list", 1, "missing.list: no such file"},
	{"trend good.txt --terms plain", 1, "plain: is a directory"},
	{"trend good.txt ( --match regex", 2, `term "(": error parsing regexp`},
	{"trend good.txt 改* --match regex", 2, `term "改*": the expression matches the empty string`},
	{"trend good.txt 改革 --match exact", 2, `unknown match "exact" (have string, phrase, word, regex)`},
	{"trend good.txt 改革 --every fortnight", 2, `unknown --every "fortnight" (have day, week, month, quarter, year, decade)`},
	{"trend good.txt 改革 --every day --periods list", 2, "--every and --periods: give one of the two"},
	{"trend good.txt 改革 --periods missing.list", 1, "missing.list: no such file"},
	{"trend good.txt 改革 --periods noperiod", 1, "noperiod:1: "},
	{"trend good.txt 改革 --periods backwards", 1, "backwards:2: "},
	{"trend good.txt 改革 --periods nodate", 1, "nodate:1: "},
	{"trend good.txt 改革 --periods empty.list", 1, "empty.list: no periods"},
	{"trend good.txt 改革 --top 2", 2, "--top keeps groups: give --by with it"},
	{"trend good.txt 改革 --smooth=-1", 2, `--smooth "-1": want a whole number, 0 or more`},
	{"freq good.txt --stopwords missing.list", 1, "missing.list: no such file"},
	{"freq good.txt --stopwords gbk.list", 1, "gbk.list: not text in UTF-8; save it as UTF-8"},

	// concordances and codes
	{"kwic good.txt", 2, "kwic needs a term, as in: tifa kwic good.txt 改革开放"},
	{"kwic good.txt 改革 --context line", 2, `unknown context "line" (have a number of characters, as in 30, of words, as in 10w, sentence, paragraph)`},
	{"kwic good.txt 改革 --sort size", 2, `unknown --sort "size" (have date, left, right, match, random)`},
	{"kwic good.txt 改革 --by year", 2, "--by gives the strata of a sample: give --sample N with it"},
	{"kwic good.txt 改革 --by sektion --sample 2", 2, `unknown field "sektion" (have `},
	{"kwic good.txt 改革 --by year --by year --sample 2", 2, "--by year is given twice"},
	{"kwic good.txt 改革 --seed 2", 2, "--seed is that of a sample: give --sample N with it"},
	{"kwic good.txt 改革 --sample ten", 2, `--sample "ten": want a whole number, 0 or more`},
	{"kwic good.txt 改革 --codes page", 2, "--codes: page is a column of the table already; name the code otherwise"},
	{"kwic good.txt 改革 --codes x,x", 2, "--codes: x is given twice"},
	{"kwic good.txt 改革 --near 农业", 2, `--near "农业": want TERM:N`},
	{"trend good.txt 改革 --near 农业:far", 2, `--near "农业:far": "far" is no number of words`},
	{"trend good.txt 改革 --near (:3 --match regex", 2, "--near term \"(\": error parsing regexp"},
	{"docs good.txt --near 农业:3", 2, "--near narrows the counts of terms: give a term with it"},
	{"matrix good.txt -o out.mtx --near 农业:3", 2, "--near is how terms are found: give --terms FILE with it"},
	{"freq good.txt --with 改革|", 2, "--with: term"},
	{"freq good.txt --without 改革 --without 改革", 2, `--without: term "改革" is given twice`},
	{"freq good.txt --with 火星", 1, "no document passes the filter"},
	{"codes", 2, "codes needs a file: a concordance that was coded"},
	{"codes missing.csv", 1, "missing.csv: no such file"},
	{"codes good.txt", 2, "good.txt: no format has this ending (have csv, tsv, jsonl, json)"},
	{"codes coded.csv --show kappa", 2, `unknown --show "kappa" (have counts, agreement, joined)`},
	{"codes coded.csv --show agreement", 1, "agreement takes two coders: one file a coder, or a column coder"},
	{"codes coded.csv --show joined --by x", 2, "--by goes with --show counts"},
	{"codes coded.csv --level ratio", 2, `unknown level "ratio" (have nominal, ordinal, interval)`},
	{"codes coded.csv --order low,high", 2, "--order goes with --level ordinal"},
	{"codes coded.csv --by section", 1, `coded.csv:1: no column "section" (have hit_id, x)`},
	{"codes coded.csv --codes y", 1, `coded.csv:1: no column "y" (have hit_id, x)`},
	{"codes coded.csv coded.csv", 1, "coded.csv:2: coded.csv has hit a#body:1 twice, first at coded.csv:2"},
	{"codes coded.csv --hits badhits.csv", 1, "coded.csv:2: hit a#body:1 is not in the concordance"},
	{"codes badhits.csv", 1, "badhits.csv: no column of codes"},
	{"codes gbk.csv", 1, "gbk.csv: not text in UTF-8; save it as UTF-8"},

	// the result
	{"freq good.txt --format xls", 2, `unknown format "xls" (have csv, html, json, jsonl, markdown, parquet, text, tsv, xlsx`},
	{"freq good.txt -o out.doc", 2, "-o out.doc: no format has this ending; name one with --format (csv,"},
	{"freq good.txt -o nowhere/out.csv", 1, "-o nowhere/out.csv: there is no folder nowhere"},
	{"freq good.txt -o plain --format csv", 2, "-o plain: is a folder; name a file in it"},
	{"freq good.txt -o good.txt", 2, "-o good.txt: this file holds records and would be lost; name another"},
	{"freq good.txt --bom", 2, "--bom is for csv and tsv: give --format csv with it"},
	{"freq good.txt --columns word,rate", 2, `--columns: no column "rate" (have word, count, `},
	{"segment good.txt --format csv", 2, `unknown format "csv" (have text, jsonl)`},
	{"segment good.txt --input-format xml", 2, `unknown --input-format "xml" (have text, tagged, jsonl, json, csv, tsv)`},
	{"segment good.txt --encoding gb18030", 2, "--encoding is for records; text is read as UTF-8"},
	{"segment good.txt --input-format tagged --encoding koi8", 2, `unknown encoding "koi8" (have utf-8,`},
	{"segment good.txt --explain 改革", 2, `--explain takes the text as its value, and no file (it has "good.txt")`},
	{"segment --explain 改革 --format xml", 2, `unknown format "xml" (have csv,`},
	{"matrix good.txt", 2, "matrix needs a file to write to, as in: -o out.mtx"},
	{"matrix good.txt -o out.doc", 2, "-o out.doc: no format of a matrix has this ending; name one with --format (mtx, npz"},
	{"matrix good.txt -o nowhere/out.mtx", 1, "-o nowhere/out.mtx: there is no folder nowhere"},
	{"matrix good.txt -o out.mtx --values idf", 2, `unknown --values "idf" (have count, share, tfidf, binary)`},
	{"matrix good.txt -o out.mtx --scheme sklearn", 2, "--scheme is part of a weight: give --values tfidf with it"},
	{"matrix good.txt -o out.mtx --match word", 2, "--match is how terms are found: give --terms FILE with it"},
	{"matrix good.txt -o out.mtx --terms list --vocab list", 2, "--vocab and --terms: give one of the two"},
	{"matrix good.txt -o out.mtx --vocab list --min-docs 2", 2, "--min-docs chooses words, and list says already what the columns are"},
	{"matrix good.txt -o out.mtx --vocab twice.list", 1, `word "改革" is twice in the vocabulary`},
	{"matrix good.txt -o out.mtx --vocab missing.list", 1, "missing.list: no such file"},
	{"matrix good.txt -o out.mtx --min-count 9", 1, "no word passes"},
}

func TestBadCalls(t *testing.T) {
	t.Chdir(badFiles(t))
	for _, test := range badCalls {
		checkBadCall(t, strings.Fields(test.args), test.status, test.says)
	}
	checkBadCall(t, []string{"trend", "good.txt", ""}, 2, "empty term")
	checkBadCall(t, []string{"trend", "good.txt", "  ", "--match", "regex"}, 2, "empty term")
	checkBadCall(t, []string{"trend", "good.txt", "a\nb", "a\nb"}, 2, `given twice`)

	text, err := os.ReadFile("good.txt")
	if err != nil || string(text) != good {
		t.Errorf("the input is not what it was: %q, %v", text, err)
	}
	if left, _ := filepath.Glob("*.mtx*"); left != nil {
		t.Errorf("failed calls left %v", left)
	}
}

// Whatever reads, an interrupt ends it, with no half of a result.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, args := range []string{"freq", "check", "check --summary", "info", "segment --in-format tagged", "segment -"} {
		words := strings.Fields(args)
		if words[len(words)-1] != "-" {
			words = append(words, sample)
		}
		c := callUntil(ctx, t, "改革", words...)
		if c.status != 1 || c.stdout != "" || c.stderr != "tifa: interrupted\n" {
			t.Errorf("tifa %s: status %d, standard output %.100q, standard error %q", args, c.status, c.stdout, c.stderr)
		}
	}
}

// checkBadCall tests that a call ends in one line on standard error that says
// so, and writes no result; status -1 is 1 or 2.
func checkBadCall(t *testing.T, args []string, status int, says string) {
	t.Helper()
	c := call(t, "", args...)
	name := "tifa " + strings.Join(args, " ")
	if c.status != status && (status > 0 || c.status != 1 && c.status != 2) {
		t.Errorf("%s: status %d, want %d", name, c.status, status)
	}
	if c.stdout != "" {
		t.Errorf("%s: standard output is not empty: %.200q", name, c.stdout)
	}
	line, rest, _ := strings.Cut(c.stderr, "\n")
	if !strings.HasPrefix(line, "tifa: ") || rest != "" || !strings.Contains(line, says) {
		t.Errorf("%s: standard error is\n%s\nwant one line that says: tifa: %s", name, c.stderr, says)
	}
}
