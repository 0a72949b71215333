package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/corpus"
	"tifa/corpus/ingest"
	"tifa/corpus/store"
)

// readingFlags say what is made of the records that are read: which texts are
// counted, and under which names their fields go.
type readingFlags struct {
	drop, recode         cli.StringSlice
	dropRules, kindRules string
	clean                string
	kept                 map[string]string // rules that a stored corpus was made with, by flag
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
	if f.kindRules == "" && f.kept["kind-rules"] == "" {
		return nil
	}
	text, name, err := f.rules("kind-rules", f.kindRules)
	if err != nil {
		return err
	}
	rules, err := corpus.ParseKinds(strings.NewReader(text), name)
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
	if f.dropRules != "" || f.kept["drop-rules"] != "" {
		text, name, err := f.rules("drop-rules", f.dropRules)
		if err != nil {
			return err
		}
		if rules, err = corpus.ParseBoilerplate(strings.NewReader(text), name); err != nil {
			return err
		}
	}
	var err error
	opt.Drop, err = rules.Only(names)
	return asUsage(err)
}

func (f *readingFlags) applyRecode(opt *ingest.Options) (err error) {
	opt.Recode, err = f.recoding()
	return err
}

// recoding returns what --recode names.
func (f *readingFlags) recoding() (recoding corpus.Recoding, err error) {
	for _, r := range f.recode.Value() {
		field, file, ok := strings.Cut(r, "=")
		if !ok || field == "" || file == "" {
			return recoding, usagef("--recode %s: want FIELD=FILE", r)
		}
		text, err := readText(file)
		if err != nil {
			return recoding, err
		}
		if err := recoding.Read(field, strings.NewReader(text), file); err != nil {
			return recoding, err
		}
	}
	return recoding, nil
}

// use makes the flags say what a corpus was made with. Rules that stood in a
// file come from the corpus.
func (f *readingFlags) use(made []store.Setting) error {
	for _, s := range made {
		switch s.Name {
		case "drop":
			f.drop = *cli.NewStringSlice(s.Value)
		case "clean":
			f.clean = s.Value
		default:
			if f.kept == nil {
				f.kept = make(map[string]string)
			}
			f.kept[s.Name] = s.Value
		}
	}
	return nil
}

// rules returns the rules of a flag that names a file, and what to call it.
func (f *readingFlags) rules(flag, file string) (text, name string, err error) {
	if kept := f.kept[flag]; kept != "" {
		return kept, flag + " of the corpus", nil
	}
	text, err = readText(file)
	return text, file, err
}

// settings are the flags that change texts or kinds, with the rules of their
// files, as a stored corpus keeps them.
func (f *readingFlags) settings() ([]store.Setting, error) {
	var list []store.Setting
	add := func(name, value string) {
		if value != "" {
			list = append(list, store.Setting{Name: name, Value: value})
		}
	}
	add("drop", strings.Join(splitList(f.drop.Value()), ","))
	add("clean", f.clean)
	for name, file := range map[string]string{"drop-rules": f.dropRules, "kind-rules": f.kindRules} {
		if file == "" {
			continue
		}
		text, err := readText(file)
		if err != nil {
			return nil, err
		}
		add(name, text)
	}
	slices.SortFunc(list, func(a, b store.Setting) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// pairs are the flags as a manifest states them.
func (f *readingFlags) pairs() [][2]string {
	return [][2]string{
		{"drop", strings.Join(splitList(f.drop.Value()), ",")}, {"drop-rules", f.dropRules}, {"clean", f.clean},
		{"recode", strings.Join(f.recode.Value(), ",")}, {"kind-rules", f.kindRules},
	}
}
