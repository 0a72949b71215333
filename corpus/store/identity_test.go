package store_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/corpus"
)

// Content is the sum of the documents' hashes modulo 2^256, least significant
// byte first, whatever their order.
func TestIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := documents().Draw(t, "documents")
		sum := new(big.Int)
		for _, d := range docs {
			h := d.Hash()
			slices.Reverse(h[:]) // big.Int reads the most significant byte first
			sum.Add(sum, new(big.Int).SetBytes(h[:]))
		}
		sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 256))
		var want corpus.Hash
		sum.FillBytes(want[:])
		slices.Reverse(want[:])
		id := build(t, rapid.Permutation(docs).Draw(t, "arrival")...).Identity()
		if id.Content != want || id.Documents != len(docs) || id.Segmentation != "spaces" {
			t.Fatalf("%+v, want content %s", id, want)
		}
	})
}

// One document more, or one text changed, is another content.
func TestIdentityDiffers(t *testing.T) {
	docs := columnDocuments(t)
	whole := build(t, docs...).Identity().Content
	if got := build(t, docs[1:]...).Identity().Content; got == whole {
		t.Error("a document less has the same content")
	}
	docs[0].Body += "x"
	if got := build(t, docs...).Identity().Content; got == whole {
		t.Error("another text has the same content")
	}
}
