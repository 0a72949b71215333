package ingest_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tifa/corpus"
	"tifa/corpus/ingest"
)

// settle waits until no more goroutines run than before.
func settle(t *testing.T, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// many is a folder of many batches.
func many(t *testing.T, first string) string {
	return folder(t, map[string]string{
		"0.txt": first,
		"1.txt": strings.Repeat(record("20050102", "1", "a", strings.Repeat("改革开放", 2000)), 200), // 4.8 MB
	})
}

func TestCancelled(t *testing.T) {
	seg := segmenter()
	before := runtime.NumGoroutine()
	dir := many(t, "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ingest.Read(ctx, []string{dir}, ingest.Options{Segmenter: seg}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	settle(t, before)

	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	told := 0
	opt := ingest.Options{Segmenter: seg, Workers: 4, Progress: func(ingest.Progress) { told++; cancel() }}
	if _, err := ingest.Read(ctx, []string{dir}, opt); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled under way: %v", err)
	}
	if told > 2 {
		t.Errorf("went on for %d batches", told)
	}
	settle(t, before)
}

// Reading ends though standard input never does.
func TestCancelledStdin(t *testing.T) {
	seg := segmenter()
	before := runtime.NumGoroutine()
	r, w := io.Pipe()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	done := make(chan error)
	go func() {
		_, err := ingest.Read(ctx, []string{"-"}, ingest.Options{Segmenter: seg, Stdin: r})
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("still waits for standard input")
	}
	_ = w.Close() // the goroutine that reads ends with its input
	settle(t, before)
}

// An early error leaves no goroutine behind.
func TestStrictLeavesNothing(t *testing.T) {
	seg := segmenter()
	before := runtime.NumGoroutine()
	for _, workers := range []int{1, 8} {
		_, err := ingest.Read(context.Background(), []string{many(t, "stray\n"+record("20050101", "1", "a", "b"))}, ingest.Options{Segmenter: seg, Workers: workers, Strict: true})
		if err == nil {
			t.Error("no error")
		}
		settle(t, before)
	}
}

// Problems behind the last document that an interrupted ingest took in are met
// again by the next one, and counted once.
func TestCancelledProblems(t *testing.T) {
	file := folder(t, map[string]string{"1.txt": strings.Repeat(record("200599", "1", "", ""), 9000)})
	problems := func(cancelAfter int) map[string]int {
		dir := filepath.Join(t.TempDir(), "corpus")
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		told := 0
		opt := ingest.StoreOptions{Tool: "test"}
		opt.Segmenter = segmenter()
		opt.Problem = func(*corpus.Problem) {
			if told++; told == cancelAfter {
				cancel()
			}
		}
		sum, err := ingest.Store(ctx, []string{file}, dir, opt)
		if cancelAfter > 0 && (!errors.Is(err, context.Canceled) || sum.Waiting == 0) {
			t.Fatalf("%+v, %v", sum, err)
		}
		keep(t, dir, 0, file)
		return open(t, dir).About().Problems
	}
	want := problems(0)
	for _, n := range []int{1, 5000, 10000} { // in three batches, some of which end with a problem
		if got := problems(n); !maps.Equal(got, want) {
			t.Errorf("cancelled after %d: %v, want %v", n, got, want)
		}
	}
}
