# Calls whose client and provider speak different formats, beside relayed ones, through one process; and how their cost
# grows with the request.
# shellcheck shell=sh

# Name, path, client and provider of each way through the gateway. The first is the yardstick of the others.
TRANSLATED_WAYS='chat-openai chat-anthropic messages-openai chat-gemini responses-anthropic'

stage_translated() {
  say 'translated calls'
  write_answers
  start_peers
  write_home translated "$ROUTERLY_PORT_A"
  write_translated_models
  start_routerly translated "$ROUTERLY_PORT_A"
  for kind in $KINDS; do
    case $kind in
      whole) translated_kind whole 'Translated calls, buffered' ;;
      stream) translated_kind stream 'Translated calls, streams of 64 chunks that are ready at once' ;;
      *) die "BENCH_KINDS names $kind, which is neither whole nor stream" ;;
    esac
  done
  [ -z "$SIZES" ] || translated_sizes
  report_options
  report_ledger translated
  end "$ROUTERLY_PID"
}

# translated_kind whole|stream TITLE: all ways in turn, round by round.
translated_kind() {
  for way in $TRANSLATED_WAYS; do
    translated_body "$way" "$1" >"$WORK/$way-$1.json"
    translated_check "$way" "$WORK/$way-$1.json"
    warm_up "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$way-$1.json" "$(path_of "$way")"
  done
  for _ in $(seq "$ROUNDS"); do
    for way in $TRANSLATED_WAYS; do
      round "$1" "$way" "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$WORK/$way-$1.json" "$(path_of "$way")"
    done
  done
  report '' "## $2" '' 'Processor time per call, and beside that of the relayed one.' '' \
    '| client | provider | request, bytes | answer, bytes | µs | ratio | requests, failed |' '|---|---|---|---|---|---|---|'
  translated_base=$(median "$WORK/rounds/$1-chat-openai" 4)
  for way in $TRANSLATED_WAYS; do
    translated_us=$(median "$WORK/rounds/$1-$way" 4)
    report "| ${way%-*} | ${way#*-} | $(wc -c <"$WORK/$way-$1.json") | $(wc -c <"$WORK/answers/${way#*-}-$1") \
| $(scaled "$translated_us" 1) | $(ratio "$translated_us" "$translated_base") \
| $(total "$WORK/rounds/$1-$way" 5), $(total "$WORK/rounds/$1-$way" 6) |"
  done
}

# translated_sizes: a Chat Completions client's requests of growing size to a Messages provider and, for comparison,
# to one of the client's own format.
translated_sizes() {
  tool GrowingRequest "$WORK" "$SIZES"
  sizes_connections=$CONNECTIONS
  CONNECTIONS=4
  for shape in turns text image; do
    for size in $SIZES; do
      for provider in openai anthropic; do
        sizes_file=$WORK/$shape-$size-$provider.json
        sed "1s/@MODEL@/$provider-whole/" "$WORK/$shape-$size.json" >"$sizes_file"
        translated_check chat-anthropic "$sizes_file"
        load "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$sizes_file" "$SECONDS_PER_ROUND" >"$WORK/warm-up"
        round "$shape-$size" "$provider" "$ROUTERLY_PORT_A" "$ROUTERLY_PID" "$sizes_file"
      done
    done
  done
  CONNECTIONS=$sizes_connections
  report '' '## Translated calls by size of the request' '' \
    'A Chat Completions client, a Messages provider, 4 connections. A straight line would have the same µs per KB in all rows.' '' \
    '| conversation | KB | relayed, µs | translated, µs | ratio | relayed, µs per KB | translated, µs per KB | requests, failed |' \
    '|---|---|---|---|---|---|---|---|'
  for shape in turns text image; do
    for size in $SIZES; do
      sizes_r=$(median "$WORK/rounds/$shape-$size-openai" 4)
      sizes_t=$(median "$WORK/rounds/$shape-$size-anthropic" 4)
      report "| $shape | $size | $(scaled "$sizes_r" 1) | $(scaled "$sizes_t" 1) | $(ratio "$sizes_t" "$sizes_r") \
| $(ratio "$sizes_r" "$size") | $(ratio "$sizes_t" "$size") \
| $(total "$WORK/rounds/$shape-$size-anthropic" 5), $(total "$WORK/rounds/$shape-$size-anthropic" 6) |"
    done
  done
}

path_of() {
  case $1 in
    messages-*) echo /v1/messages ;;
    responses-*) echo /v1/responses ;;
    *) echo /v1/chat/completions ;;
  esac
}

# translated_check WAY FILE: ends the run unless one such call is answered with 200.
translated_check() {
  check_status=$(curl -s -o "$WORK/check-answer" -D "$WORK/check-head" -w '%{http_code}' -H "Authorization: Bearer $BENCH_TOKEN" \
    -H 'Content-Type: application/json' --data-binary "@$2" "http://127.0.0.1:$ROUTERLY_PORT_A$(path_of "$1")")
  [ "$check_status" = 200 ] || die "$1 is answered with $check_status: $(head -c 300 "$WORK/check-answer")"
  ! grep -i '^x-routerly-dropped' "$WORK/check-head" >&2 || say "  $1 loses what the line above names"
}

# translated_body WAY whole|stream: the usual request, in the client's words.
translated_body() {
  body_model="\"model\":\"${1#*-}-$2\""
  body_edit="s/\"model\":\"bench-buffered\"/$body_model"
  if [ "$2" = stream ]; then
    body_edit="$body_edit,\"stream\":true"
    case $1 in chat-*) body_edit="$body_edit,\"stream_options\":{\"include_usage\":true}" ;; esac
  fi
  case $1 in
    messages-*) body_more='s/"messages":\[{"role":"system","content":\("[^"]*"\)},/"system":\1,"messages":[/' ;;
    responses-*) body_more='s/"messages":/"input":/;s/"max_tokens"/"store":false,"max_output_tokens"/' ;;
    *) body_more= ;;
  esac
  sed "$body_edit/;$body_more" "$BENCH/payload/request.json"
}

write_translated_models() {
  translated_ids='"bench-buffered", "bench-stream"'
  translated_models=
  for provider in openai anthropic gemini; do
    for kind in whole stream; do
      translated_ids="$translated_ids, \"$provider-$kind\""
      translated_models="$translated_models,
 $(model_json "$provider-$kind" "$UPSTREAM_PORT" | sed "s/\"apiFormat\": \"openai\"/\"apiFormat\": \"$provider\"/;s|/v1\"|/$kind\"|")"
    done
  done
  printf '%s%s]\n' "$(sed '$s/\]$//' "$HOME_DIR/config/models.json")" "$translated_models" >"$WORK/models.json"
  cp "$WORK/models.json" "$HOME_DIR/config/models.json"
  sed "s/\"models\": \[[^]]*\]/\"models\": [$translated_ids]/" "$HOME_DIR/config/projects.json" >"$WORK/projects.json"
  cp "$WORK/projects.json" "$HOME_DIR/config/projects.json"
}
