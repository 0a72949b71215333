"""Compares tifa's tables and matrices with what other libraries make of the same words.

Usage: exports.py TIFA FOLDER CORPUS

CountVectorizer and TfidfVectorizer count the words that `tifa segment` cut, so that only the
counting and the weighting are compared, not the segmentation.
"""
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import scipy.io
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

tifa, folder, corpus = sys.argv[1:]


def run(*args):
    return subprocess.run([tifa, *args], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def documents():
    """The words of each document, by id, as `tifa segment` cuts them."""
    words = {}
    counted = {"word", "number", "latin"}
    for line in run("segment", "--input-format", "tagged", "--format", "jsonl", corpus).splitlines():
        record = json.loads(line)
        if record["zone"] == "repeat":
            continue  # --in all counts a repeated title once
        words.setdefault(record["id"], []).extend(t["text"] for t in record["tokens"] if t["kind"] in counted)
    return words


def fold(word):
    """Full-width letters, digits and the percent sign as ASCII, as tifa counts them."""
    return "".join(
        chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ" or c == "％" else c
        for c in word
    )


def matrix(name, *flags):
    run("matrix", corpus, "-o", f"{folder}/{name}.mtx", *flags)
    m = scipy.io.mmread(f"{folder}/{name}.mtx").tocsr()
    rows = pd.read_csv(f"{folder}/{name}.rows.csv", keep_default_na=False, dtype=str)
    cols = pd.read_csv(f"{folder}/{name}.cols.csv", keep_default_na=False, dtype={"word": str})
    assert m.shape == (len(rows), len(cols)), (m.shape, len(rows), len(cols))
    return m, rows, cols


words = documents()
m, rows, cols = matrix("count")
printed = rows["id"].str.split("~").str[0]
assert not printed.duplicated().any(), "the sample has documents that share a printed id"
texts = [[fold(w) for w in words.get(i, [])] for i in printed]

options = dict(analyzer=lambda doc: doc, vocabulary=list(cols["word"]))
counts = CountVectorizer(**options).fit_transform(texts)
assert (m != counts).nnz == 0, "counts differ from CountVectorizer's"
assert m.sum() == sum(len(t) for t in texts), "some words have no column"
assert list(cols["count"]) == list(np.asarray(m.sum(axis=0)).ravel())
print(f"counts: {m.shape[0]} documents × {m.shape[1]} words, {m.nnz} entries, equal to CountVectorizer's")

m, _, _ = matrix("tfidf", "--values", "tfidf", "--scheme", "sklearn")
weights = TfidfVectorizer(norm="l2", smooth_idf=True, sublinear_tf=False, **options).fit_transform(texts)
assert abs(m - weights).max() < 1e-12, abs(m - weights).max()
print(f"tf-idf, scheme sklearn: largest difference from TfidfVectorizer's {abs(m - weights).max():.2g}")

freq = pd.read_csv(pd.io.common.BytesIO(run("freq", corpus, "--format", "csv", "--stopwords", "none")), keep_default_na=False)
again = pd.Series([w for t in texts for w in t]).value_counts()
assert dict(zip(freq["word"], freq["count"])) == again.to_dict()
print(f"freq: {len(freq)} words, equal to pandas' value_counts")

trend = json.loads(run("trend", corpus, "改革开放", "--every", "year", "--format", "json"))
frame = pd.DataFrame(trend["rows"])
assert list(frame.columns) == [c["name"] for c in trend["columns"]]
assert frame["words_total"].sum() == len([w for t in texts for w in t])
print(f"trend: {len(frame)} rows read as JSON")
