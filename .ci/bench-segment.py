"""Cuts the lines of a text with jieba, without its HMM: bench-segment.py CACHE FILE.

Prints the seconds that took, the tokens and the version, as bench-segment.go does.
"""
import logging
import sys
import time

import jieba

cache, name = sys.argv[1:]
jieba.setLogLevel(logging.WARNING)
jieba.dt.tmp_dir = cache
jieba.initialize()
with open(name, encoding="utf-8", newline="") as f:
    lines = f.read().split("\n")
tokens = 0
begin = time.perf_counter()
for line in lines:
    tokens += len(jieba.lcut(line, HMM=False))
print(f"{time.perf_counter() - begin:.6f}\t{tokens}\t{jieba.__version__}")
