package ingest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tifa/corpus/ingest"
	"tifa/corpus/store"
	"tifa/segment"
)

// childTask makes the test binary write to a stored corpus and end: such a
// process can be killed. Its value is ingest, compact or resegment.
const childTask = "TIFA_TEST_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		if err := child(task, os.Args[1], os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func child(task, src, dir, cuts string) error {
	seg, err := segment.Open(cuts)
	if err != nil {
		return err
	}
	opt := ingest.StoreOptions{Options: ingest.Options{Segmenter: seg}, SegmentTokens: crashTokens}
	fmt.Println("begins")
	switch task {
	case "ingest":
		_, err = ingest.Store(context.Background(), []string{src}, dir, opt)
	case "resegment":
		opt.Resegment = true
		_, err = ingest.Store(context.Background(), nil, dir, opt)
	default:
		_, err = ingest.Compact(context.Background(), dir, ingest.CompactOptions{SegmentTokens: 3 * crashTokens})
	}
	return err
}

const (
	crashDocuments = 1500
	crashPerFile   = 400
	crashTokens    = 40000
)

// A crashTest kills processes that write to a corpus.
type crashTest struct {
	*testing.T
	src  string
	cuts string
}

func newCrashTest(t *testing.T, seg *segment.Segmenter) crashTest {
	x := crashTest{T: t, src: t.TempDir(), cuts: filepath.Join(t.TempDir(), "cuts")}
	if err := seg.Save(x.cuts); err != nil {
		t.Fatal(err)
	}
	x.write(crashDocuments)
	return x
}

// kills is how many processes a test kills.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("TIFA_KILLS"))
	if err != nil {
		n = 3
	}
	if raceDetector {
		t.Skip("what is killed tells of no races")
	}
	return n
}

// write makes the source hold the first n documents.
func (x crashTest) write(n int) {
	x.Helper()
	const alphabet = "改革开放中国特色社会主义现代化建设人民代表大会经济工作会议北京上海农业科学技术"
	letters := []rune(alphabet)
	r := rand.New(rand.NewPCG(5, 5)) // the same documents each time
	for from := 0; from < crashDocuments; from += crashPerFile {
		var b strings.Builder
		for i := from; i < min(from+crashPerFile, crashDocuments); i++ {
			var body strings.Builder
			for range 100 + r.IntN(300) {
				body.WriteRune(letters[r.IntN(len(letters))])
			}
			if i < n {
				b.WriteString(record(fmt.Sprintf("%d%02d%02d", 1980+i%40, 1+i%12, 1+i%28), strconv.Itoa(i), "标题", body.String()))
			}
		}
		name := filepath.Join(x.src, fmt.Sprintf("%05d.txt", from))
		if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
			x.Fatal(err)
		}
	}
}

// run runs a task, kills it after some time, and tells whether it was over
// before. A time of zero lets it end.
func (x crashTest) run(task, dir string, after time.Duration) (ended bool, took time.Duration) {
	x.Helper()
	cmd := exec.Command(os.Args[0], x.src, dir, x.cuts)
	cmd.Env = append(os.Environ(), childTask+"="+task)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		x.Fatal(err)
	}
	begins, _ := bufio.NewReader(stdout).ReadString('\n') // what it says on failure comes below
	began := time.Now()
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended
		defer timer.Stop()
	}
	err = cmd.Wait()
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == -1 && after > 0 { // by a signal
		return false, 0
	}
	if err != nil || begins == "" {
		x.Fatalf("%s: %v %s", task, err, &stderr)
	}
	return true, time.Since(began)
}

// template returns a corpus of many segments, some with replaced documents.
func (x crashTest) template() string {
	x.Helper()
	dir := filepath.Join(x.TempDir(), "template")
	x.write(crashDocuments / 2)
	keep(x, dir, crashTokens/4, x.src)
	x.write(crashDocuments)
	keep(x, dir, crashTokens/2, x.src)
	return dir
}

