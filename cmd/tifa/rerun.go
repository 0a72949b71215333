package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tifa/reports"
)

const rerunDescription = `Reads where a result came from (x.csv.tifa.json beside it, or what JSON, HTML, XLSX,
Parquet, SVG and PNG hold inside), asks the same question again in a temporary folder, and says
whether the answer is the same. If not, it says why: documents that are missing, extra or changed,
by id (of corpora of more than 2,000 documents by month); another version of tifa or another
segmentation; files of terms, periods or stop words that were changed; and which cells differ.
Cells are those of rows with the same words, terms, groups, periods or ids.

The question is asked from the folder in which you are: paths that were relative are again. With
--corpus it goes to another corpus, such as the stored one that was made of the files. The exit
status is 0 where the result is the same, 1 where it is not or could not be made again.

   tifa freq testdata/sample --top 20 -o top.csv
   tifa rerun top.csv`

func (p *program) rerunCommand() *cli.Command {
	corpus := ""
	return &cli.Command{
		Name:        "rerun",
		Usage:       "make a result again and say whether it is the same",
		ArgsUsage:   "FILE",
		Description: rerunDescription,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "corpus", Usage: "ask `CORPUS` instead of the one that the result is of", Destination: &corpus},
		},
		Action: func(c *cli.Context) error {
			if len(p.args) != 1 {
				return usagef("rerun takes one result, as in: tifa rerun top.csv")
			}
			file := p.args[0]
			if result, ok := strings.CutSuffix(file, ".tifa.json"); ok {
				if _, err := os.Stat(result); err == nil {
					file = result
				}
			}
			m, err := reports.ReadManifest(file)
			if err != nil {
				return fileError(err)
			}
			dir, err := os.MkdirTemp("", "tifa-rerun-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(dir)
			r := &rerun{app: c.App, file: file, dir: dir, was: m, corpus: corpus}
			if err := r.again(c.Context, p); err != nil {
				return err
			}
			same, err := r.compare()
			if err != nil {
				return fileError(err)
			}
			if _, err := p.stdout.Write([]byte(r.report.String())); err != nil {
				return err
			}
			if !same {
				return fmt.Errorf("%s is different when it is made again", file)
			}
			return nil
		},
	}
}

// A rerun is a result that is made again.
type rerun struct {
	app    *cli.App
	file   string // the result
	dir    string // where it is made again
	corpus string // to be asked instead; "" is the same
	was    *reports.Manifest
	report strings.Builder
}

// again asks the question of the result anew, by the way of all questions.
func (r *rerun) again(ctx context.Context, p *program) error {
	args, err := r.arguments()
	if err != nil {
		return err
	}
	q := &program{stdin: p.stdin, stdout: new(strings.Builder), stderr: p.stderr, segmenter: p.segmenter, quiet: true}
	switch { // as the result does, for the corpus may have grown
	case len(r.was.ByID) > 0:
		q.listing = "id"
	case len(r.was.ByMonth) > 0:
		q.listing = "month"
	}
	err = q.run(ctx, args)
	var wrong *usageError
	if errors.As(err, &wrong) { // the call of rerun was right
		return fmt.Errorf("%s cannot be made again: %w", r.file, errors.New(err.Error()))
	}
	if err != nil {
		return fmt.Errorf("%s cannot be made again: %w", r.file, err)
	}
	return nil
}

// howRead are the flags that say how files are read; a stored corpus has been.
var howRead = []string{"encoding", "profile", "map", "input-format", "set", "max-record", "max-expansion"}

// arguments returns the call that makes the result in the folder of the rerun.
func (r *rerun) arguments() ([]string, error) {
	command := r.app.Command(r.was.Command)
	if r.was.Tool != "tifa" || command == nil || findFlag([]*cli.Command{command}, "o") == nil {
		return nil, fmt.Errorf("%s was made by %s %s, which this program cannot call", r.file, r.was.Tool, r.was.Command)
	}
	args := []string{r.was.Command}
	for _, flag := range r.was.Flags {
		name, value := cutFlag(flag)
		switch {
		case r.corpus != "" && (name == "also" || isStored(r.corpus) && slices.Contains(howRead, name)):
			continue
		case slices.Contains(outputFiles, name):
			flag = "--" + name + "=" + filepath.Join(r.dir, value)
		}
		args = append(args, flag)
	}
	for _, name := range r.outputs() {
		args = append(args, "-o", filepath.Join(r.dir, name))
	}
	rest := r.was.Arguments
	if r.corpus != "" {
		switch kind := command.ArgsUsage; {
		case strings.HasPrefix(kind, "CORPUS") && len(rest) > 0:
			rest = append([]string{r.corpus}, rest[1:]...)
		case strings.HasPrefix(kind, "SOURCE"):
			rest = []string{r.corpus}
		default:
			return nil, usagef("--corpus: %s reads %s, not a corpus", r.was.Command, kind)
		}
	}
	return append(append(args, "--"), rest...), nil
}

// outputs are the names of the files of -o in the folder of the rerun: as many as
// there were, for a table in a terminal has other rows than one in a file.
func (r *rerun) outputs() []string {
	if len(r.was.Outputs) == 0 {
		return []string{"result"} // a folder
	}
	var names []string
	for i, format := range r.was.Outputs {
		names = append(names, fmt.Sprintf("result%d%s", i, endingOf(r.was.Command, format)))
	}
	return names
}

// endingOf returns the ending of files in a format of a command's results.
func endingOf(command, format string) string {
	if command == "matrix" {
		if f, err := reports.LookupMatrix(format); err == nil {
			return f.Ending
		}
	} else if f, err := reports.Lookup(format); err == nil {
		return f.Ending
	}
	return "." + format // the command will say that it does not know it
}

// made returns the file, or the files, that stand for the result when it is made
// again, and its format, "" for a picture or a folder.
func (r *rerun) made() (path, format string, err error) {
	ending := strings.ToLower(filepath.Ext(r.file))
	info, err := os.Stat(r.file)
	if err != nil {
		return "", "", err
	}
	names := r.outputs()
	switch {
	case info.IsDir() && len(r.was.Outputs) > 0:
		return filepath.Join(r.dir, "network"), "", nil
	case info.IsDir():
		return filepath.Join(r.dir, names[0]), "", nil
	case ending == ".svg" || ending == ".png":
		return filepath.Join(r.dir, "chart"+ending), "", nil
	case len(r.was.Outputs) == 0:
		inside, err := insideFolder(r.file)
		return filepath.Join(r.dir, names[0], inside), strings.TrimPrefix(ending, "."), err
	}
	place := endingAmong(r.file, names)
	if place < 0 {
		return "", "", fmt.Errorf("%s: was written with results in %s, and its ending does not tell which it is", r.file, strings.Join(r.was.Outputs, ", "))
	}
	return filepath.Join(r.dir, names[place]), r.was.Outputs[place], nil
}

// endingAmong returns which of the names has the ending of a file, the longest of
// several: .triplets.csv ends in .csv too; -1 if none has.
func endingAmong(file string, names []string) int {
	if len(names) == 1 {
		return 0
	}
	place, longest := -1, 0
	for i, name := range names {
		ending := name[strings.Index(name, "."):]
		if strings.HasSuffix(strings.ToLower(file), ending) && len(ending) > longest {
			place, longest = i, len(ending)
		}
	}
	return place
}

// insideFolder returns the place of a file in the folder that is its result.
func insideFolder(file string) (string, error) {
	full, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, reports.FolderManifest)); err == nil {
			return filepath.Rel(dir, full)
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("%s: is a file of a result that is a folder, and does not lie in it; give the folder", file)
		}
	}
}
