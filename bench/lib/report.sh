# The report: Markdown to standard output and to bench/results/.
# shellcheck shell=sh

report() { printf '%s\n' "$@" | tee -a "$REPORT"; }

report_machine() {
  build_routerly
  report '# Routerly beside nginx' '' \
    "- taken: $(date -u +%Y-%m-%dT%H:%M:%SZ), commit $(git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || echo unknown)" \
    "- processors: $(getconf _NPROCESSORS_ONLN) ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1))" \
    "- memory: $(awk '/^MemTotal/ { printf "%d MB", $2 / 1024 }' /proc/meminfo), kernel $(uname -r)" \
    "- JDK: $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 2p)" \
    "- $(nginx -v 2>&1 | sed 's/^nginx version: //'), $(wrk -v 2>&1 | sed -n '1s/ *\[.*//p')" \
    "- extra JVM options: ${ROUTERLY_JAVA_OPTS:-none}" \
    "- load: $CONNECTIONS connections, request $(wc -c <"$BENCH/payload/request.json") bytes," \
    "  buffered answer $(wc -c <"$BENCH/payload/answer.json") bytes; medians of $ROUNDS rounds of $SECONDS_PER_ROUND s" \
    "  after a warm-up of at least $WARMUP_SECONDS s; client, provider and gateway share the processors"
}

# report_rounds KIND TITLE: nginx and Routerly side by side, and their ratio.
report_rounds() {
  rounds_n=$WORK/rounds/$1-nginx
  rounds_r=$WORK/rounds/$1-routerly
  report '' "## $2" '' '| | nginx | Routerly | Routerly / nginx |' '|---|---|---|---|'
  report_row 'requests per second' 1 1
  report_row 'latency p50, ms' 2 1000
  report_row 'latency p99, ms' 3 1000
  report_row 'processor time per request, µs' 4 1
  report "| requests, failed | $(total "$rounds_n" 5), $(total "$rounds_n" 6) | $(total "$rounds_r" 5), $(total "$rounds_r" 6) | |"
}

report_row() {
  row_n=$(median "$rounds_n" "$2")
  row_r=$(median "$rounds_r" "$2")
  report "| $1 | $(scaled "$row_n" "$3") | $(scaled "$row_r" "$3") | $(ratio "$row_r" "$row_n") |"
}

# scaled VALUE DIVISOR
scaled() {
  awk -v v="$1" -v d="$2" 'BEGIN { v /= d; printf((v >= 100 ? "%.0f" : "%.2f"), v) }'
}

# report_options: the JVM options of the running service, the launcher's own among them.
report_options() {
  report '' "JVM options: $(tr '\0' '\n' <"/proc/$ROUTERLY_PID/cmdline" | grep '^-[XD-]' | grep -v '^-jar$' | tr '\n' ' ')"
}

# report_ledger NAME: what the ledger of a home says of its calls, so that no failure hides in a fast figure.
report_ledger() {
  ledger_counts=$(cat "$WORK/$1/data/"usage*.json 2>/dev/null | grep -o '"status": *"[a-z_]*"' | sort | uniq -c |
    awk '{ gsub(/"status": *|"/, ""); printf("%s%d %s", (NR > 1 ? ", " : ""), $1, $2) }')
  report "Its ledger: ${ledger_counts:-no records}. Each round of load is cut off, with up to $CONNECTIONS calls under way."
}
