package main

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"tifa/segment"
	"tifa/segment/lexicon"
)

// A vocabulary is the words that texts are made of, but for those that are
// invented. It does not change once it is made.
//
//  1. Function words come first, in the order of functionWords.
//  2. The words of the segmentation's dictionary follow by their frequency.
//     Ranks have the weights of Zipf and Mandelbrot.
//  3. Terms of the political lexicon are no part of this list: each year has
//     weights for them of its own, see termWeights.
type vocabulary struct {
	identity segment.Identity // of the dictionary and lexicon
	core     words
	drawCore alias
	terms    []lexicon.Term
}

// Words are texts behind one another: looking one up touches little memory.
type words struct {
	text []byte
	ends []uint32
}

func (w *words) add(s string) {
	w.text = append(w.text, s...)
	w.ends = append(w.ends, uint32(len(w.text)))
}

// at returns word i, a part of text.
func (w *words) at(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = w.ends[i-1]
	}
	return w.text[start:w.ends[i]]
}

// functionWords are the commonest words of newspapers, roughly by how common
// they are. The dictionary cannot tell: it gives all words of one character the
// same frequency.
const functionWords = `的 在 和 了 是 一 不 人 有 为 中 这 对 上 他 我 也 大 个 与 就 到 以 要 说 年 将 等 都 从 地 还 而 们 被
向 多 我们 中国 把 两 三 又 后 新 时 月 日 使 来 并 让 及 下 他们 好 做 能 会 没有 去 很 由 于 这个 自己 更 国 工作 发展 用
得 已 着 几 她 你 各 内 所 但 其 过 之 最 小 它 同 给 只 高 此 家 市 县 省 党 名 种 次 位 可以 里 全 外 前 者 再 万 亿 元 四 五 六 七 八 九 十
如 比 才 或 却 每 应 该 第 跟 因 便 看 想 走 出 起 事 话 手 心 天 水 路 山 车 书 老 长 重 问题 进行 人民 国家 经济 社会 建设 生产 群众 干部`

func newVocabulary(seg *segment.Segmenter) *vocabulary {
	v := &vocabulary{identity: seg.Identity(), terms: lexicon.Builtin()}
	taken := make(map[string]bool)
	for _, t := range v.terms {
		taken[t.Text] = t.Year > 0 // it must not stand in texts of before
	}
	v.terms = slices.DeleteFunc(v.terms, func(t lexicon.Term) bool { return t.Year == 0 || holdsPlanted(t.Text) })
	add := func(word string) {
		if !taken[word] && isHan(word) && !holdsPlanted(word) {
			taken[word] = true
			v.core.add(word)
		}
	}
	for word := range strings.FieldsSeq(functionWords) {
		add(word)
	}
	for _, word := range byFrequency(seg) {
		add(word)
	}
	v.drawCore = newAlias(zipf(len(v.core.ends)))
	return v
}

// byFrequency returns the words of the dictionary, the most frequent first.
func byFrequency(seg *segment.Segmenter) []string {
	shares := seg.Frequencies()
	ids := make([]int32, len(shares))
	for i := range ids {
		ids[i] = int32(i)
	}
	slices.SortFunc(ids, func(a, b int32) int {
		return cmp.Or(cmp.Compare(shares[b], shares[a]), cmp.Compare(seg.Word(a), seg.Word(b)))
	})
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = seg.Word(id)
	}
	return list
}

func isHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return s != ""
}

// termWeights say how often each term stands in a text of the year: not at all
// before its first year, most two years later, then less and less. Some terms
// stay, some are gone in three years; which, and how common each is, follows
// from its spelling. A year before the first of all terms has those of that
// first year, so that there is something to draw.
func termWeights(terms []lexicon.Term, year int) []float64 {
	first := terms[0].Year
	for _, t := range terms {
		first = min(first, t.Year)
	}
	year = max(year, first)
	weights := make([]float64, len(terms))
	for i, t := range terms {
		age := float64(year - t.Year)
		if age < 0 {
			continue
		}
		h := mix(hashOf(t.Text), 1)
		common := 1 / (3 + float64(h%uint64(len(terms))))
		life := 3 + 40*float64(h>>32%1000)/1000*float64(h>>44%1000)/1000 // years
		rise := math.Min(1, (age+1)/3)
		weights[i] = common * rise * (0.03 + math.Exp(-math.Max(0, age-2)/life))
	}
	return weights
}

// hashOf is FNV-1a (Fowler, Noll, Vo), 64 bits.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
