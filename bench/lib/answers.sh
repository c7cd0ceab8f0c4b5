# What the providers answer, by format: the same text, whole and as a stream.
# shellcheck shell=sh

# write_answers: to $WORK/answers/FORMAT-whole and FORMAT-stream, which nginx hands out.
write_answers() {
  ANSWERS=$WORK/answers
  answers_text=$(sed 's/.*"content":\("[^"]*"\).*/\1/' "$BENCH/payload/answer.json")
  tr -d '\n' <"$BENCH/payload/answer.json" >"$ANSWERS/openai-whole"
  printf '%s' '{"id":"msg_bench00000000000000000001","type":"message","role":"assistant","model":"bench",' \
    '"content":[{"type":"text","text":'"$answers_text"'}],"stop_reason":"end_turn","stop_sequence":null,' \
    '"usage":{"input_tokens":438,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,' \
    '"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":231,' \
    '"service_tier":"standard"}}' >"$ANSWERS/anthropic-whole"
  printf '%s' '{"candidates":[{"content":{"parts":[{"text":'"$answers_text"'}],"role":"model"},"finishReason":"STOP",' \
    '"index":0}],"usageMetadata":{"promptTokenCount":438,"candidatesTokenCount":231,"totalTokenCount":669,' \
    '"promptTokensDetails":[{"modality":"TEXT","tokenCount":438}]},"modelVersion":"bench",' \
    '"responseId":"bench000000000000001"}' >"$ANSWERS/gemini-whole"
  openai_stream >"$ANSWERS/openai-stream"
  anthropic_stream >"$ANSWERS/anthropic-stream"
  gemini_stream >"$ANSWERS/gemini-stream"
  chmod 755 "$ANSWERS"
  chmod 644 "$ANSWERS"/*
}

openai_stream() {
  openai_head='data: {"id":"chatcmpl-bench0000000000000000000002","object":"chat.completion.chunk",'
  openai_head=$openai_head'"created":1760000000,"model":"bench-stream","system_fingerprint":"fp_bench","choices":['
  for _ in $(seq 64); do
    printf '%s{"index":0,"delta":{"content":" and the"},"finish_reason":null}],"usage":null}\n\n' "$openai_head"
  done
  printf '%s{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}\n\n' "$openai_head"
  printf '%s],"usage":{"prompt_tokens":438,"completion_tokens":64,"total_tokens":502}}\n\ndata: [DONE]\n\n' "$openai_head"
}

anthropic_stream() {
  anthropic_head='"message":{"id":"msg_bench00000000000000000002","type":"message","role":"assistant","model":"bench",'
  anthropic_head=$anthropic_head'"content":[],"stop_reason":null,"stop_sequence":null,'
  anthropic_event message_start "$anthropic_head"'"usage":{"input_tokens":438,"output_tokens":1}}'
  anthropic_event content_block_start '"index":0,"content_block":{"type":"text","text":""}'
  for _ in $(seq 64); do
    anthropic_event content_block_delta '"index":0,"delta":{"type":"text_delta","text":" and the"}'
  done
  anthropic_event content_block_stop '"index":0'
  anthropic_event message_delta '"delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":64}'
  printf 'event: message_stop\ndata: {"type":"message_stop"}\n\n'
}

anthropic_event() {
  printf 'event: %s\ndata: {"type":"%s",%s}\n\n' "$1" "$1" "$2"
}

gemini_stream() {
  for _ in $(seq 64); do
    gemini_event ''
  done
  gemini_event '"finishReason":"STOP",'
}

gemini_event() {
  printf 'data: {"candidates":[{"content":{"parts":[{"text":" and the"}],"role":"model"},%s"index":0}],' "$1"
  printf '"usageMetadata":{"promptTokenCount":438,"candidatesTokenCount":64,"totalTokenCount":502},'
  printf '"modelVersion":"bench","responseId":"bench000000000000002"}\r\n\r\n'
}
