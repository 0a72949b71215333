"""Reads every format of tifa's tables and matrices with other libraries, on texts that break what
is written without care, and compares the values, the types and the bytes of two runs.

Usage: formats.py TIFA FOLDER CORPUS
"""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import subprocess
import sys

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import scipy.io
import scipy.sparse
from openpyxl.utils.escape import unescape
from sklearn.datasets import load_svmlight_file

tifa, folder, corpus = sys.argv[1:]
folder = pathlib.Path(folder) / "formats"
folder.mkdir()
tables = ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "parquet", "txt"]
matrices = ["mtx", "npz", "parquet", "csv", "triplets.csv", "svmlight"]

hostile = [
    "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "<script>alert(1)</script>", "</script>&lt;",
    'say "so", 甲;乙', "一\n二", "一\r\n二", "😀👩‍👩‍👧", "\u0000nul\u0001", "]]></t>", "| a | b |", "NA", "null", "1978-12-18", "007", "1e5", "TRUE",
]
records = [{"date": f"1979-01-{i + 1:02}", "page": "1", "item": str(i), "title": t, "body": f"改革 {t} 农业"} for i, t in enumerate(hostile)]
records += [{"date": "1979", "title": "年", "body": "农业"}, {"title": "无日期", "body": "工业"}, {"date": "1898-06-11", "title": "旧", "body": "农业"}]
(folder / "hostile.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))


def run(*args, processors="2"):
    env = os.environ | {"GOMAXPROCS": processors}
    return subprocess.run([tifa, *map(str, args)], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env).stdout


def outputs(name, endings):
    return [x for e in endings for x in ("-o", folder / f"{name}.{e}")]


def rows_of(name):
    """The JSON result: the columns, and the rows as lists. All else is compared with it."""
    result = json.loads((folder / f"{name}.json").read_text())
    return result["columns"], [list(r.values()) for r in result["rows"]], result


def printed(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else float(f"{value:.10g}")


def number_or_text(text, kind):
    return float(text) if kind in ("int", "float") and text != "" else text


def day(value):
    return datetime.date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def same(what, want, got):
    assert len(want) == len(got), (what, len(want), len(got))
    for i, (w, g) in enumerate(zip(want, got)):
        assert list(w) == list(g), (what, i, w, g)


def check_text_formats(name, columns, rows):
    names, kinds = [c["name"] for c in columns], [c["kind"] for c in columns]
    want = [[printed(v) for v in r] for r in rows]
    typed = lambda records: [[number_or_text(t, k) for t, k in zip(r, kinds)] for r in records]

    records = list(csv.reader(io.StringIO((folder / f"{name}.csv").read_bytes().decode(), newline="")))
    same("csv names", [names], records[:1])
    same("csv", want, typed(records[1:]))
    frame = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str, lineterminator="\n")
    same("csv, pandas", want, typed(frame.values.tolist()))
    asked = duckdb.read_csv(str(folder / f"{name}.csv"), header=True, all_varchar=True, null_padding=False, quotechar='"', escapechar='"').fetchall()
    fix = lambda t: "" if t is None else t
    same("csv, DuckDB", want, typed([[fix(t) for t in r] for r in asked]))

    frame = pd.read_csv(folder / f"{name}.tsv", sep="\t", keep_default_na=False, dtype=str, lineterminator="\n")
    same("tsv, pandas", want, typed(frame.values.tolist()))
    same("jsonl", rows, [list(json.loads(line).values()) for line in (folder / f"{name}.jsonl").read_text().splitlines()])


def check_html(name, columns, rows):
    frames = pd.read_html(folder / f"{name}.html", converters={c["name"]: str for c in columns}, keep_default_na=False, encoding="utf-8")
    assert len(frames) == 1 and list(frames[0].columns) == [c["name"] for c in columns]

    def shown(c):  # what a page cannot hold, or nobody would see
        n = ord(c)
        if n < 0x20 and c not in "\t\n\r":
            return chr(0x2400 + n)
        if n == 0x7F:
            return "\u2421"
        return "\ufffd" if 0x80 <= n < 0xA0 or 0xFDD0 <= n <= 0xFDEF or n & 0xFFFE == 0xFFFE else c

    def spaced(v):  # pandas makes runs of white space one blank
        return " ".join(v.split()) if isinstance(v, str) else v

    def page(v):
        return "".join(map(shown, v)) if isinstance(v, str) else v

    want = [[spaced(page(printed(v))) for v in r] for r in rows]
    got = [[spaced(number_or_text(v, c["kind"])) for v, c in zip(r, columns)] for r in frames[0].values.tolist()]
    same("html", want, got)


def check_xlsx(name, columns, rows):
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    sheet = book.worksheets[0]
    assert book.sheetnames[-1] == "provenance" and sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions
    for s in book.worksheets:
        assert not any(c.data_type == "f" for r in s.iter_rows() for c in r), "a formula"
    found = list(sheet.iter_rows(values_only=True))
    assert list(found[0]) == [c["name"] for c in columns]

    def cell(v, kind):
        if kind == "date" and day(v) and day(v) >= datetime.date(1900, 3, 1):
            return datetime.datetime.combine(day(v), datetime.time())
        return v

    def read(v):
        return unescape(v) if isinstance(v, str) else v

    want = [[cell(v, c["kind"]) for v, c in zip(r, columns)] for r in rows]
    same("xlsx, openpyxl", want, [[read(v) for v in r] for r in found[1:]])
    for r, w in zip(found[1:], want):
        assert [type(v) for v in r if not isinstance(v, (int, float))] == [type(v) for v in w if not isinstance(v, (int, float))]
    frame = pd.read_excel(folder / f"{name}.xlsx", dtype=object, keep_default_na=False, na_values=[])
    got = [[None if isinstance(v, float) and np.isnan(v) or v == "" else read(v) for v in r] for r in frame.values.tolist()]
    same("xlsx, pandas", [[None if v == "" else v for v in r] for r in want], got)  # pandas has one kind of nothing
    return {r[0]: r[1] for r in book["provenance"].iter_rows(values_only=True)}


def check_parquet(name, columns, rows):
    table = pq.read_table(folder / f"{name}.parquet")
    kinds = {"text": "string", "int": "int64", "float": "double", "bool": "bool", "date": None}
    for c in columns:
        found = str(table.schema.field(c["name"]).type)
        assert found == kinds[c["kind"]] or c["kind"] == "date" and found in ("string", "date32[day]"), (c, found)

    def plain(v):
        return v.isoformat() if isinstance(v, datetime.date) else v

    same("parquet, pyarrow", rows, [[plain(v) for v in r.values()] for r in table.to_pylist()])
    same("parquet, DuckDB", rows, [[plain(v) for v in r] for r in duckdb.sql(f"select * from '{folder / name}.parquet'").fetchall()])
    return json.loads(table.schema.metadata[b"tifa"])


def check_table(name, *args):
    run(*args, *outputs(name, tables))
    columns, rows, result = rows_of(name)
    check_text_formats(name, columns, rows)
    check_html(name, columns, rows)
    facts = check_xlsx(name, columns, rows)
    manifest = check_parquet(name, columns, rows)
    # One manifest in all places; in JSON the notes of the table stand beside it.
    beside = json.loads((folder / f"{name}.csv.tifa.json").read_text())
    page = (folder / f"{name}.html").read_text()
    inside = json.loads(re.search(r'<script type="application/json" id="tifa">(.*)</script>', page)[1])
    assert manifest == beside == inside == json.loads(unescape(facts["manifest 1"])), name
    assert result["manifest"] | {"notes": beside.get("notes")} == beside | {"notes": beside.get("notes")}
    assert set(manifest.get("notes", [])) >= set(result["notes"])
    print(f"{name}: {len(rows)} rows, {len(columns)} columns, read as {', '.join(t for t in tables if t not in ('md', 'txt'))}")


check_table("docs", "docs", folder / "hostile.jsonl")
check_table("trend", "trend", corpus, "改革开放", "=1+1", "<b>", "--every", "year", "--ci")
check_table("kwic", "kwic", folder / "hostile.jsonl", "农业")
check_table("freq", "freq", folder / "hostile.jsonl", "--stopwords", "none")

# Formulas: --bom, for Excel, is the one thing that changes a text, and numbers stay numbers.
text = run("docs", folder / "hostile.jsonl", "--format", "csv", "--bom").decode("utf-8-sig")
for r in csv.reader(io.StringIO(text, newline="")):
    assert not any(v[:1] in list("=+-@\t\r＝＋－＠") and v[:1] for v in r[:-1]), r


def check_matrix(name, *args):
    run("matrix", *args, *outputs(name, matrices))
    m = scipy.io.mmread(folder / f"{name}.mtx").tocsr()
    rows = pd.read_csv(folder / f"{name}.rows.csv", keep_default_na=False, dtype=str)
    cols = pd.read_csv(folder / f"{name}.cols.csv", keep_default_na=False, dtype={"word": str})
    assert m.shape == (len(rows), len(cols))
    names = list(rows["id"]) if "id" in rows else [" × ".join(r) for r in rows.iloc[:, 1:-3].values]

    npz = scipy.sparse.load_npz(folder / f"{name}.npz")
    assert npz.format == "csr" and npz.has_canonical_format and npz.shape == m.shape and npz.dtype == m.dtype
    assert (npz != m).nnz == 0 and npz.nnz == m.nnz
    svm, labels = load_svmlight_file(str(folder / f"{name}.svmlight"), n_features=m.shape[1])
    assert (svm != m).nnz == 0 and list(labels) == list(range(1, len(rows) + 1))
    comments = [line.split(" # ", 1)[1] for line in (folder / f"{name}.svmlight").read_text().split("\n")[:-1]]
    assert [re.sub(r"\\[tnr]", "", c) for c in comments] == [re.sub(r"[\t\n\r]", "", n) for n in names]

    triplets = duckdb.sql(f"select * from '{folder / name}.parquet'").df()
    again = scipy.sparse.csr_matrix((triplets["value"], (triplets["row"] - 1, triplets["col"] - 1)), shape=m.shape)
    assert (again != m).nnz == 0
    assert list(triplets.iloc[:, 1]) == [names[i - 1] for i in triplets["row"]]
    assert list(triplets["word"]) == [cols["word"][i - 1] for i in triplets["col"]]
    as_csv = pd.read_csv(folder / f"{name}.triplets.csv", keep_default_na=False, dtype={"word": str})
    assert list(as_csv.columns) == list(triplets.columns) and np.allclose(as_csv["value"], triplets["value"], rtol=1e-9)
    assert list(as_csv["word"]) == list(triplets["word"])

    dense = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype={"doc_id": str})
    assert list(dense.columns) == ["doc_id"] + list(cols["word"]) and list(dense["doc_id"]) == names
    assert np.allclose(dense.iloc[:, 1:].to_numpy(), m.toarray(), rtol=1e-9)
    told = json.loads((folder / f"{name}.npz.tifa.json").read_text())
    assert json.loads(pq.read_schema(folder / f"{name}.parquet").metadata[b"tifa"]) == told
    print(f"matrix {name}: {m.shape[0]} × {m.shape[1]}, {m.nnz} entries, read as {', '.join(matrices)}")


check_matrix("counts", corpus)
check_matrix("weights", corpus, "--values", "tfidf", "--scheme", "sklearn")
check_matrix("groups", corpus, "--by", "section", "--by", "year", "--min-docs", "2")
(folder / "labels").write_text("=1+1: 改革 | 农业\n<script>: 工业\n")
check_matrix("hostile", folder / "hostile.jsonl", "--terms", folder / "labels")

# The same bytes on one processor and on several.
before = {f.name: f.read_bytes() for f in folder.iterdir()}
run("docs", folder / "hostile.jsonl", *outputs("docs", tables), "--workers", "1", processors="1")
run("trend", corpus, "改革开放", "=1+1", "<b>", "--every", "year", "--ci", *outputs("trend", tables), "--workers", "3", processors="3")
run("matrix", corpus, *outputs("counts", matrices), processors="1")
run("matrix", corpus, "--by", "section", "--by", "year", "--min-docs", "2", *outputs("groups", matrices), "--workers", "3", processors="5")
for f in folder.iterdir():
    assert f.read_bytes() == before[f.name], f"{f.name} differs from run to run"
print(f"{len(before)} files, the same bytes on one processor and on several")