// linked returns a copy of a corpus, whose files are written once.
func (x crashTest) linked(dir string) string {
	x.Helper()
	to := filepath.Join(x.TempDir(), "corpus")
	if err := os.Mkdir(to, 0o777); err != nil {
		x.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		x.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "lock" {
			continue
		}
		if err := os.Link(filepath.Join(dir, e.Name()), filepath.Join(to, e.Name())); err != nil {
			x.Skip("needs hard links: ", err)
		}
	}
	return to
}

// An ingest that is killed leaves a corpus of the first documents of the files,
// and none of them only in part; the next ingest goes on, and at the end the
// corpus is what it would be if nothing had happened.
func TestKilledIngest(t *testing.T) {
	n := kills(t)
	x := newCrashTest(t, segmenter())
	want := told(t, read(t, ingest.Options{}, x.src))
	dir := filepath.Join(t.TempDir(), "corpus")
	_, took := x.run("ingest", dir, 0)
	if diff := cmp.Diff(want, told(t, open(t, dir))); diff != "" {
		t.Fatal(diff)
	}
	had, lengths := 0, []int{}
	dir = filepath.Join(t.TempDir(), "killed")
	for killed := 0; killed < n; {
		if ended, _ := x.run("ingest", dir, 1+rand.N(took)); ended {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			had = 0
			continue
		}
		killed++
		now := x.checkPrefix(dir)
		lengths = append(lengths, now)
		if now < had {
			t.Errorf("%d documents, before %d", now, had)
		}
		had = now
	}
	t.Logf("documents after each kill: %v", lengths)
	x.run("ingest", dir, 0)
	if diff := cmp.Diff(want, told(t, open(t, dir))); diff != "" {
		t.Error(diff)
	}
	whole(t, dir)
}

// checkPrefix checks that a corpus is of the first documents of the source, and
// returns how many.
func (x crashTest) checkPrefix(dir string) int {
	x.Helper()
	c, err := store.Open(dir)
	if err != nil {
		if !strings.HasSuffix(err.Error(), "no stored corpus (it has no manifest)") && !strings.Contains(err.Error(), "the first ingest was not finished") &&
			!strings.Contains(err.Error(), "there is no such folder") {
			x.Errorf("the corpus cannot be opened: %v", err)
		}
		return 0
	}
	whole(x, dir)
	n := c.Len()
	x.write(n)
	want := told(x, read(x, ingest.Options{}, x.src))
	x.write(crashDocuments)
	if diff := cmp.Diff(want, told(x, c)); diff != "" {
		x.Errorf("%d documents:\n%s", n, diff)
	}
	return n
}

// Compacting that is killed changes no answer.
func TestKilledCompact(t *testing.T) {
	n := kills(t)
	x := newCrashTest(t, segmenter())
	template := x.template()
	want := told(t, open(t, template))
	x.killMany(n, "compact", template, [][]string{want})
}

// Cutting anew that is killed leaves the old words or the new ones.
func TestKilledResegment(t *testing.T) {
	n := kills(t)
	x := newCrashTest(t, plain())
	template := x.template()
	before := told(t, open(t, template))
	after, err := ingest.Read(context.Background(), []string{x.src}, ingest.Options{Segmenter: plain()})
	if err != nil {
		t.Fatal(err)
	}
	x.killMany(n, "resegment", template, [][]string{before, told(t, after)})
}

// killMany kills a task n times on copies of a corpus, which must then say one
// of some things, the last when the task is over.
func (x crashTest) killMany(n int, task, template string, oneOf [][]string) {
	x.Helper()
	_, took := x.run(task, x.linked(template), 0)
	dir := x.linked(template)
	for killed := 0; killed < n; {
		if ended, _ := x.run(task, dir, 1+rand.N(took)); ended {
			dir = x.linked(template)
			continue
		}
		killed++
		whole(x, dir)
		got := told(x, open(x, dir))
		if !slices.ContainsFunc(oneOf, func(want []string) bool { return slices.Equal(want, got) }) {
			x.Errorf("the corpus is neither as it was nor as it should become:\n%s", cmp.Diff(oneOf[0], got))
		}
	}
	x.run(task, dir, 0)
	if diff := cmp.Diff(oneOf[len(oneOf)-1], told(x, open(x, dir))); diff != "" {
		x.Error(diff)
	}
	whole(x, dir)
}
