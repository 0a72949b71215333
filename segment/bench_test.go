package segment

import (
	"strings"
	"testing"
)

// One Segmenter on as many goroutines as -cpu says, each with its Buffer:
//
//	go test -bench CutParallel -cpu 1,2 ./segment
func BenchmarkCutParallel(b *testing.B) {
	text := strings.Join(sample(), "")
	for _, bench := range []struct {
		name string
		cut  func(buf *Buffer)
	}{
		{"array", func(buf *Buffer) { compiled().cutAll(buf, text) }},
		{"layers", func(buf *Buffer) { full().Cut(buf, text) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var warm Buffer
			bench.cut(&warm)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			b.ResetTimer() // without compiling
			b.RunParallel(func(pb *testing.PB) {
				var buf Buffer
				for pb.Next() {
					bench.cut(&buf)
				}
			})
		})
	}
}
