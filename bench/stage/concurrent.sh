# Thousands of slow streams at once in a heap of 512 MB.
# shellcheck shell=sh

stage_concurrent() {
  say "$STREAMS concurrent streams"
  [ "$(ulimit -n)" -gt $((STREAMS * 2 + 500)) ] || die "raise the limit of open files: $STREAMS streams need more than twice as many"
  start_peers
  write_home concurrent "$ROUTERLY_PORT_A"
  start_routerly concurrent "$ROUTERLY_PORT_A" -Xmx512m
  warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_READY"
  report '' "## $STREAMS concurrent streams" '' \
    'Each of 20 chunks, one a second, begun within 5 s; Routerly with -Xmx512m.' '' \
    '| | nginx | Routerly |' '|---|---|---|'
  concurrent nginx "$NGINX_STREAM_PORT" "$NGINX_PID"
  concurrent routerly "$ROUTERLY_PORT_A" "$ROUTERLY_PID"
  concurrent_row 'completed' 1
  concurrent_row 'failed' 2
  concurrent_row 'unfinished after 120 s' 3
  concurrent_row 'most open at once' 4
  concurrent_row 'first chunk p50, ms' 5
  concurrent_row 'first chunk p99, ms' 6
  concurrent_row 'whole stream p50, ms' 7
  concurrent_row 'whole stream p99, ms' 8
  concurrent_row 'processor time per stream, ms' 9
  concurrent_row 'most resident memory, MB' 10
  report ''
  report_options
  report_ledger concurrent
  end "$ROUTERLY_PID"
}

# concurrent SUBJECT PORT PID
concurrent() {
  concurrent_before=$(cpu_ticks "$3")
  exec_tool ConcurrentStreams "$STREAMS" 5000 120000 "$BODY_SLOW" "$BENCH_TOKEN" "$2" >"$WORK/concurrent-$1" &
  concurrent_client=$!
  track $!
  concurrent_peak=0
  while kill -0 "$concurrent_client" 2>/dev/null; do
    concurrent_now=$(resident_mb "$3")
    [ "$concurrent_now" -le "$concurrent_peak" ] || concurrent_peak=$concurrent_now
    sleep 0.5
  done
  wait "$concurrent_client"
  concurrent_ticks=$(($(cpu_ticks "$3") - concurrent_before))
  printf '%s %s %s\n' "$(cat "$WORK/concurrent-$1")" \
    "$(awk -v t="$concurrent_ticks" -v hz="$TICKS_PER_SECOND" -v n="$STREAMS" 'BEGIN { printf "%.2f", t * 1000 / hz / n }')" \
    "$concurrent_peak" >"$WORK/concurrent-$1.row"
}

concurrent_row() {
  report "| $1 | $(cut -d ' ' -f "$2" "$WORK/concurrent-nginx.row") | $(cut -d ' ' -f "$2" "$WORK/concurrent-routerly.row") |"
}
