"""Compares tifa's tables and matrices with what other libraries make of the same words.

Usage: exports.py TIFA FOLDER CORPUS

CountVectorizer and TfidfVectorizer count the words that `tifa segment` cut, so that only the
counting and the weighting are compared, not the segmentation.
"""
import importlib
import json
import pathlib
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


def count_tokens():
    """The number of tokens in what is counted, marks too; `tifa segment` shows no line ends."""
    records = map(json.loads, run("segment", "--in-format", "tagged", "--format", "jsonl", corpus).splitlines())
    return sum(len(r["tokens"]) for r in records if r["zone"] != "repeat")


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


# tifa export: each table is read by pandas, polars and DuckDB; sums are those of freq and docs.


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name}: left out ({error})")
        return None


pyarrow, pl, duckdb = module("pyarrow"), module("polars"), module("duckdb")
tables = ["documents", "words", "counts", "tokens"]
whole, years, bare = (pathlib.Path(folder, name) for name in ("whole", "years", "bare"))
run("export", corpus, "-o", whole)
run("export", corpus, "-o", years, "--by", "year")
run("export", corpus, "-o", bare, "--no-text")
nodate = pathlib.Path(folder, "nodate")
pathlib.Path(folder, "nodate.jsonl").write_text('{"date": "2005", "title": "甲", "body": "乙"}\n{"title": "丙", "body": "丁"}\n')
run("export", f"{folder}/nodate.jsonl", "-o", nodate, "--by", "year", "--tables", "documents")

docs = pd.read_csv(pd.io.common.BytesIO(run("docs", corpus, "--format", "csv")), keep_default_na=False)
total_count = sum(freq["count"])
assert total_count == sum(docs["words"])
years_of = docs["date"].str[:4].value_counts().to_dict()
sizes = {"documents": len(docs), "words": len(freq), "counts": counts.nnz, "tokens": count_tokens()}


def check(reader, rows, sums, by_year):
    """Holds what a reader found against the figures of the commands; line ends are no tokens here."""
    assert rows == sizes, (reader, rows, sizes)
    assert set(sums) == {total_count}, (reader, sums, total_count)
    assert {str(y): n for y, n in by_year.items()} == years_of, (reader, by_year)
    print(f"{reader}: rows {rows}, {total_count} words, {len(by_year)} years in partitions")


if pyarrow:
    import pyarrow.parquet as pq

    frames = {t: pd.read_parquet(whole / f"{t}.parquet") for t in tables}
    check(
        "pandas",
        {t: len(f) for t, f in frames.items()} | {"tokens": sum(frames["tokens"]["token"] != "\n")},
        [frames["words"]["count"].sum(), frames["counts"]["count"].sum(), pd.read_parquet(years / "tokens")["word_id"].count()],
        pd.read_parquet(years / "documents").groupby("year", observed=True).size().to_dict(),
    )
    import pyarrow.dataset as ds

    # With the default partitioning="hive" pandas makes categories of years, and those have no room for none.
    found = pd.read_parquet(nodate / "documents", partitioning=ds.partitioning(flavor="hive"))["year"]
    assert [None if pd.isna(y) else int(y) for y in found] == [2005, None], found
    kind = {f.name: str(f.type) for f in pq.read_schema(whole / "documents.parquet")}
    assert kind["date"] == kind["date_first"] == "date32[day]" and kind["year"] == "int32", kind
    assert kind["author"] == "list<element: string not null>", kind
    told = json.loads(pq.read_metadata(whole / "counts.parquet").metadata[b"tifa"])
    assert told == json.loads((whole / "export.tifa.json").read_text()), told

    # Counts are CountVectorizer's, by document and word.
    word = frames["words"].set_index("word_id")["word"]
    column = {w: i for i, w in enumerate(cols["word"])}
    c = frames["counts"]
    again = scipy.sparse.csr_matrix((c["count"], (c["document"] - 1, c["word_id"].map(word).map(column))), shape=counts.shape)
    assert (again != counts).nnz == 0, "counts.parquet differs from CountVectorizer's"

    # A token stands where its offset says; a word's column is its text folded.
    body = frames["documents"].set_index("document")
    for t in frames["tokens"].itertuples():
        text = body.at[t.document, "body" if t.zone == "repeat" else t.zone]
        assert text[t.offset : t.offset + len(t.token)] == t.token, t
        if not pd.isna(t.word_id):
            assert word[t.word_id] == fold(t.token), t

    # Without texts: no column of them, no table of tokens, no string that is part of a body.
    assert sorted(f.name for f in bare.iterdir()) == ["counts.parquet", "documents.parquet", "export.tifa.json", "words.parquet"]
    left = pq.read_table(bare / "documents.parquet").to_pandas()
    gone = {"kicker", "title", "subtitle", "body", "fields"}
    assert set(frames["documents"].columns) - set(left.columns) == gone
    starts = {text[i : i + 12] for text in frames["documents"]["body"].dropna() for i in range(0, len(text) - 12)}
    for name in left.columns:
        assert not any(isinstance(v, str) and v in starts for v in left[name]), name
    print("no-text: no text")

    run("trend", corpus, "改革开放", "--every", "year", "-o", f"{folder}/trend.parquet")
    t = pd.read_parquet(f"{folder}/trend.parquet")
    assert list(t["count"].dropna()) == [n for n in frame["count"] if n is not None and n == n], "trend as Parquet and as JSON differ"
    assert str(pq.read_schema(f"{folder}/trend.parquet").field("period_start").type) == "date32[day]"

