# A very long ledger: start-up, memory and answers about usage; over a year, and in one month's file.
# shellcheck shell=sh

stage_ledger() {
  say "a ledger of $LEDGER_RECORDS records"
  write_home empty "$ROUTERLY_PORT_A"
  start_up empty "$ROUTERLY_PORT_A" 1 first
  start_up empty "$ROUTERLY_PORT_A" "$STARTS" start
  ask_ledger empty "$ROUTERLY_PORT_A" summed
  empty_resident=$ledger_resident
  ledger_over 12
  ledger_over 1
}

# ledger_over MONTHS
ledger_over() {
  ledger_home=ledger-$1
  write_home "$ledger_home" "$ROUTERLY_PORT_B"
  tool UsageHistory "$LEDGER_RECORDS" "$WORK/$ledger_home/data/usage.json" "$1" "$LEDGER_TOKENS"
  ledger_mb=$(du -sm "$WORK/$ledger_home/data" | cut -f 1)
  start_up "$ledger_home" "$ROUTERLY_PORT_B" 1 first
  ask_ledger "$ledger_home" "$ROUTERLY_PORT_B" unsummed
  start_up "$ledger_home" "$ROUTERLY_PORT_B" "$STARTS" start
  ask_ledger "$ledger_home" "$ROUTERLY_PORT_B" summed
  report '' "## $LEDGER_RECORDS records ($ledger_mb MB) of $LEDGER_TOKENS tokens over $1 month(s)" '' '| | empty | these |' '|---|---|---|' \
    "| very first start, none of it summed up, ms | $(median "$WORK/empty-first" 1) | $(median "$WORK/$ledger_home-first" 1) |" \
    "| first summary of the year after it, ms | | $(sed -n '1s/ .*//p' "$WORK/$ledger_home-unsummed") |" \
    "| later starts, median, ms | $(median "$WORK/empty-start" 1) | $(median "$WORK/$ledger_home-start" 1) |" \
    "| resident when ready, MB | $(mb "$WORK/empty-start" 2) | $(mb "$WORK/$ledger_home-start" 2) |" \
    "| resident two seconds later, MB | $(mb "$WORK/empty-start" 3) | $(mb "$WORK/$ledger_home-start" 3) |" \
    "| resident after the questions, MB | $empty_resident | $ledger_resident |" \
    '' '| question | first, ms | median of further ones, ms |' '|---|---|---|'
  report "$(awk '{ printf "| `%s` | %s | %s |\n", $3, $1, $2 }' "$WORK/$ledger_home-summed")"
  rm -rf "${WORK:?}/$ledger_home"
}

# ask_ledger HOME PORT NAME: how long the answers take, and what the process holds after them
ask_ledger() {
  ROUTERLY_HOME=$WORK/$1 "$LAUNCHER" start >"$WORK/$1-$3.log" 2>&1 &
  track $!
  await_ready "$2"
  tool LedgerQueries "http://127.0.0.1:$2" bench@example.com "$ADMIN_PASSWORD" 11 >"$WORK/$1-$3"
  ledger_resident=$(resident_mb "$LAST_PID")
  end "$LAST_PID"
}

# await_ready PORT
await_ready() {
  for _ in $(seq 600); do
    [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$1/health/ready" || :)" != 200 ] || return 0
    kill -0 "$LAST_PID" 2>/dev/null || die "the service ended; see the logs in $WORK"
    sleep 0.1
  done
  die 'the service does not become ready'
}
