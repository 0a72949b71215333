//go:build race

package main

// raceDetector tells whether the tests run under it, several times slower.
const raceDetector = true
