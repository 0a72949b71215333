"""Changes, against ruptures 1.1.10 (PyPI) with a cost of our own, and numpy.

ruptures has no binomial cost: it is given one, the deviance divided by the dispersion. Its Dynp is
exact for a number of change points, its Pelt for a penalty (min_size and jump are set to 1); our
cost must be theirs.
"""

import csv, io, random, subprocess, sys
import numpy as np
from scipy.special import xlogy
from scipy.stats import chi2, chi2_contingency

tifa, scratch, sample = sys.argv[1:]
try:
    import ruptures
    from ruptures.base import BaseCost
except ImportError:
    ruptures, BaseCost = None, object
    print("  ruptures is not installed: scipy alone")


def ask(*args):
    out = subprocess.run([tifa, *args, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(out)))


def close(what, got, want, tolerance=1e-8):
    if abs(got - want) > tolerance * max(1, abs(want)):
        sys.exit(f"changes: {what}: tifa {got!r}, the other {want!r}")


def deviance(x):
    r, d = x[:, 0].sum(), x[:, 1].sum()
    return -2 * (xlogy(r, r / d) + xlogy(d - r, (d - r) / d))


class Binomial(BaseCost):
    model, min_size = "", 1

    def __init__(self, phi):
        self.phi = phi

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        return deviance(self.signal[start:end]) / self.phi


def dispersion(x):
    values = []
    for a, b in zip(x, x[1:]):
        table = np.array([a, b])
        table[:, 1] -= table[:, 0]
        if (table.sum(axis=0) > 0).all():
            values.append(chi2_contingency(table, correction=False)[0])
    return max(1, np.mean(values)) if values else None


def compare(corpus, term, every):
    rows = [t for t in ask("trend", corpus, term, "--every", every) if t["documents"]]
    x = np.array([[int(t["documents"]), int(t["documents_total"])] for t in rows])
    labels = [t["period"] for t in rows]
    found = ask("changes", corpus, term, "--every", every)
    phi = dispersion(x)
    if phi is None:
        if len(found) != 1 or found[0]["dispersion"]:
            sys.exit(f"changes: {term}: {found}")
        return 0
    close(f"dispersion of {term}", float(found[0]["dispersion"]), phi)
    starts = [labels.index(f["start"]) for f in found]
    ends = starts[1:] + [len(x)]
    penalty = 2 * np.log(len(x))
    cost = sum(deviance(x[a:b]) / phi for a, b in zip(starts, ends)) + penalty * (len(starts) - 1)
    if ruptures:
        theirs = ruptures.Pelt(custom_cost=Binomial(phi), min_size=1, jump=1).fit(x.astype(float)).predict(pen=penalty)
        least = sum(deviance(x[a:b]) / phi for a, b in zip([0] + theirs[:-1], theirs)) + penalty * (len(theirs) - 1)
        close(f"cost of the segments of {term}", cost, least)
    limit = chi2.ppf(0.95, 1)
    for i in range(1, len(found)):
        a, b, c = starts[i - 1], starts[i], ends[i]
        at = lambda k: (deviance(x[a:k]) + deviance(x[k:c])) / phi
        inside = [k for k in range(a + 1, c) if at(k) <= at(b) + limit]
        if labels[inside[0]] != found[i]["earliest"] or labels[inside[-1]] != found[i]["latest"]:
            sys.exit(f"changes: {term}: {found[i]}, want {labels[inside[0]]} to {labels[inside[-1]]}")
        table = np.array([x[a:b].sum(axis=0), x[b:c].sum(axis=0)])
        table[:, 1] -= table[:, 0]
        close("g2", float(found[i]["g2"]), chi2_contingency(table, correction=False, lambda_="log-likelihood")[0] / phi)
    return len(found) - 1


rng = random.Random(6)
points = 0
for trial in range(5):
    name, rate = f"{scratch}/changes{trial}.txt", 0.2
    with open(name, "w") as f:
        for i in range(72):
            if rng.random() < 0.08:
                rate = rng.choice([0.02, 0.2, 0.5, 0.8])
            for k in range(0 if rng.random() < 0.05 else rng.randint(5, 25)):
                body = "甲" if rng.random() < rate else "乙"
                f.write(f"〖RQ/日期〗{1950 + i // 12}{i % 12 + 1:02d}01〖-RQ/日期〗〖BH/版号〗1〖-BH/版号〗〖TH/条号〗{k}〖-TH/条号〗〖ZW/正文〗{body}{i}。〖-ZW/正文〗\n")
    points += compare(name, "甲", "month")
for term in ("改革开放", "科学发展观", "发展", "无"):
    points += compare(sample, term, "year")
if points < 10:
    sys.exit(f"changes: only {points} change points compared")
print(f"  {points} change points")
