"""tifa diversity of single documents against lexicalrichness, dispersion against numpy."""
import csv, io, json, math, subprocess, sys
import numpy as np

tifa, out, sample = sys.argv[1:]
try:
    from lexicalrichness import LexicalRichness
except ImportError:
    print("no lexicalrichness: diversity left out")
    LexicalRichness = None


def table(*args):
    text = subprocess.run([tifa, *args, "--format", "csv"], check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def same(name, got, want, tolerance=1e-9):
    assert math.isclose(float(got), want, rel_tol=tolerance, abs_tol=1e-12), (name, got, want)


def diversity():
    text = open(f"{out}/words.txt", encoding="utf-8").read().split("\n")
    with open(f"{out}/records.txt", "w", encoding="utf-8") as f:
        for i, line in enumerate(text):
            f.write(f"〖RQ/日期〗2005{i // 28 + 1:02}{i % 28 + 1:02}〖-RQ/日期〗\n〖ZW/正文〗{line}〖-ZW/正文〗\n")
    checked = 0
    for row, line in zip(table("diversity", f"{out}/records.txt", "--by", "day"), text):
        lex = LexicalRichness(line, preprocessor=None, tokenizer=str.split)
        assert lex.words == int(row["words_total"]) and lex.terms == int(row["types"]), row
        same("ttr", row["ttr"], lex.ttr)
        same("herdan_c", row["herdan_c"], lex.Herdan)
        same("yule_k", row["yule_k"], lex.yulek, 1e-8)
        if lex.words >= 100:
            same("mattr", row["mattr"], lex.mattr(window_size=100))
        same("hd_d", row["hd_d"], lex.hdd(draws=42), 1e-7)
        same("mtld", row["mtld"], lex.mtld(threshold=.72))
        checked += 1
    assert checked == len(text) > 20
    print(f"{checked} texts: ttr, C, K, MATTR, MTLD and HD-D as lexicalrichness has them")


def dispersion():
    subprocess.run([tifa, "matrix", sample, "--stopwords", "none", "-o", f"{out}/d.mtx"], check=True, capture_output=True)
    from scipy import io as sio
    counts = sio.mmread(f"{out}/d.mtx").toarray()
    names = [r["word"] for r in csv.DictReader(open(f"{out}/d.cols.csv", encoding="utf-8"))]
    size = counts.sum(axis=1)
    counts, size = counts[size > 0], size[size > 0]
    w, k, n = size / size.sum(), len(size), 0
    rows = table("dispersion", sample, "--stopwords", "none")
    for row in rows:
        t = counts[:, names.index(row["word"])]
        rate = t / size
        r = rate / rate.sum()
        share = t / t.sum()
        some = r > 0
        same("D", row["juilland_d"], 1 - rate.std() / rate.mean() / math.sqrt(k - 1), 1e-7)
        same("D2", row["carroll_d2"], -(r[some] * np.log2(r[some])).sum() / math.log2(k), 1e-7)
        same("S", row["rosengren_s"], np.sqrt(w * t).sum() ** 2 / t.sum())
        same("dp", row["dp"], abs(share - w).sum() / 2)
        same("dp_norm", row["dp_norm"], abs(share - w).sum() / 2 / (1 - w.min()))
        same("kld", row["kld"], (share[some] * np.log2(share[some] / w[some])).sum(), 1e-7)
        da = 1 - abs(rate[:, None] - rate[None, :]).sum() / (k * (k - 1)) / (2 * rate.mean()) if n % 97 == 0 else None
        if da is not None:
            same("da", row["da"], da, 1e-6)
        n += 1
    print(f"{n} words: dispersion as numpy has it, DA by all pairs of documents")


dispersion()
if LexicalRichness:
    import random
    random.seed(7)
    with open(f"{out}/words.txt", "w", encoding="utf-8") as f:
        vocabulary = [a + b for a in "bcdfghjkl" for b in ("azz", "ezz", "izz", "ozz", "uzz")]
        f.write("\n".join(" ".join(random.choices(vocabulary, weights=range(1, 46), k=random.randint(60, 400))) for _ in range(40)))
    diversity()
