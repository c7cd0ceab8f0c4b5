# Buffered calls: throughput, latency and processor time beside nginx.
# shellcheck shell=sh

stage_buffered() {
  say 'buffered calls'
  start_peers
  write_home buffered "$ROUTERLY_PORT_A"
  start_routerly buffered "$ROUTERLY_PORT_A"
  warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_BUFFERED"
  for _ in $(seq "$ROUNDS"); do
    round buffered nginx "$NGINX_PORT" "$NGINX_PID" "$BODY_BUFFERED"
    round buffered routerly "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$BODY_BUFFERED"
  done
  report_rounds buffered 'Buffered calls'
  report '' "Resident memory of Routerly after them: $(resident_mb "$ROUTERLY_PID") MB."
  report_options
  report_ledger buffered
  end "$ROUTERLY_PID"
}
