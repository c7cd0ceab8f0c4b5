# The same figures with a long usage history, and how far each moves.
# shellcheck shell=sh

stage_history() {
  say "a history of $RECORDS records"
  start_peers
  write_home empty "$ROUTERLY_PORT_A"
  write_home history "$ROUTERLY_PORT_B"
  tool UsageHistory "$RECORDS" "$WORK/history/data/usage.json"
  history_bytes=$(wc -c <"$WORK/history/data/usage.json")
  start_up empty "$ROUTERLY_PORT_A" 1 first
  start_up history "$ROUTERLY_PORT_B" 1 first
  start_up empty "$ROUTERLY_PORT_A" "$STARTS" start
  start_up history "$ROUTERLY_PORT_B" "$STARTS" start
  start_routerly empty "$ROUTERLY_PORT_A"
  EMPTY_PID=$ROUTERLY_PID
  start_routerly history "$ROUTERLY_PORT_B"
  HISTORY_PID=$ROUTERLY_PID
  history_rounds h-buffered "$BODY_BUFFERED"
  history_rounds h-ready "$BODY_READY"
  tool FirstChunk "$FIRST_CHUNKS" 200 "$BODY_FEW" "$BENCH_TOKEN" "empty=$ROUTERLY_PORT_A" "history=$ROUTERLY_PORT_B" >"$WORK/h-first-chunk"
  report_history
  end "$EMPTY_PID"
  end "$HISTORY_PID"
}

history_rounds() {
  warm_up "$ROUTERLY_PORT_A" "$EMPTY_PID" "$2"
  warm_up "$ROUTERLY_PORT_B" "$HISTORY_PID" "$2"
  for _ in $(seq "$ROUNDS"); do
    round "$1" empty "$ROUTERLY_PORT_A" "$EMPTY_PID" "$2"
    round "$1" history "$ROUTERLY_PORT_B" "$HISTORY_PID" "$2"
  done
}

report_history() {
  report '' "## With a history of $RECORDS records ($((history_bytes / 1000000)) MB)" '' \
    '| | empty | history | change |' '|---|---|---|---|'
  moved 'buffered, requests per second' "$(of h-buffered-empty 1)" "$(of h-buffered-history 1)"
  moved 'buffered, p50, µs' "$(of h-buffered-empty 2)" "$(of h-buffered-history 2)"
  moved 'buffered, p99, µs' "$(of h-buffered-empty 3)" "$(of h-buffered-history 3)"
  moved 'buffered, processor time per request, µs' "$(of h-buffered-empty 4)" "$(of h-buffered-history 4)"
  moved 'streams of ready chunks per second' "$(of h-ready-empty 1)" "$(of h-ready-history 1)"
  moved 'streams, processor time per request, µs' "$(of h-ready-empty 4)" "$(of h-ready-history 4)"
  moved 'first chunk, p50, µs' "$(first_chunk_of empty 2)" "$(first_chunk_of history 2)"
  moved 'first chunk, p99, µs' "$(first_chunk_of empty 3)" "$(first_chunk_of history 3)"
  moved 'very first start, ms' "$(median "$WORK/empty-first" 1)" "$(median "$WORK/history-first" 1)"
  moved 'later starts, median, ms' "$(median "$WORK/empty-start" 1)" "$(median "$WORK/history-start" 1)"
  moved 'processor time of the very first start, ms' "$(median "$WORK/empty-first" 4)" "$(median "$WORK/history-first" 4)"
  moved 'processor time of later starts, ms' "$(median "$WORK/empty-start" 4)" "$(median "$WORK/history-start" 4)"
  moved 'resident when ready, MB' "$(mb "$WORK/empty-start" 2)" "$(mb "$WORK/history-start" 2)"
  moved 'resident after the load, MB' "$(resident_mb "$EMPTY_PID")" "$(resident_mb "$HISTORY_PID")"
  moved 'requests failed' "$(total "$WORK/rounds/h-buffered-empty" 6)" "$(total "$WORK/rounds/h-buffered-history" 6)"
}

moved() { report "| $1 | $2 | $3 | $(change "$2" "$3") |"; }
of() { median "$WORK/rounds/$1" "$2"; }
first_chunk_of() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$WORK/h-first-chunk"; }
