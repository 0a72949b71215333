"""Seasons, against scipy and statsmodels.

chi2 times the dispersion is scipy.stats.chisquare over documents with and without the term in the
months, and proportions_chisquare of statsmodels; the dispersion is the mean of scipy's
chi2_contingency over neighbouring years of a month; p is scipy.stats.chi2.sf.
"""

import csv, io, random, subprocess, sys
import numpy as np
from scipy.stats import chi2, chi2_contingency, chisquare
from statsmodels.stats.proportion import proportions_chisquare

tifa, scratch, sample = sys.argv[1:]


def ask(*args):
    out = subprocess.run([tifa, *args, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(out)))


def close(what, got, want, tolerance=1e-8):
    if abs(got - want) > tolerance * max(1e-6, abs(want)):
        sys.exit(f"seasons: {what}: tifa {got!r}, the other {want!r}")


def compare(corpus, term):
    months = {t["period"]: (int(t["documents"]), int(t["documents_total"])) for t in ask("trend", corpus, term, "--every", "month") if t["documents"]}
    pairs = []
    for label, (r, d) in months.items():
        before = months.get(f"{int(label[:4]) - 1}{label[4:]}")
        if before and 0 < r + before[0] < d + before[1]:
            pairs.append(chi2_contingency([[r, d - r], [before[0], before[1] - before[0]]], correction=False)[0])
    rows = ask("seasons", corpus, term)
    used = [t for t in rows if t["documents"]]
    r, d = np.array([int(t["documents"]) for t in used]), np.array([int(t["documents_total"]) for t in used])
    for t in used:
        want = [sum(x) for x in zip(*(v for k, v in months.items() if k[5:] == t["month_of_year"]))]
        if want != [int(t["documents"]), int(t["documents_total"])]:
            sys.exit(f"seasons: {term}, month {t['month_of_year']}: {t}, want {want}")
        close("index", float(t["index"]), (int(t["documents"]) / int(t["documents_total"])) / np.mean(r / d))
    if not pairs:
        if rows[0]["chi2"]:
            sys.exit(f"seasons: {term}: chi2 without two years of a month")
        return 0
    phi = max(1, np.mean(pairs))
    p = r.sum() / d.sum()
    value = chisquare(r, d * p).statistic + chisquare(d - r, d * (1 - p)).statistic
    close("statsmodels", value, proportions_chisquare(r, d)[0])
    close("dispersion", float(rows[0]["dispersion"]), phi)
    close("chi2", float(rows[0]["chi2"]), value / phi)
    close("p", float(rows[0]["p"]), chi2.sf(value / phi, len(used) - 1), 1e-6)
    return 1


rng = random.Random(6)
n = 0
for trial in range(4):
    name = f"{scratch}/seasons{trial}.txt"
    with open(name, "w") as f:
        for i in range(60):
            if trial == 3 and i % 12 > 8:
                continue  # a paper that never comes out late in the year
            rate = min(0.9, 0.1 + 0.1 * trial + (0.3 if i % 12 == 2 else 0) + rng.choice([0, 0, 0.2]) * (trial > 1))
            for k in range(rng.randint(20, 30)):
                body = "甲" if rng.random() < rate else "乙"
                f.write(f"〖RQ/日期〗{1950 + i // 12}{i % 12 + 1:02d}01〖-RQ/日期〗〖BH/版号〗1〖-BH/版号〗〖TH/条号〗{k}〖-TH/条号〗〖ZW/正文〗{body}{i}。〖-ZW/正文〗\n")
    n += compare(name, "甲")
compare(sample, "发展")
if n != 4:
    sys.exit(f"seasons: only {n} tables compared")
print(f"  {n} tables")
