"""Trends, against pymannkendall 1.4.3 (PyPI), scipy, pandas and numpy.

Mann-Kendall with Hamed-Rao's correction and Sen's slope on series without gaps (pymannkendall
takes the lags and the slope of a series with gaps by different clocks); the bootstrap draw by
draw from the ids that `tifa docs` prints; Wilson's interval; weighted and adjusted rates from
one table of documents.
"""

import hashlib, json, os, random, re, subprocess, sys
import numpy as np
import pandas as pd
from scipy.stats import binomtest, poisson

tifa, scratch, sample = sys.argv[1:]
try:
    import pymannkendall
except ImportError:
    pymannkendall = None
    print("  pymannkendall is not installed: the trend test is left out")


def ask(*args):
    out = subprocess.run([tifa, *args, "--format", "json"], capture_output=True, text=True, check=True).stdout
    result = json.loads(out)
    return pd.DataFrame(result["rows"]), result["notes"]


def close(what, got, want, tolerance=1e-9):
    if (got is None or np.isnan(got)) != (want is None or np.isnan(want)):
        sys.exit(f"trend: {what}: tifa {got!r}, the other {want!r}")
    if got is not None and not np.isnan(got) and abs(got - want) > tolerance * max(1, abs(want)):
        sys.exit(f"trend: {what}: tifa {got!r}, the other {want!r}")


def write(name, documents):
    path = os.path.join(scratch, name)
    with open(path, "w") as f:
        for i, d in enumerate(documents):
            f.write(json.dumps({"item": str(i + 1), "page": str(i % 5 + 1), **d}, ensure_ascii=False) + "\n")
    return path


def text(term, other):
    words = ["改革"] * term + ["火车"] * other
    random.shuffle(words)
    return "，".join(words)


