# Taking figures: processor time, memory, load, medians.
# shellcheck shell=sh

TICKS_PER_SECOND=$(getconf CLK_TCK)

# cpu_ticks PID: user and system time of a process and its children, in clock ticks.
cpu_ticks() {
  for pid in "$1" $(cat "/proc/$1/task/$1/children"); do
    sed 's/.*) //' "/proc/$pid/stat"
  done | awk '{ ticks += $12 + $13 } END { print ticks }'
}

# resident_mb PID: resident memory of a process and its children.
resident_mb() {
  for pid in "$1" $(cat "/proc/$1/task/$1/children"); do
    sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status"
  done | awk '{ kib += $1 } END { printf "%d\n", kib / 1024 }'
}

# load PORT PID BODY SECONDS [PATH]: one line with requests per second, median and 99th percentile in
# microseconds, processor microseconds per request, requests, failed requests.
load() {
  load_before=$(cpu_ticks "$2")
  load_line=$(BENCH_BODY=$3 wrk -t2 -c"$CONNECTIONS" -d"$4s" --timeout 30s -s "$BENCH/wrk/chat.lua" \
    "http://127.0.0.1:$1${5:-/v1/chat/completions}" | sed -n 's/^BENCH //p')
  load_after=$(cpu_ticks "$2")
  printf '%s %s\n' "$load_line" $((load_after - load_before)) | awk -v hz="$TICKS_PER_SECOND" '
    { printf "%.1f %d %d %.1f %d %d\n", $1 / $2, $3, $4, $6 * 1e6 / hz / ($1 ? $1 : 1), $1, $5 }'
}

# warm_up PORT PID BODY [PATH]: load until the JIT compiler has done its work: in windows of a quarter of the set time, until
# processor time per request has stopped falling. On a busy machine that takes longer than the set time, six times at most.
warm_up() {
  warm_last=
  for warm_window in $(seq 24); do
    warm_now=$(load "$1" "$2" "$3" $(((WARMUP_SECONDS + 3) / 4)) "${4:-}" | cut -d ' ' -f 4)
    if [ "$warm_window" -gt 4 ] && awk -v a="$warm_last" -v b="$warm_now" 'BEGIN { exit !(b > a * 0.95) }'; then
      break
    fi
    warm_last=$warm_now
  done
  say "  warm after $warm_window windows, $warm_now us of processor time per request"
}

# round KIND SUBJECT PORT PID BODY [PATH]: one measured round; its line goes to $WORK/rounds/KIND-SUBJECT.
round() {
  load "$3" "$4" "$5" "$SECONDS_PER_ROUND" "${6:-}" >>"$WORK/rounds/$1-$2"
  say "  $1, $2: $(tail -n 1 "$WORK/rounds/$1-$2" |
    awk '{ printf "%s/s, p50 %d us, p99 %d us, cpu %s us, %d requests, %d failed", $1, $2, $3, $4, $5, $6 }')"
}

# median FILE COLUMN
median() {
  awk -v column="$2" '{ print $column }' "$1" | sort -n |
    awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# total FILE COLUMN
total() {
  awk -v column="$2" '{ sum += $column } END { print sum + 0 }' "$1"
}

# ratio A B: A / B with two decimals.
ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'
}

# change FROM TO: as a signed percentage.
change() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%+.1f %%", a ? (b - a) * 100 / a : 0 }'
}
