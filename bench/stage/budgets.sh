# Calls with budgets on three levels beside calls without any.
# shellcheck shell=sh

# On each level: calls, tokens and cost, within a rolling window and a calendar period. None is ever reached.
BUDGETS='[
  { "metric": "calls", "limit": 1000000000, "windowType": "rolling", "windowSize": "hour" },
  { "metric": "total_tokens", "limit": 1000000000000, "windowType": "rolling", "windowSize": "day" },
  { "metric": "cost", "limit": 1000000000, "windowType": "period", "windowSize": "monthly", "thresholds": [50, 80, 100] }]'

stage_budgets() {
  say 'budgets'
  start_peers
  write_home plain "$ROUTERLY_PORT_A"
  write_home budgets "$ROUTERLY_PORT_B"
  add_budgets "$WORK/budgets/config"
  start_routerly plain "$ROUTERLY_PORT_A"
  PLAIN_PID=$ROUTERLY_PID
  start_routerly budgets "$ROUTERLY_PORT_B"
  BUDGETS_PID=$ROUTERLY_PID
  warm_up "$ROUTERLY_PORT_A" "$PLAIN_PID" "$BODY_BUFFERED"
  warm_up "$ROUTERLY_PORT_B" "$BUDGETS_PID" "$BODY_BUFFERED"
  for _ in $(seq "$ROUNDS"); do
    round money plain "$ROUTERLY_PORT_A" "$PLAIN_PID" "$BODY_BUFFERED"
    round money budgets "$ROUTERLY_PORT_B" "$BUDGETS_PID" "$BODY_BUFFERED"
  done
  report '' '## Three budgets on each of three levels' '' '| | none | nine | change |' '|---|---|---|---|'
  moved 'buffered, requests per second' "$(of money-plain 1)" "$(of money-budgets 1)"
  moved 'buffered, p50, µs' "$(of money-plain 2)" "$(of money-budgets 2)"
  moved 'buffered, p99, µs' "$(of money-plain 3)" "$(of money-budgets 3)"
  moved 'buffered, processor time per request, µs' "$(of money-plain 4)" "$(of money-budgets 4)"
  moved 'requests failed' "$(total "$WORK/rounds/money-plain" 6)" "$(total "$WORK/rounds/money-budgets" 6)"
  report_ledger budgets
  end "$PLAIN_PID"
  end "$BUDGETS_PID"
}

# add_budgets CONFIG: writes them into the settings, the project and its token
add_budgets() {
  on_one_line=$(printf '%s' "$BUDGETS" | tr '\n' ' ')
  sed -i "s|\"port\":|\"budgets\": $on_one_line, \"port\":|" "$1/settings.json"
  sed -i "s|\"budgets\": \[\]|\"budgets\": $on_one_line|; s|\"description\":|\"budgets\": $on_one_line, \"description\":|" \
    "$1/projects.json"
}
