# The processes of a run: the two providers, nginx as the yardstick, and Routerly.
# shellcheck shell=sh

# Starts the providers and nginx, once for all stages of a run.
start_peers() {
  [ -z "${NGINX_PID:-}" ] || return 0
  start_nginx upstream
  start_nginx gateway
  NGINX_PID=$LAST_PID
  exec_tool StreamUpstream "$STREAMS_PORT" >"$WORK/streams.log" 2>&1 &
  track $!
  wait_for "$UPSTREAM_PORT" "$BODY_BUFFERED"
  wait_for "$STREAMS_PORT" "$BODY_READY"
  wait_for "$NGINX_PORT" "$BODY_BUFFERED"
  wait_for "$NGINX_STREAM_PORT" "$BODY_READY"
}

track() {
  LAST_PID=$1
  STARTED="$STARTED $1"
}

start_nginx() {
  nginx_dir=$WORK/nginx-$1
  mkdir -p "$nginx_dir"
  sed -e "s|@WORK@|$WORK|" -e "s|@UPSTREAM_PORT@|$UPSTREAM_PORT|" -e "s|@STREAMS_PORT@|$STREAMS_PORT|" \
    -e "s|@NGINX_PORT@|$NGINX_PORT|" -e "s|@NGINX_STREAM_PORT@|$NGINX_STREAM_PORT|" \
    -e "s|@FILES@|$(ulimit -n)|" -e "s|@CONNECTIONS@|$(($(ulimit -n) * 3 / 4))|" \
    -e "/@ANSWER@/{s|@ANSWER@|$(cat "$BENCH/payload/answer.json")|;}" \
    "$BENCH/nginx/$1.conf" >"$nginx_dir/nginx.conf"
  nginx -p "$nginx_dir" -e "$nginx_dir/error.log" -c "$nginx_dir/nginx.conf" &
  track $!
}

# Waits until a chat completion with the given body is answered with 200 on the port.
wait_for() {
  for _ in $(seq 300); do
    wait_status=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $BENCH_TOKEN" \
      -H 'Content-Type: application/json' --data-binary "@$2" \
      "http://127.0.0.1:$1/v1/chat/completions" || :)
    [ "$wait_status" != 200 ] || return 0
    kill -0 "$LAST_PID" 2>/dev/null || die "what should listen on port $1 ended; see the logs in $WORK"
    sleep 0.1
  done
  die "port $1 does not answer chat completions (last status $wait_status); see the logs in $WORK"
}

build_routerly() {
  [ -x "$LAUNCHER" ] || die "the launcher $LAUNCHER is missing"
  "$LAUNCHER" --version >"$WORK/build.log" 2>&1 || die "the product does not build; see $WORK/build.log"
}

# write_home NAME PORT: a fresh home in $WORK with one project, two models and the bench's token.
write_home() {
  HOME_DIR=$WORK/$1
  mkdir -p "$HOME_DIR/config" "$HOME_DIR/data"
  cat >"$HOME_DIR/config/settings.json" <<JSON
{ "port": $2, "host": "127.0.0.1", "setupCompletedAt": "2026-01-01T00:00:00Z" }
JSON
  cat >"$HOME_DIR/config/users.json" <<JSON
[{ "id": "usr_bench00000000000", "email": "bench@example.com", "passwordHash": "$ADMIN_HASH",
   "role": "admin", "createdAt": "2026-01-01T00:00:00Z" }]
JSON
  cat >"$HOME_DIR/config/models.json" <<JSON
[$(model_json bench-buffered "$UPSTREAM_PORT"),
 $(model_json bench-stream "$STREAMS_PORT")]
JSON
  cat >"$HOME_DIR/config/projects.json" <<JSON
[{ "id": "proj_bench00000000000", "name": "Bench", "slug": "bench", "policies": [],
   "models": ["bench-buffered", "bench-stream"], "members": [], "budgets": [],
   "tokens": [{ "id": "tok_bench000000000000", "token": "HASHED:$TOKEN_HASH", "prefix": "benchtok",
                "description": "the bench's own", "createdAt": "2026-01-01T00:00:00Z" }] }]
JSON
}

model_json() {
  cat <<JSON
{ "id": "$1", "provider": "custom", "apiFormat": "openai", "baseUrl": "http://127.0.0.1:$2/v1",
   "apiKey": "env:BENCH_API_KEY", "inputPrice": 0.00015, "outputPrice": 0.0006, "cachePrice": 0.000075,
   "contextWindow": 128000, "capabilities": ["chat", "vision", "tools", "json_mode"], "enabled": true }
JSON
}

# start_routerly NAME PORT [JVM OPTIONS]: runs the service on $WORK/NAME; sets ROUTERLY_PID.
start_routerly() {
  # shellcheck disable=SC2097,SC2098
  ROUTERLY_HOME=$WORK/$1 ROUTERLY_JAVA_OPTS="${ROUTERLY_JAVA_OPTS:-} ${3:-}" \
    "$LAUNCHER" start >"$WORK/$1.log" 2>&1 &
  track $!
  ROUTERLY_PID=$LAST_PID
  wait_for "$2" "$BODY_BUFFERED"
  wait_for "$2" "$BODY_READY"
}
