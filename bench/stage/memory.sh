# Start-up time and memory of an empty home.
# shellcheck shell=sh

stage_memory() {
  say 'start-up and memory'
  start_peers
  write_home memory "$ROUTERLY_PORT_A"
  start_up memory "$ROUTERLY_PORT_A" 1 first
  start_up memory "$ROUTERLY_PORT_A" "$STARTS" start
  start_routerly memory "$ROUTERLY_PORT_A"
  load "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_BUFFERED" 5 >/dev/null
  report '' '## Start-up and memory' '' '| | |' '|---|---|' \
    "| ready after the very first start, ms | $(median "$WORK/memory-first" 1) |" \
    "| ready, median of $STARTS later starts, ms | $(median "$WORK/memory-start" 1) |" \
    "| fastest of them, ms | $(sort -n "$WORK/memory-start" | head -n 1 | cut -d ' ' -f 1) |" \
    "| processor time until ready, median, ms | $(median "$WORK/memory-start" 4) |" \
    "| resident when ready, MB | $(mb "$WORK/memory-start" 2) |" \
    "| resident two seconds later, MB | $(mb "$WORK/memory-start" 3) |" \
    "| resident after 5 s of load, MB | $(resident_mb "$ROUTERLY_PID") |"
  end "$ROUTERLY_PID"
}

# start_up HOME PORT RUNS NAME: lines of StartUp go to $WORK/HOME-NAME.
start_up() {
  ROUTERLY_HOME=$WORK/$1 tool StartUp "$3" 300 "$WORK/$1-$4.log" "http://127.0.0.1:$2/health/ready" \
    "$LAUNCHER" start >"$WORK/$1-$4"
}

# mb FILE COLUMN: the median of a column of KiB, in MB.
mb() {
  scaled "$(median "$1" "$2")" 1024
}
