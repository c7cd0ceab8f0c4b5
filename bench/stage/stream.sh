# Streamed calls: 64 ready chunks, 64 chunks at 5 ms, and the delay of the first chunk.
# shellcheck shell=sh

stage_stream() {
  say 'streamed calls'
  start_peers
  write_home stream "$ROUTERLY_PORT_A"
  start_routerly stream "$ROUTERLY_PORT_A"
  for kind in ready paced; do
    stream_file=$WORK/$kind.json
    warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$stream_file"
    for _ in $(seq "$ROUNDS"); do
      round "$kind" nginx "$NGINX_STREAM_PORT" "$NGINX_PID" "$stream_file"
      round "$kind" routerly "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$stream_file"
    done
  done
  report_rounds ready 'Streams of 64 chunks that are ready at once'
  report_rounds paced 'Streams of 64 chunks, one every 5 ms'
  first_chunk "nginx=$NGINX_STREAM_PORT" "Routerly=$ROUTERLY_PORT_A"
  report_ledger stream
  end "$ROUTERLY_PID"
}

# first_chunk NAME=PORT NAME=PORT: reports the first chunk's delay of both, and without any gateway.
first_chunk() {
  tool FirstChunk "$FIRST_CHUNKS" 200 "$BODY_FEW" "$BENCH_TOKEN" "provider=$STREAMS_PORT" "$@" >"$WORK/first-chunk"
  report '' '## First streamed chunk' '' "$FIRST_CHUNKS streams one after the other, targets in turn; microseconds from request to first chunk." '' \
    '| | p50 | p99 |' '|---|---|---|' \
    "$(awk '{ printf "| %s | %d | %d |\n", $1, $2, $3 }' "$WORK/first-chunk")" \
    "$(awk 'NR == 2 { n50 = $2; n99 = $3 } NR == 3 { printf "| %s adds to the one above | %d | %d |\n", $1, $2 - n50, $3 - n99 }' "$WORK/first-chunk")" ''
}
