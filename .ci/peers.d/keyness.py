"""The columns of tifa keyness, recomputed with scipy and statsmodels from the words of the
documents as `tifa matrix` writes them."""
import csv, json, math, subprocess, sys
import numpy as np
from scipy import io, stats
from statsmodels.stats.multitest import multipletests

tifa, out, sample = sys.argv[1:]
where = 'section in ["头版", "要闻"]'


def run(*args):
    return subprocess.run([tifa, *args], check=True, capture_output=True, text=True).stdout


rows = json.loads(run("keyness", sample, "--target", where, "--variants", "--stopwords", "none", "--format", "json"))
names = [c if isinstance(c, str) else c["name"] for c in rows["columns"]]
rows = [dict(zip(names, r)) if isinstance(r, list) else r for r in rows["rows"]]
run("matrix", sample, "--stopwords", "none", "-o", f"{out}/k.mtx")
counts = io.mmread(f"{out}/k.mtx").tocsc()
ids = [r["id"] for r in csv.DictReader(open(f"{out}/k.rows.csv", encoding="utf-8"))]
words = {r["word"]: i for i, r in enumerate(csv.DictReader(open(f"{out}/k.cols.csv", encoding="utf-8")))}
target = {r["id"] for r in csv.DictReader(run("docs", sample, "--where", where, "--format", "csv").splitlines())}
size = np.asarray(counts.sum(axis=1)).ravel()
full = size > 0
inside = np.array([i in target for i in ids])
n1, n2 = int(size[inside].sum()), int(size[~inside].sum())
m = len(rows)
assert m == len(words) > 1000, (m, len(words))


def same(row, column, want, tolerance=1e-9):
    got = row[column]
    if want is None or got is None:
        assert want is got, (row["word"], column, got, want)
    else:
        assert math.isclose(got, want, rel_tol=tolerance, abs_tol=1e-12), (row["word"], column, got, want)


p_g2, p_mw = [], []
for r in rows:
    column = counts[:, words[r["word"]]].toarray().ravel()
    a, b = int(column[inside].sum()), int(column[~inside].sum())
    assert (a, b) == (r["count_target"], r["count_reference"]), r
    table = np.array([[a, b], [n1 - a, n2 - b]])
    sign = 1 if a > (a + b) * n1 / (n1 + n2) else -1
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    same(r, "g2", sign * g2.statistic, 1e-7)
    same(r, "p_g2", g2.pvalue, 1e-6)
    same(r, "chi2", sign * stats.chi2_contingency(table, correction=False).statistic, 1e-8)
    rates = column[full] / size[full]
    x, y = rates[inside[full]], rates[~inside[full]]
    u = stats.mannwhitneyu(x, y, method="asymptotic")
    same(r, "mw_effect", 2 * u.statistic / len(x) / len(y) - 1)
    same(r, "p_mw", u.pvalue, 1e-9)
    for side, mask in (("target", inside), ("reference", ~inside)):
        if column[mask].sum():
            dp = abs(column[mask] / column[mask].sum() - size[mask] / size[mask].sum()).sum() / 2
            same(r, "dp_" + side, dp, 1e-9)
    tail = .05 / m / 2
    odds = math.log2(n2 / n1)
    low = stats.beta.ppf(tail, a, b + 1) if a else 0
    high = stats.beta.ppf(1 - tail, a + 1, b) if b else 1
    lrc = 0
    if a * n2 >= b * n1 and low > 0:
        lrc = max(0, odds + math.log2(low / (1 - low)))
    elif a * n2 < b * n1 and high < 1:
        lrc = min(0, odds + math.log2(high / (1 - high)))
    same(r, "log_ratio_conservative", lrc, 1e-6)
    p_g2.append(r["p_g2"]); p_mw.append(r["p_mw"])
for p, column in ((p_g2, "q_g2"), (p_mw, "q_mw")):
    for r, q in zip(rows, multipletests(p, method="fdr_bh")[1]):
        same(r, column, q, 1e-9)
print(f"{m} words: g2, chi2, Mann-Whitney, DP, exact bounds and q as scipy and statsmodels have them")
