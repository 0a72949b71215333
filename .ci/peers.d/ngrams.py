"""Compares ngrams with scikit-learn's CountVectorizer, and phrases with its counts of characters
and scipy's entropy, over the texts of the sample as tifa cuts them.

python ngrams.py TIFA SCRATCH SAMPLE
"""
import json
import math
import subprocess
import sys
import unicodedata
import warnings
from collections import Counter

import numpy as np
from scipy import sparse
from scipy.stats import entropy
from sklearn.feature_extraction.text import CountVectorizer

TIFA, _, SAMPLE = sys.argv[1:]
ALL = ["--in", "all", "--repeated-title", "keep"]  # segment cuts all there is


def call(*args):
    return subprocess.run([TIFA, *args], check=True, capture_output=True, text=True).stdout


def table(*args):
    result = json.loads(call(*args, "--format", "json"))
    if not result["rows"]:
        sys.exit(f"tifa {' '.join(args)}: no rows")
    return result["rows"]


def folded(text):
    """Full-width letters, digits and ％ as ASCII."""
    return "".join(unicodedata.normalize("NFKC", c) if "０" <= c <= "ｚ" and c.isalnum() or c == "％" else c for c in text)


def runs():
    """The runs of words and those of characters, each with the number of its document."""
    words, characters, document = [], [], {}
    for line in call("segment", "--input-format", "tagged", "--format", "jsonl", SAMPLE).splitlines():
        zone = json.loads(line)
        doc = document.setdefault(zone["id"], len(document))
        run = []
        for token in zone["tokens"]:
            if token["kind"] in ("word", "number", "latin"):
                run.append(folded(token.get("word", token["text"])))
            elif token["kind"] == "punct" or "\n" in token["text"]:
                words.append((doc, run))
                run = []
        words.append((doc, run))
        text = "".join(c if c.isalnum() else " " for c in folded(zone["text"]))
        characters += [(doc, run) for run in text.split()]
    return [w for w in words if w[1]], characters, len(document)


def counted(vectorizer, texts, docs, documents):
    """n-gram → occurrences and documents."""
    matrix = vectorizer.fit_transform(texts)
    deal = sparse.csr_matrix((np.ones(len(docs), int), (docs, range(len(docs)))), (documents, len(docs)))
    by_document = deal @ matrix
    return dict(zip(vectorizer.get_feature_names_out(), zip(by_document.sum(0).A1, by_document.getnnz(0))))


def same(what, mine, theirs):
    if mine != theirs:
        differ = [(k, mine.get(k), theirs.get(k)) for k in mine.keys() | theirs.keys() if mine.get(k) != theirs.get(k)]
        sys.exit(f"{what}: {len(differ)} n-grams differ, such as (tifa, scikit-learn) {differ[:5]}")
    print(f"  {what}: {len(mine)} n-grams as scikit-learn counts them")


def association(words):
    """lambda and z: the highest interaction of a saturated log-linear model, fitted by statsmodels."""
    import statsmodels.api as sm

    warnings.simplefilter("ignore")  # a saturated model fits perfectly, and has no residuals
    checked = 0
    for n in (2, 3):
        windows = Counter(tuple(run[i:i + n]) for _, run in words for i in range(len(run) - n + 1))
        for row in table("ngrams", SAMPLE, *ALL, "--n", str(n), "--association", "--top", "25"):
            units = row["ngram"].split(" ")
            counts = np.full((2,) * n, .5)
            for window, times in windows.items():
                counts[tuple(int(a == b) for a, b in zip(window, units))] += times
            held = np.array([[v >> k & 1 for k in range(n)] for v in range(2 ** n)])
            design = np.array([[np.prod([h[k] for k in range(n) if s >> k & 1]) for s in range(2 ** n)] for h in held])
            y = np.array([counts[tuple(h)] for h in held])
            fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(tol=1e-14, maxiter=200)
            for name, want in (("lambda", fit.params[-1]), ("lambda_z", fit.params[-1] / fit.bse[-1])):
                if not math.isclose(row[name], want, rel_tol=1e-6):
                    sys.exit(f"{row['ngram']}: {name} {row[name]}, statsmodels {want}")
            checked += 1
    print(f"  lambda and z of {checked} n-grams as a saturated model of statsmodels has them")


def ngrams(words, characters, documents):
    for n in ("1", "2", "2-4", "12"):
        low, _, high = n.partition("-")
        lengths = (int(low), int(high or low))
        rows = table("ngrams", SAMPLE, *ALL, "--n", n, "--min-count", "1")
        mine = {r["ngram"]: (r["count"], r["documents"]) for r in rows}
        vectorizer = CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, ngram_range=lengths)
        same(f"words, {n}", mine, counted(vectorizer, [" ".join(w) for _, w in words], [d for d, _ in words], documents))
        rows = table("ngrams", SAMPLE, *ALL, "--unit", "character", "--n", n, "--min-count", "1")
        mine = {r["ngram"]: (r["count"], r["documents"]) for r in rows}
        vectorizer = CountVectorizer(analyzer="char", lowercase=False, ngram_range=lengths)
        same(f"characters, {n}", mine, counted(vectorizer, [c for _, c in characters], [d for d, _ in characters], documents))


def phrases(characters, documents):
    rows = table("phrases", SAMPLE, *ALL, "--min-count", "4", "--min-entropy", "1", "--min-length", "2", "--max-length", "12")
    vectorizer = CountVectorizer(analyzer="char", lowercase=False, ngram_range=(1, 12))
    counts = counted(vectorizer, [c for _, c in characters], [d for d, _ in characters], documents)
    # One place in a number or Latin word is a place where a phrase can begin.
    kind = lambda c: c.isascii() and (1 if c.isdigit() else 2)
    places = sum(1 for _, run in characters for i, c in enumerate(run) if not (i and kind(c) and kind(run[i - 1]) == kind(c)))
    checked = 0
    for r in rows:
        phrase = r["phrase"]
        if any(c.isascii() for c in phrase):
            continue
        sides = Counter(), Counter()
        for number, (_, run) in enumerate(characters):
            at = run.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                sides[0][run[at - 1] if at else ("end", number, at)] += 1
                sides[1][run[end] if end < len(run) else ("end", number, at)] += 1
                at = run.find(phrase, at + 1)
        n = counts[phrase][0]
        cohesion = min(math.log(n * places / (counts[phrase[:i]][0] * counts[phrase[i:]][0])) for i in range(1, len(phrase)))
        mine = (r["count"], r["documents"], r["entropy_left"], r["entropy_right"], r["cohesion"])
        theirs = (*counts[phrase], entropy(list(sides[0].values())), entropy(list(sides[1].values())), cohesion)
        if not np.allclose(mine, theirs, rtol=1e-9, atol=1e-12):
            sys.exit(f"phrase {phrase}: {mine}, but {theirs} by scikit-learn and scipy")
        checked += 1
    if checked < 20:
        sys.exit(f"only {checked} phrases could be compared")
    print(f"  phrases: {checked} with counts and entropies of scikit-learn and scipy")


def main():
    words, characters, documents = runs()
    ngrams(words, characters, documents)
    association(words)
    phrases(characters, documents)


main()
