# Valid calls beside others whose tokens are wrong.
# shellcheck shell=sh

# Few enough that they do not fill the processors by themselves: what is asked is how long they wait.
VALID_CONNECTIONS=${BENCH_VALID_CONNECTIONS:-4}
VALID_PAUSE_MS=${BENCH_VALID_PAUSE_MS:-5}
WRONG_CONNECTIONS=${BENCH_WRONG_CONNECTIONS:-32}

# What is sent beside the valid calls: NAME PATH START TAIL. "probes" is nobody's attack: as many requests for /health, which
# tell what the other client and its connections cost by themselves where all share the processors.
BESIDE='probes /health x 1
unknown /v1/models sk-rt- 51
known /v1/models sk-rt-benchtok 43
session /api/me eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJyb3V0ZXJseSIsInN1YiI6InVzcl9iZW5jaDAwMDAwMDAwMDAwIn0. 43
personal /api/me rt-pat- 43'

stage_tokens() {
  say 'tokens'
  start_peers
  write_home tokens "$ROUTERLY_PORT_A"
  start_routerly tokens "$ROUTERLY_PORT_A"
  warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_BUFFERED"
  for _ in $(seq "$ROUNDS"); do
    valid_round alone
    printf '%s\n' "$BESIDE" | while read -r beside_name beside_path beside_start beside_tail; do
      beside "$beside_name" "$beside_path" "$beside_start" "$beside_tail"
    done
  done
  report '' '## Wrong tokens beside valid calls' '' \
    "$VALID_CONNECTIONS connections call with $VALID_PAUSE_MS ms between calls; $WRONG_CONNECTIONS send the others without a pause." '' \
    '| beside | others, per second | let in | p50, µs | p99, µs | p99 / alone | p99 / probes | failed |' '|---|---|---|---|---|---|---|---|'
  for beside_name in alone $(printf '%s\n' "$BESIDE" | cut -d ' ' -f 1); do
    tokens_row "$beside_name"
  done
  end "$ROUTERLY_PID"
}

# valid_round SUBJECT: one round of paced valid calls.
valid_round() {
  BENCH_PAUSE_MS=$VALID_PAUSE_MS
  export BENCH_PAUSE_MS
  CONNECTIONS=$VALID_CONNECTIONS round tokens "$1" "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_BUFFERED"
  unset BENCH_PAUSE_MS
}

# beside NAME PATH START TAIL: one round with the others beside it; what they got goes to $WORK/rounds/others-NAME.
beside() {
  BENCH_WRONG=$3 BENCH_TAIL=$4 wrk -t1 -c"$WRONG_CONNECTIONS" -d"$((SECONDS_PER_ROUND + 2))s" --timeout 30s \
    -s "$BENCH/wrk/wrong.lua" "http://127.0.0.1:$ROUTERLY_PORT_A$2" >"$WORK/others" </dev/null &
  beside_pid=$!
  STARTED="$STARTED $beside_pid"
  sleep 1
  valid_round "$1"
  wait "$beside_pid" || :
  sed -n 's/^WRONG //p' "$WORK/others" | awk '{ printf "%.0f %d\n", $1 / $2, $3 }' >>"$WORK/rounds/others-$1"
}

tokens_row() {
  row_others='– | –'
  if [ -f "$WORK/rounds/others-$1" ]; then
    row_others="$(median "$WORK/rounds/others-$1" 1) | $(total "$WORK/rounds/others-$1" 2)"
  fi
  row_p99=$(median "$WORK/rounds/tokens-$1" 3)
  report "| $1 | $row_others | $(median "$WORK/rounds/tokens-$1" 2) | $row_p99 |\
 $(ratio "$row_p99" "$(median "$WORK/rounds/tokens-alone" 3)") |\
 $(ratio "$row_p99" "$(median "$WORK/rounds/tokens-probes" 3 2>/dev/null || echo 0)") |\
 $(total "$WORK/rounds/tokens-$1" 6) |"
}
