"""Compares tifa's families of reprints with sets of strings in Python, all pairs of them.

Usage: reprints.py TIFA FOLDER CORPUS

The texts of the corpus are printed again with faults, in part and unchanged. Where datasketch
(1.6.5 was tried) is installed, its estimates of the same pairs must agree within their error, and
its index with the same bands must find about as many.
"""
import json
import math
import pathlib
import random
import subprocess
import sys
import unicodedata

tifa, folder, corpus = sys.argv[1:]
folder = pathlib.Path(folder)


def run(*args):
    return subprocess.run([tifa, *args], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def bodies():
    for line in run("segment", "--input-format", "tagged", "--format", "jsonl", corpus).splitlines():
        record = json.loads(line)
        if record["zone"] == "body":
            yield record["text"].replace("○", "〇")


def plant(texts, rng):
    """The texts, and as many again and more with faults, or in part."""
    planted = list(texts)
    for text in texts * 3:
        if rng.random() < 0.4:
            start = rng.randrange(max(1, len(text) // 2))
            text = text[start : start + len(text) // 2]
        text = list(text)
        for _ in range(rng.choice([0, 1, 2, 4, 8])):
            if text:
                text[rng.randrange(len(text))] = rng.choice("，。的是１5Ａ")
        planted.append("".join(text))
    return planted


def shingles(text):
    text = [chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or "Ａ" <= c <= "Ｚ" or "ａ" <= c <= "ｚ" else c for c in text]
    text = "".join(c for c in text if unicodedata.category(c)[0] in "LN")
    return {text[i : i + 5] for i in range(len(text) - 4)}, len(text)


def main():
    rng = random.Random(5)
    source = folder / "reprints.jsonl"
    texts = {}
    with source.open("w", encoding="utf-8") as out:
        for n, body in enumerate(plant(list(bodies()), rng)):
            day, page = 1 + rng.randrange(28), 1 + rng.randrange(8)
            record = {"date": f"2001-02-{day:02}", "page": str(page), "item": str(n), "title": f"第{n}篇", "body": body}
            print(json.dumps(record, ensure_ascii=False), file=out)
            texts[f"200102{day:02}-{page}-{n}"] = (day, page, n), *shingles(body)
    for threshold in 0.8, 0.6:
        compare(source, texts, threshold)


def likeness(a, b):
    shared = len(a & b)
    return shared / len(a | b), shared / min(len(a), len(b))


def compare(source, texts, threshold):
    long = {i: t for i, t in texts.items() if t[2] >= 24}
    of, firsts, alike = {}, [], []
    for i in sorted(long, key=lambda i: long[i][0]):
        for first in firsts:
            jaccard, _ = likeness(long[i][1], long[first][1])
            if jaccard >= threshold:
                of[i] = first
                break
        else:
            firsts.append(i)
    rows = json.loads(run("reprints", str(source), "--threshold", str(threshold), "--format", "json"))["rows"]
    wrong = []
    got, excerpts = {}, {}
    for row in rows:
        if row["role"] == "first" or row["id"] not in long:
            continue
        a, b = long[row["id"]][1], long[row["family"]][1]
        for name, value in zip(("jaccard", "containment"), likeness(a, b)):
            if not math.isclose(row[name], value, rel_tol=1e-12):
                wrong.append(f"{row['id']} of {row['family']}: {name} {row[name]}, Python {value}")
        (got if row["role"] == "reprint" else excerpts)[row["id"]] = row
        alike.append((row["id"], row["family"], row["jaccard"]))
    lost = [i for i in long if of.get(i) != (got[i]["family"] if i in got else None)]
    if len(lost) > 0.01 * len(of):
        wrong.append(f"{len(lost)} of {len(of)} reprints are in another family than in Python: {lost[:5]}")
    held = [(x, y) for x in firsts for y in firsts if len(long[x][1]) < len(long[y][1]) and likeness(long[x][1], long[y][1])[1] >= 0.9]
    best = {x: max(likeness(long[x][1], long[y][1])[1] for z, y in held if z == x) for x, _ in held}
    missed = [x for x in best if x not in excerpts or not math.isclose(excerpts[x]["containment"], best[x], rel_tol=1e-12)]
    if len(missed) > 0.02 * len(best) or len(set(excerpts) - set(best)) > len(lost):
        wrong.append(f"{len(missed)} of {len(best)} excerpts are missed, {len(set(excerpts) - set(best))} are none")
    if len(of) < 50 or len(best) < 20:
        wrong.append(f"only {len(of)} reprints, {len(best)} excerpts: nothing is tested")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"  {threshold}: {len(of)} reprints, {len(lost)} elsewhere; {len(best)} excerpts, {len(missed)} missed")
    estimate(long, alike, threshold)


def estimate(long, alike, threshold):
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        print("  no datasketch: its estimates are left out")
        return
    n = 256
    sketch = {}
    for i in {i for pair in alike for i in pair[:2]}:
        sketch[i] = MinHash(num_perm=n, seed=1)
        sketch[i].update_batch([s.encode() for s in long[i][1]])
    off = [(a, b, j) for a, b, j in alike if abs(sketch[a].jaccard(sketch[b]) - j) > 5 * math.sqrt(j * (1 - j) / n) + 1e-9]
    if off:
        sys.exit(f"datasketch: other estimates than the Jaccard of {len(off)} of {len(alike)} pairs: {off[:3]}")
    if threshold != 0.8:
        return
    index = MinHashLSH(params=(14, 5), num_perm=n)  # the bands that tifa tells of
    for i, m in sketch.items():
        index.insert(i, m)
    pairs = [(a, b) for a, b, j in alike if j >= threshold]
    found = sum(b in index.query(sketch[a]) for a, b in pairs)
    print(f"  datasketch: {len(alike)} estimates agree; its index finds {found} of {len(pairs)} pairs")
    if found < 0.98 * len(pairs):
        sys.exit("datasketch: fewer pairs than the formula says")


main()