if pl:
    frames = {t: pl.read_parquet(whole / f"{t}.parquet") for t in tables}
    parted = {t: pl.read_parquet(years / t / "**" / "*.parquet", hive_partitioning=True) for t in ("documents", "counts", "tokens")}
    check(
        "polars",
        {t: len(f) for t, f in frames.items()} | {"tokens": frames["tokens"].filter(pl.col("token") != "\n").height},
        [frames["words"]["count"].sum(), parted["counts"]["count"].sum(), parted["tokens"]["word_id"].count()],
        dict(parted["documents"].group_by("year").len().iter_rows()),
    )
    assert pl.read_parquet(nodate / "documents" / "**" / "*.parquet", hive_partitioning=True)["year"].to_list() == [2005, None]

if duckdb:

    def one(question):
        return duckdb.sql(question).fetchall()

    def parted(table):
        return f"read_parquet('{years}/{table}/*/*.parquet', hive_partitioning=true)"

    shown = " where token != chr(10)"
    check(
        "DuckDB",
        {t: one(f"select count(*) from '{whole}/{t}.parquet'{shown if t == 'tokens' else ''}")[0][0] for t in tables},
        one(f"select (select sum(count) from '{whole}/words.parquet'), (select sum(count) from {parted('counts')}),"
            f" (select count(word_id) from {parted('tokens')})")[0],
        dict(one(f"select year, count(*) from {parted('documents')} group by year")),
    )
    assert one(
        f"select try_cast(year as int) from read_parquet('{nodate}/documents/*/*.parquet', hive_partitioning=true) order by 1 nulls last"
    ) == [(2005,), (None,)]
    top = one(
        f"select word, sum(c.count)::int n, count(*) from {parted('counts')} c join '{years}/words.parquet' using (word_id)"
        f" group by word order by n desc, word limit 100"
    )
    want = [tuple(r) for r in freq[["word", "count", "documents"]].head(100).itertuples(index=False)]
    assert sorted(top) == sorted(want), (top, want)

    # The question of the README, asked of the tables and of tifa.
    question = pathlib.Path("README.md").read_text().split("```sql\n")[1].split("```")[0].replace("'tables/", f"'{years}/")
    asked = ["sections", corpus, "改革开放", "--match", "word", "--by", "year", "--by", "section", "--format", "csv"]
    sections = pd.read_csv(pd.io.common.BytesIO(run(*asked)))
    sections = sections[(sections["count"] > 0) & (sections["group"] != "(all)") & (sections["group2"] != "(all)")]
    want = sorted((int(r.group), r.group2, r.count_) for r in sections.rename(columns={"count": "count_"}).itertuples())
    assert sorted(one(question)) == want, (one(question), want)
    print(f"DuckDB: the question of the README, {len(want)} rows")
