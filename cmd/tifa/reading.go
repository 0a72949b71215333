package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/corpus/ingest"
)

// readingFlags say what is made of the records that are read: which texts are
// counted, and under which names their fields go.
type readingFlags struct {
	drop, recode         cli.StringSlice
	dropRules, kindRules string
	clean                string
}

func (f *readingFlags) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "drop", Usage: "leave out of the counts: `dateline,byline,jump` (新华社北京6月27日电 …)", Destination: &f.drop},
		&cli.StringFlag{Name: "drop-rules", Usage: "take what --drop may name from `FILE`, lines of NAME WHERE PATTERN, instead of the built-in rules", Destination: &f.dropRules},
		&cli.StringFlag{Name: "clean", Usage: "take remnants of `html` (tags, entities) out of the texts", Destination: &f.clean},
		&cli.StringSliceFlag{Name: "recode", Usage: "give values of a field other names: `FIELD=FILE`, a CSV file of old,new[,from,to]", Destination: &f.recode},
		&cli.StringFlag{Name: "kind-rules", Usage: "tell pictures and adverts by the rules in `FILE` instead of the built-in ones", Destination: &f.kindRules},
	}
}

// apply sets the options of reading that the flags ask for.
func (f *readingFlags) apply(opt *ingest.Options) error {
	if f.clean != "" && f.clean != "html" {
		return usagef("--clean %q: want html", f.clean)
	}
	opt.CleanHTML = f.clean == "html"
	for _, apply := range []func(*ingest.Options) error{f.applyKinds, f.applyDrop, f.applyRecode} {
		if err := apply(opt); err != nil {
			return err
		}
	}
	return nil
}

func (f *readingFlags) applyKinds(opt *ingest.Options) error {
	if f.kindRules == "" {
		return nil
	}
	text, err := readText(f.kindRules)
	if err != nil {
		return err
	}
	rules, err := corpus.ParseKinds(strings.NewReader(text), f.kindRules)
	opt.Kinds = &rules
	return err
}

func (f *readingFlags) applyDrop(opt *ingest.Options) error {
	names := splitList(f.drop.Value())
	if len(names) == 0 {
		if f.dropRules != "" {
			return usagef("--drop-rules goes with --drop NAME")
		}
		return nil
	}
	rules := corpus.BuiltinBoilerplate()
	if f.dropRules != "" {
		text, err := readText(f.dropRules)
		if err != nil {
			return err
		}
		if rules, err = corpus.ParseBoilerplate(strings.NewReader(text), f.dropRules); err != nil {
			return err
		}
	}
	var err error
	opt.Drop, err = rules.Only(names)
	return asUsage(err)
}

func (f *readingFlags) applyRecode(opt *ingest.Options) error {
	for _, r := range f.recode.Value() {
		field, file, ok := strings.Cut(r, "=")
		if !ok || field == "" || file == "" {
			return usagef("--recode %s: want FIELD=FILE", r)
		}
		text, err := readText(file)
		if err != nil {
			return err
		}
		if err := opt.Recode.Read(field, strings.NewReader(text), file); err != nil {
			return err
		}
	}
	return nil
}

// pairs are the flags as a manifest states them.
func (f *readingFlags) pairs() [][2]string {
	return [][2]string{
		{"drop", strings.Join(splitList(f.drop.Value()), ",")}, {"drop-rules", f.dropRules}, {"clean", f.clean},
		{"recode", strings.Join(f.recode.Value(), ",")}, {"kind-rules", f.kindRules},
	}
}