def trends():
    """Series of every kind: noise, a rise, a random walk, many ties, a swing."""
    random.seed(11)
    number = r"-?[\d.]+(?:e[-+]\d+)?"
    pattern = re.compile(rf"p ({number}) \(Mann–Kendall(, Hamed–Rao)?.*?z ({number}), τ ({number})\), Sen's slope ({number}) .* (\d+) periods")
    for n in (5, 8, 12, 20, 45, 70):
        walk, kinds = 20, {}
        for year in range(n):
            walk = max(0, walk + random.choice([-4, -3, 3, 4]))
            for kind, value in {"noise": random.randint(0, 40), "rise": 3 * year + random.randint(0, 20), "walk": walk,
                                "ties": random.randint(0, 2), "swing": 20 + (10 if year // 3 % 2 else -10) + random.randint(0, 6)}.items():
                kinds.setdefault(kind, []).append({"date": str(1950 + year), "body": text(value, random.choice([100, 150, 200]))})
        for kind, documents in kinds.items():
            rows, notes = ask("trend", write(f"trend-{kind}-{n}.jsonl", documents), "改革")
            found = [m for m in map(pattern.search, notes) if m]
            if rows.per_million_words.nunique() == 1:
                continue
            values = rows.per_million_words.to_numpy(float)
            with np.errstate(invalid="ignore"):
                other = pymannkendall.hamed_rao_modification_test(values)
            what = f"{kind} over {n} years"
            if len(found) != 1:
                sys.exit(f"trend: {what}: no note in {notes}")
            p, corrected, z, tau, slope, size = found[0].groups()
            if not corrected:  # pymannkendall takes the root of a variance that is not above 0
                if other.var_s > 0:
                    sys.exit(f"trend: {what}: not corrected, the other has the variance {other.var_s}")
                other = pymannkendall.original_test(values)
            close(what + ": z", float(z), other.z, 1e-3)
            close(what + ": p", float(p), other.p, 1e-2 * max(other.p, 1e-12))
            close(what + ": tau", float(tau), other.Tau, 1e-3)
            close(what + ": slope", float(slope), other.slope, 1e-3)
            close(what + ": periods", float(size), n)


def weights(seed, ids):
    """The Poisson weights of documents, one row each, by SplitMix64."""
    keys = [int.from_bytes(hashlib.sha256(f"{seed}\0{i}".encode()).digest()[:8], "big") for i in ids]
    with np.errstate(over="ignore"):
        z = np.array(keys, dtype=np.uint64)[:, None] + np.arange(1, 2001, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    # 2^-53 is the finest that a float can tell from 1: enough for these draws.
    return poisson.ppf((z >> np.uint64(11)).astype(float) * 2.0**-53 + 2.0**-54, 1)


def documents(source, term, *args):
    all, _ = ask("docs", source, *args)
    hits, _ = ask("docs", source, term, *args)
    table = all.merge(hits[["id", "count"]], on="id", how="left").fillna({"count": 0})
    titles, _ = ask("docs", source, "--in", "titles", *args)
    inside, _ = ask("docs", source, term, "--in", "titles", *args)
    counts = inside[["id", "count"]] if len(inside) else pd.DataFrame({"id": [], "count": []})
    table["title_words"] = table.id.map(titles.set_index("id").words)
    table["title_count"] = table.id.map(counts.set_index("id")["count"]).fillna(0)
    table["decade"] = table.date.str[:3] + "0s"
    table["front"] = table.page.str.lstrip("0") == "1"
    if not table.id.is_unique:
        sys.exit("trend: ids are not unique")
    return table


def intervals(source, term, seed):
    table = documents(source, term)
    rows, _ = ask("trend", source, term, "--every", "decade", "--ci", "--ci-method", "bootstrap", "--seed", str(seed))
    drawn = 0
    for r in rows.itertuples():
        of = table[table.decade == r.period]
        if not len(of):
            continue
        what = f"{term} in the {r.period}"
        wilson = binomtest(int(r.documents), int(r.documents_total)).proportion_ci(method="wilson")
        close(what + ": document_share_low", r.document_share_low, wilson.low)
        close(what + ": document_share_high", r.document_share_high, wilson.high)
        if (of["count"] > 0).sum() < 5:
            if r.interval != "exact":
                sys.exit(f"trend: {what}: interval {r.interval}")
            continue
        w = weights(seed, of.id)
        words = of.words.to_numpy() @ w
        rates = 1e6 * (of["count"].to_numpy() @ w)[words > 0] / words[words > 0]
        low, high = np.percentile(rates, [2.5, 97.5])
        close(what + ": low", r.low, low)
        close(what + ": high", r.high, high)
        drawn += 1
    if not drawn:
        sys.exit(f"trend: no interval of {term} is drawn")


def weighted(source, term):
    table = documents(source, term)
    rows, _ = ask("trend", source, term, "--every", "decade", "--weight", "front=3,title=2")
    for r in rows.itertuples():
        of = table[table.decade == r.period]
        if len(of):
            w = np.where(of.front, 3, 1)
            count, words = (w * (of["count"] + of.title_count)).sum(), (w * (of.words + of.title_words)).sum()
            close(f"{term} in the {r.period}: count_weighted", r.count_weighted, count)
            close(f"{term} in the {r.period}: rate_weighted", r.rate_weighted, 1e6 * count / words)


def adjusted(source, term, *fields):
    table = documents(source, term)
    table[list(fields)] = table[list(fields)].fillna("(none)")
    rows, notes = ask("trend", source, term, "--every", "decade", "--adjust", ",".join(fields))
    share = table.groupby(list(fields)).words.sum() / table.words.sum()
    empty = 0
    for r in rows.itertuples():
        of = table[table.decade == r.period]
        if not len(of):
            continue
        strata = of.groupby(list(fields))[["count", "words"]].sum()
        strata = strata[strata.words > 0]
        w = share[strata.index]
        close(f"{term} in the {r.period}: weight_covered", r.weight_covered, w.sum())
        rate = 1e6 * (w * strata["count"] / strata.words).sum() / w.sum() if w.sum() >= 0.8 else float("nan")
        close(f"{term} in the {r.period}: per_million_words_adjusted", r.per_million_words_adjusted, rate)
        empty += w.sum() < 0.8
    if bool(empty) != any(f"no adjusted rate: in {empty} period" in n for n in notes):
        sys.exit(f"trend: {empty} periods have no adjusted rate: {notes}")


if pymannkendall:
    trends()
for term, seed in (("改革", 1), ("经济", 77)):
    intervals(sample, term, seed)
for term in ("改革", "市场", "经济"):
    weighted(sample, term)
    adjusted(sample, term, "section")
    adjusted(sample, term, "section", "genre")
