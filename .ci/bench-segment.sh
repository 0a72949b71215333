#!/usr/bin/env bash
# Compares how fast segmenters cut the same text, each on one thread:
#
#   .ci/bench-segment.sh [FILE]     UTF-8; without one the sample, repeated to 4 MB
#
# The programs run in turn, ROUNDS times (5); the table has the median and, for
# machines that are not quiet, the best of the MB of UTF-8 a second, and the
# median of the milliseconds of a process that cuts one short line. No HMM anywhere; only Tifa with layers does more than look words up.
# Installs into a folder of its own (BENCH, kept if named, so that a second run
# installs nothing); what cannot be installed is left out, with a line that says so.
set -euo pipefail
file=${1:+$(realpath "$1")}
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-5}
if [ -n "${BENCH:-}" ]; then
  mkdir -p "$BENCH"
  out=$(realpath "$BENCH")
else
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
fi
export GOMAXPROCS=1 XDG_CACHE_HOME=$out/cache

names=()     # of the segmenters, and what runs them; FILE is appended
commands=()
add() { names+=("$1"); commands+=("$2"); }
left() { echo "left out: $1: $2" >&2; }

go build -o "$out/bench" .ci/bench-segment.go
add "Tifa, dictionary" "$out/bench dictionary"
add "Tifa, all layers" "$out/bench layers"
add gse "$out/bench gse"

cppjieba=5.4.0 # the source in the npm package nodejieba 3.5.8, which does not say it
if ! command -v npm >/dev/null; then
  left "@node-rs/jieba, cppjieba" "no npm"
else
  mkdir -p "$out/node"
  [ -f "$out/node/package.json" ] || echo '{"private":true}' >"$out/node/package.json"
  install() { [ -d "$out/node/node_modules/${1%@*}" ] || npm install --prefix "$out/node" --ignore-scripts --silent --no-audit --no-fund "$1" >&2; }
  if install @node-rs/jieba@2.0.3 && node .ci/bench-segment.mjs "$out/node" /dev/null >/dev/null; then
    add @node-rs/jieba "node .ci/bench-segment.mjs $out/node"
  else
    left @node-rs/jieba "cannot be installed"
  fi
  source=$out/node/node_modules/nodejieba/submodules/cppjieba
  if ! command -v g++ >/dev/null; then
    left cppjieba "no g++"
  elif install nodejieba@3.5.8 && g++ -O3 -std=c++17 -w -I"$source/include" -I"$source/deps/limonp/include" -o "$out/cppjieba" .ci/bench-segment.cpp; then
    add cppjieba "$out/cppjieba $source/dict/jieba.dict.utf8"
  else
    left cppjieba "cannot be installed"
  fi
fi
if ! command -v python3 >/dev/null; then
  left jieba "no python3"
elif "$out/py/bin/python" -c 'import jieba' 2>/dev/null || { python3 -m venv "$out/py" && "$out/py/bin/pip" install -q jieba==0.42.1 >&2; }; then
  mkdir -p "$out/cache/jieba"
  add "jieba (Python)" "$out/py/bin/python -W ignore .ci/bench-segment.py $out/cache/jieba"
else
  left jieba "cannot be installed"
fi

if [ -z "$file" ]; then
  go run ./cmd/tifa segment --input-format tagged --layers none testdata/sample | tr -d ' ' >"$out/sample"
  file=$out/text
  : >"$file"
  while [ "$(wc -c <"$file")" -lt 4000000 ]; do cat "$out/sample" >>"$file"; done
fi
bytes=$(wc -c <"$file")
echo 坚持改革开放 >"$out/line"

# measure ENGINE FILE: its line, with the milliseconds of the whole process before it.
measure() {
  local begin end result
  begin=$(date +%s%N)
  result=$(${commands[$1]} "$2")
  end=$(date +%s%N)
  printf '%s\t%s\t%s\n' "$1" $(((end - begin) / 1000000)) "$result"
}
: >"$out/start"
: >"$out/cut"
for i in "${!names[@]}"; do measure "$i" "$out/line" >/dev/null; done # fills caches
for round in $(seq "$rounds"); do
  for i in "${!names[@]}"; do
    measure "$i" "$out/line" >>"$out/start"
    measure "$i" "$file" >>"$out/cut"
  done
done

# column ENGINE N FILE: the sorted values of a column.
column() { awk -F'\t' -v i="$1" -v n="$2" '$1 == i { print $n }' "$3" | sort -g; }
median() { awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
speed() { awk -v b="$bytes" '{ s = $1; exit } END { printf "%.1f", b / s / 1e6 }'; }
printf '%d bytes, %d rounds, one thread\n\n' "$bytes" "$rounds"
printf '| segmenter | version | MB/s | best | tokens | start-up, ms |\n|---|---|---|---|---|---|\n'
for i in "${!names[@]}"; do
  version=$(awk -F'\t' -v i="$i" '$1 == i { v = $5 } END { print v }' "$out/cut")
  tokens=$(awk -F'\t' -v i="$i" '$1 == i { n = $4 } END { print n }' "$out/cut")
  printf '| %s | %s | %s | %s | %s | %.0f |\n' "${names[$i]}" "${version:-$cppjieba}" \
    "$(column "$i" 3 "$out/cut" | median | speed)" "$(column "$i" 3 "$out/cut" | speed)" "$tokens" "$(column "$i" 2 "$out/start" | median)"
done
