#!/usr/bin/env bash
# Makes a corpus of WORDS words (default 1G: 6.5 GB of text, some 11 GB stored),
# takes it into a stored corpus and times the questions of the design, with the
# files in memory. Prints medians.
#
#   .ci/bench-store.sh [WORDS]
#
# FOLDER keeps the corpus for another run (default: a temporary one), ROUNDS is
# how often each question is asked (default 5).
set -euo pipefail
cd "$(dirname "$0")/.."
words=${1:-1G}
rounds=${ROUNDS:-5}
folder=${FOLDER:-}
if [ -z "$folder" ]; then
	folder=$(mktemp -d)
	trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
go build -o "$folder/tifa" ./cmd/tifa
go build -o "$folder/tifa-gen" ./cmd/tifa-gen

bytes() { find -L "$1" -type f -printf '%s\n' | awk '{ n += $1 } END { printf "%.0f\n", n }'; }
seconds() { # runs a command, prints its wall-clock seconds
	local start
	start=$(date +%s.%N)
	"$@" >/dev/null 2>&1
	date +%s.%N | awk -v start="$start" '{ printf "%.3f", $1 - start }'
}
row() { printf '%-44s %14s  %s\n' "$1" "$2" "$3"; }

if [ ! -d "$folder/text" ]; then
	took=$(seconds "$folder/tifa-gen" --words "$words" -o "$folder/text")
	row "generate" "$took s" "$(bytes "$folder/text" | awk -v s="$took" '{ printf "%.0f MB/s", $1 / s / 1e6 }')"
fi
text=$(bytes "$folder/text")
if [ ! -d "$folder/corpus" ]; then
	/usr/bin/time -f '%e %U %S %M' -o "$folder/ingest.time" "$folder/tifa" ingest "$folder/text" -o "$folder/corpus"
	read -r wall user system memory < <(tail -1 "$folder/ingest.time")
	row "ingest" "$wall s" "$(awk -v b="$text" -v w="$wall" -v u="$user" -v y="$system" -v m="$memory" \
		'BEGIN { printf "%.1f MB/s; %.0f ms of processor a MB; %.2f GB of memory", b / w / 1e6, (u + y) * 1e9 / b, m / 1e6 }')"
fi
row "text" "$text bytes" ""
row "stored" "$(bytes "$folder/corpus") bytes" "$(bytes "$folder/corpus" | awk -v b="$text" '{ printf "%.2f of the text", $1 / b }')"
for part in segment catalog shared cuts files; do
	find "$folder/corpus" -name "$part-*" -printf '%s\n' | awk -v p="$part" -v b="$text" \
		'{ n += $1 } END { printf "  %-42s %14.0f  %.3f\n", p, n, n / b }'
done

# Whole processes: start, question and output.
ask() {
	local times=()
	for _ in $(seq "$rounds"); do
		times+=("$(seconds "$folder/tifa" "$@" -o "$folder/out.csv")")
	done
	row "tifa ${1} ${*:3}" "$(printf '%s\n' "${times[@]}" | sort -n | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }') s" "whole process, median of $rounds"
}
cat "$folder"/corpus/* >/dev/null # into memory
ask trend "$folder/corpus" 改革 --match word --every year
ask trend "$folder/corpus" 改革开放 --every year
ask freq "$folder/corpus" --top 100
ask freq "$folder/corpus" --top 100 --where 'class startsWith "D6"' --from 2010 --to 2010
ask freq "$folder/corpus" --top 100 --kind article
ask kwic "$folder/corpus" 社会主义现代化 --sample 1000

# Questions with the corpus open, in nanoseconds: median of the rounds.
TIFA_BENCH_CORPUS="$folder/corpus" go test -run xxx -bench '^BenchmarkStored$' -benchtime 1x -count "$rounds" -timeout 2h ./analysis |
	awk '/^BenchmarkStored\// { sub(/^BenchmarkStored\//, "", $1); sub(/-[0-9]+$/, "", $1); times[$1] = times[$1] " " $3; if (!($1 in seen)) { seen[$1]; order[++n] = $1 } }
	END { for (i = 1; i <= n; i++) { k = split(times[order[i]], t, " "); for (a = 2; a <= k; a++) { v = t[a] + 0; for (b = a - 1; b > 0 && t[b] + 0 > v; b--) t[b + 1] = t[b]; t[b + 1] = v }
		printf "%-44s %11.1f ms  median of %d, corpus open\n", order[i], t[int((k + 1) / 2)] / 1e6, k } }'
