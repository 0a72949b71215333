"""Recomputes tifa colloc: what stands in the windows from the words of tifa segment, by asking every
word how far each hit is away; the measures with scipy and, where it is there, with NLTK."""

import collections
import csv
import io
import json
import math
import pathlib
import subprocess
import sys

from scipy.stats import contingency

try:
    from nltk.metrics import BigramAssocMeasures
except ImportError:
    BigramAssocMeasures = None

WORDS = {"word", "number", "latin"}
WIDE = {ord("％"): "%"} | {0xFEE0 + c: c for r in ("09", "AZ", "az") for c in range(ord(r[0]), ord(r[1]) + 1)}


def run(*args):
    return subprocess.run(args, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout.decode()


def paragraphs(tifa, sample):
    """Yields the document, the bytes and the words (start, end, form) of each paragraph."""
    files = sorted(str(f) for f in pathlib.Path(sample).rglob("*") if f.is_file())
    for line in run(tifa, "segment", "--input-format", "tagged", "--format", "jsonl", *files).splitlines():
        p = json.loads(line)
        if p["zone"] != "repeat":  # a title that the body begins with is counted once
            words = [(t["start"], t["end"], t["text"].translate(WIDE)) for t in p["tokens"] if t["kind"] in WORDS]
            yield p["id"], p["text"].encode(), words


def hits(text, words, term, match):
    if match == "word":
        return [(start, end) for start, end, form in words if form == term]
    found, at, term = [], 0, term.encode()
    while (at := text.find(term, at)) >= 0:
        found.append((at, at + len(term)))
        at += len(term)
    return found


def distance(text, words, i, hit, left, right, ends):
    """How many words on word i stands from a hit, and whether on the left; None outside the window."""
    start, end, _ = words[i]
    before = end <= hit[0]
    a, b = (end, hit[0]) if before else (hit[1], start)
    if a > b or any(e in text[a:b].decode() for e in ends):
        return None
    n = 1 + sum(1 for s, e, _ in words if s >= a and e <= b)
    size = left if before else right
    return None if size is not None and n > size else (n, not before)


def surroundings(texts, term, match, left, right, ends):
    count, on_left, documents = collections.Counter(), collections.Counter(), collections.defaultdict(set)
    f1 = 0
    for doc, text, words in texts:
        found = hits(text, words, term, match)
        f1 += len(found)
        for i, (_, _, form) in enumerate(words if found else []):
            near = [d for h in found if (d := distance(text, words, i, h, left, right, ends))]
            if near:
                # of two hits as near as each other the one before: the word is right of it
                nearest = min(near, key=lambda d: (d[0], not d[1]))
                count[form] += 1
                on_left[form] += not nearest[1]
                documents[form].add(doc)
    return f1, count, on_left, documents


def measures(o, f1, f2, w, n):
    e = f2 * w / n
    table = [[o, w - o], [f2 - o, n - w - f2 + o]]
    out = {
        "expected": e, "pmi": math.log2(o / e), "mi3": math.log2(o**3 / e), "t": (o - e) / math.sqrt(o),
        "z": (o - e) / math.sqrt(e), "dice": 2 * o / (f1 + f2), "log_dice": 14 + math.log2(2 * o / (f1 + f2)),
        "delta_p_word_term": o / w - (f2 - o) / (n - w), "delta_p_term_word": o / f2 - (w - o) / (n - f2),
        "min_sensitivity": min(o / f1, o / f2),
    }
    g2 = contingency.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    out["g2"], out["p_g2"] = math.copysign(g2.statistic, o - e), g2.pvalue
    if BigramAssocMeasures:
        bigrams = BigramAssocMeasures()
        for name, mine, theirs in [
            ("pmi", "pmi", bigrams.pmi(o, (w, f2), n)), ("t", "student_t", bigrams.student_t(o, (w, f2), n)),
            ("g2", "likelihood_ratio", math.copysign(bigrams.likelihood_ratio(o, (w, f2), n), o - e)),
            ("dice", "dice", bigrams.dice(o, (f1, f2), n)),
        ]:
            same(out[name], theirs, f"NLTK {mine} of {table}")
    return out


def same(got, want, what):
    # what is printed has 10 digits, and near independence g2 is the difference of large numbers
    if abs(got - want) > 1e-8 * max(1, abs(want)):
        sys.exit(f"{what}: {got!r}, want {want!r}")


def compare(tifa, sample, texts, totals, term, match, flags, left, right, ends):
    what = f"colloc {term} --match {match} {' '.join(flags)}"
    table = run(tifa, "colloc", sample, term, "--match", match, *flags, "--stopwords", "none", "--format", "csv")
    rows = {row["word"]: row for row in csv.DictReader(io.StringIO(table))}
    f1, count, on_left, documents = surroundings(texts, term, match, left, right, ends)
    if set(rows) != set(count) or not rows:
        sys.exit(f"{what}: words differ: {sorted(set(rows) ^ set(count))[:10]}")
    w, n = sum(count.values()), sum(totals.values())
    for word, row in rows.items():
        want = {
            "count": count[word], "count_left": on_left[word], "count_right": count[word] - on_left[word],
            "documents": len(documents[word]), "count_term": f1, "count_word": totals[word],
            "window_words": w, "words_total": n,
        }
        for name, value in want.items():
            if int(row[name]) != value:
                sys.exit(f"{what}: {word}: {name} is {row[name]}, want {value}")
        for name, value in measures(count[word], f1, totals[word], w, n).items():
            same(float(row[name]), value, f"{what}: {word}: {name}")
    print(f"  {what}: {len(rows)} words agree")


def main():
    tifa, _, sample = sys.argv[1:4]
    texts = list(paragraphs(tifa, sample))
    totals = collections.Counter(form for _, _, words in texts for _, _, form in words)
    sentence = "。！？!?"
    for term, match, flags, left, right, ends in [
        ("改革", "string", [], 5, 5, ""),
        ("改革", "word", ["--left", "0", "--right", "1"], 0, 1, ""),
        ("革开", "string", ["--window", "3"], 3, 3, ""),  # its edges lie inside words
        ("发展", "string", ["--context", "sentence"], None, None, sentence),
        ("农业", "word", ["--context", "sentence", "--window", "4"], 4, 4, sentence),
        ("建设", "string", ["--context", "paragraph"], None, None, ""),
    ]:
        compare(tifa, sample, texts, totals, term, match, flags, left, right, ends)
    if not BigramAssocMeasures:
        print("  NLTK is not there: scipy alone")


main()
