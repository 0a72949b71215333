package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"tifa/segment"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tifa": main})
}

// Every script runs the program as users do, in a process of its own.
func TestScripts(t *testing.T) {
	slowly(t)
	cache := t.TempDir() // of the compiled dictionary, for all scripts
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
				env.Setenv(name, cache)
			}
			return nil
		},
	})
}

// slowly leaves a test out under the race detector that runs much and runs it in
// one goroutine after another: others ask the same questions of many.
func slowly(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("left out under the race detector")
	}
}

// loaded returns a segmenter that all tests share: loading it takes half a
// second, and several under the race detector.
var loaded = sync.OnceValues(func() (*segment.Segmenter, error) { return segment.New(segment.Options{}) })

// A called is what a call of tifa left behind.
type called struct {
	stdout, stderr string
	status         int
}

// call runs tifa in this process, as main does.
func call(t *testing.T, stdin string, args ...string) called {
	t.Helper()
	return callUntil(context.Background(), t, stdin, args...)
}

// callUntil is call, interrupted when ctx ends.
func callUntil(ctx context.Context, t *testing.T, stdin string, args ...string) called {
	t.Helper()
	seg, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	p := &program{stdin: strings.NewReader(stdin), stdout: &stdout, stderr: &stderr, segmenter: seg}
	status := exitStatus(p.run(ctx, args), &stderr)
	return called{stdout.String(), stderr.String(), status}
}

// succeed is call for what must work; it returns standard output.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	c := call(t, "", args...)
	if c.status != 0 {
		t.Fatalf("tifa %s: status %d: %s", strings.Join(args, " "), c.status, c.stderr)
	}
	return c.stdout
}
