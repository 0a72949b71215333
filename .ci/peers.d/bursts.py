"""Bursts, against scipy's binomial distribution and burst_detection 0.1.3 (PyPI).

burst_detection writes Kleinberg's costs down as the paper does, binomial coefficient and all, and
its fit, tau and weights must be ours. Its states are not: it goes from period to period, takes the
cheaper state given the last one, and never looks back, where the paper asks for the cheapest
sequence (Viterbi). So its path may cost more than ours and never less; the cheapest path by its own
costs must be ours. It also sets p1 above 1 to .99999, where we give no value. Its loop does not run
with numpy 2 (an array is set as a number); step_by_step is the same loop on its fit and tau.
"""

import csv, io, itertools, random, subprocess, sys
import numpy as np
from scipy.stats import binom

tifa, scratch, sample = sys.argv[1:]
try:
    np.float = float  # burst_detection 0.1.3 was written for numpy 1
    import burst_detection as peer
except ImportError:
    peer = None
    print("  burst_detection is not installed: scipy alone")


def ask(*args):
    out = subprocess.run([tifa, *args, "--format", "csv"], capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(out)))


def close(what, got, want, tolerance=1e-8):
    if abs(got - want) > tolerance * max(1, abs(want)):
        sys.exit(f"bursts: {what}: tifa {got!r}, the other {want!r}")


def write(name, counts):
    """A file of records: of period i counts[i] = (with, all); no records is a gap."""
    with open(name, "w") as f:
        for i, (r, d) in enumerate(counts):
            for k in range(d):
                body = "甲" if k < r else "乙"
                f.write(f"〖RQ/日期〗{1950 + i // 12}{i % 12 + 1:02d}01〖-RQ/日期〗〖BH/版号〗1〖-BH/版号〗〖TH/条号〗{k}〖-TH/条号〗〖ZW/正文〗{body}{i}。〖-ZW/正文〗\n")


def fit(d, r, p):
    return peer.fit(d, r, p) if peer else -binom.logpmf(r, d, p)


def cost(path, r, d, p, gamma):
    total, last = 0.0, 0
    for t, state in enumerate(path):
        total += fit(d[t], r[t], p[state]) + max(0, state - last) * gamma * np.log(len(r))
        last = state
    return total


def cheapest(r, d, p, gamma):
    """The cheapest sequence, all of them kept side by side (no state is dropped before its time)."""
    best = {0: (0.0, ())}
    for t in range(len(r)):
        step = {}
        for state in (0, 1):
            ways = [(c + max(0, state - last) * gamma * np.log(len(r)) + fit(d[t], r[t], p[state]), path + (state,)) for last, (c, path) in best.items()]
            step[state] = min(ways)
        best = step
    return min(best.values())[1]


def step_by_step(r, d, p, gamma):
    path, last = [], 0
    for t in range(len(r)):
        costs = [peer.tau(last, state, gamma, len(r)) + peer.fit(d[t], r[t], p[state]) for state in (0, 1)]
        last = int(costs[1] < costs[0])
        path.append(last)
    return np.array(path)


def compare(corpus, term, every, s, gamma):
    rows = [x for x in ask("trend", corpus, term, "--every", every) if x["documents"]]
    r, d = np.array([int(x["documents"]) for x in rows]), np.array([int(x["documents_total"]) for x in rows])
    p = {0: r.sum() / d.sum(), 1: s * r.sum() / d.sum()}
    found = ask("bursts", corpus, term, "--every", every, "--s", str(s), "--gamma", str(gamma))
    if p[0] == 0 or p[1] >= 1:
        if found:
            sys.exit(f"bursts: {term}: rows where there is no value")
        return 0, 0
    labels = [x["period"] for x in rows]
    path = np.zeros(len(r), int)
    for b in found:
        start, end = labels.index(b["start"]), labels.index(b["end"])
        path[start : end + 1] = 1
        want = sum(binom.logpmf(r[t], d[t], p[1]) - binom.logpmf(r[t], d[t], p[0]) for t in range(start, end + 1))
        close(f"weight of {term} from {b['start']}", float(b["weight"]), want)
        close("baseline", float(b["baseline_share"]), p[0])
        if int(b["documents"]) != r[start : end + 1].sum() or int(b["periods"]) != end - start + 1:
            sys.exit(f"bursts: {b}")
    ours = cost(path, r, d, p, gamma)
    close(f"cost of the states of {term}, s {s}, gamma {gamma}", ours, cost(cheapest(r, d, p, gamma), r, d, p, gamma))
    if len(r) <= 12:
        close("cost, of all sequences", ours, min(cost(x, r, d, p, gamma) for x in itertools.product((0, 1), repeat=len(r))))
    if not peer:
        return len(found), 0
    if found:
        weights = peer.burst_weights(peer.enumerate_bursts(path.astype(float), term), r, d, p)
        for b in found:
            w = weights[weights["begin"] == labels.index(b["start"])]["weight"].iloc[0]
            close("weight by burst_detection", float(b["weight"]), float(w))
    steps = step_by_step(r, d, p, gamma)
    greedy = cost(steps, r, d, p, gamma)
    if greedy < ours - 1e-8 * abs(ours):
        sys.exit(f"bursts: {term}: burst_detection's states cost {greedy}, ours {ours}")
    return len(found), int((steps != path).any())


rng = random.Random(6)
bursts = other = 0
for trial in range(6):
    counts, rate = [], 0.1
    for _ in range(12 if trial == 0 else 48):
        if rng.random() < 0.2:
            rate = rng.choice([0.02, 0.1, 0.3])
        d = 0 if rng.random() < 0.1 else rng.randint(4, 20)
        counts.append((sum(rng.random() < rate for _ in range(d)), d))
    name = f"{scratch}/bursts{trial}.txt"
    write(name, counts)
    for s, gamma in ((2, 1), (1.5, 0.5), (3, 0)):
        n, differs = compare(name, "甲", "month", s, gamma)
        bursts, other = bursts + n, other + differs
for term in ("改革开放", "科学发展观", "发展"):
    bursts += compare(sample, term, "year", 2, 1)[0]
if bursts < 10:
    sys.exit(f"bursts: only {bursts} bursts compared")
print(f"  {bursts} bursts; in {other} of 18 questions burst_detection's step by step states differ, and cost more")
