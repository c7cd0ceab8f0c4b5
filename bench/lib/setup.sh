# What every stage needs: settings, tools, ports, payloads, and an end to everything that was started.
# shellcheck shell=sh

WORK=$BENCH/scratch
RESULTS=$BENCH/results
LAUNCHER=${ROUTERLY_BENCH_LAUNCHER:-$ROOT/routerly}
CONNECTIONS=${BENCH_CONNECTIONS:-32}
ROUNDS=${BENCH_ROUNDS:-5}
SECONDS_PER_ROUND=${BENCH_SECONDS:-8}
WARMUP_SECONDS=${BENCH_WARMUP:-20}
RECORDS=${BENCH_RECORDS:-1000000}
LEDGER_RECORDS=${BENCH_LEDGER_RECORDS:-10000000}
LEDGER_TOKENS=${BENCH_LEDGER_TOKENS:-4}
STREAMS=${BENCH_STREAMS:-5000}
FIRST_CHUNKS=${BENCH_FIRST_CHUNKS:-200}
STARTS=${BENCH_STARTS:-5}
SIZES=${BENCH_SIZES-20 200 2000 10000}
KINDS=${BENCH_KINDS-whole stream}

# A well-known token that opens nothing but the bench's own project on 127.0.0.1, and its bcrypt hash.
BENCH_TOKEN=sk-rt-benchtokNotASecretOnlyForTheBenchOnLoopback01234567
# shellcheck disable=SC2016
TOKEN_HASH='$2a$10$45LcyrA6oQ4SHvIygwcWeeu.xc.n1gm8blli7CdI7R.F2FlSQDxoG'
# shellcheck disable=SC2016
ADMIN_HASH='$2a$10$QHoQ5JnRQMPK.ZQ8PJj1weTCAPpIV18HIljGk4yGBMj06I9nfRCWC'
ADMIN_PASSWORD=bench-password-1
BENCH_API_KEY=bench-provider-key
export BENCH_TOKEN BENCH_API_KEY

say() { printf '%s\n' "$*" >&2; }
die() {
  say "bench: $*"
  exit 1
}

prepare() {
  choose_java
  for tool in nginx wrk curl; do
    command -v "$tool" >/dev/null || die "$tool is missing; bench/README.md says how to install it"
  done
  ulimit -n "$(ulimit -Hn)"
  umask 077
  rm -rf "$WORK"
  mkdir -p "$WORK/classes" "$WORK/rounds" "$WORK/answers" "$RESULTS"
  chmod 711 "$WORK" # nginx's workers may run as another user
  trap end_all EXIT
  trap 'exit 130' INT TERM HUP
  "$JAVA_HOME/bin/javac" --release 17 -d "$WORK/classes" "$BENCH"/java/*.java
  choose_ports
  write_payloads
  REPORT=$RESULTS/$(date -u +%Y%m%dT%H%M%SZ).md
}

choose_java() {
  JAVA_HOME=${ROUTERLY_BENCH_JAVA_HOME:-${JAVA_HOME:-}}
  if [ -z "$JAVA_HOME" ]; then
    command -v javac >/dev/null || die "set JAVA_HOME or ROUTERLY_BENCH_JAVA_HOME to a JDK of 17 or later"
    JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  [ -x "$JAVA_HOME/bin/javac" ] || die "$JAVA_HOME is not a JDK"
  PATH=$JAVA_HOME/bin:$PATH
  export JAVA_HOME PATH
}

# Runs one of the bench's own Java programs.
tool() { (exec_tool "$@"); }

# Becomes one of them: in the background, the process to end must be Java itself and not a shell around it.
exec_tool() {
  exec_name=$1
  shift
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -cp "$WORK/classes" "$exec_name" "$@"
}

choose_ports() {
  # shellcheck disable=SC2046
  set -- $(tool FreePorts 6)
  UPSTREAM_PORT=$1 STREAMS_PORT=$2 NGINX_PORT=$3 NGINX_STREAM_PORT=$4 ROUTERLY_PORT_A=$5 ROUTERLY_PORT_B=$6
}

write_payloads() {
  BODY_BUFFERED=$WORK/buffered.json
  cp "$BENCH/payload/request.json" "$BODY_BUFFERED"
  BODY_READY=$(stream_body ready 64 0)
  BODY_PACED=$(stream_body paced 64 5)
  BODY_FEW=$(stream_body few 5 20)
  BODY_SLOW=$(stream_body slow 20 1000)
}

# stream_body NAME CHUNKS PACE_MS: the same conversation, streamed; prints the file's name.
stream_body() {
  stream_fields='"model":"bench-stream","stream":true,"stream_options":{"include_usage":true}'
  stream_fields=$stream_fields',"metadata":{"chunks":"'$2'","pace_ms":"'$3'"}'
  sed "s/\"model\":\"bench-buffered\"/$stream_fields/" "$BENCH/payload/request.json" >"$WORK/$1.json"
  printf '%s\n' "$WORK/$1.json"
}

STARTED=
end_all() {
  trap - EXIT
  for pid in $STARTED; do
    kill "$pid" 2>/dev/null || :
  done
  for pid in $STARTED; do
    wait "$pid" 2>/dev/null || :
  done
}

# end PID: ends one process that was started, and waits for it.
end() {
  kill "$1" 2>/dev/null || :
  wait "$1" 2>/dev/null || :
}
