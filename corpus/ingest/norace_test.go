//go:build !race

package ingest_test

// raceDetector tells whether the tests run under it, several times slower.
const raceDetector = false
