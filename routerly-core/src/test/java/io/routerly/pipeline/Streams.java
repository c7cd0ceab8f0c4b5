package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.wire.WireFormat;
import java.util.List;

/** Streams in each format, with all that a provider may legally put into them. */
final class Streams {
  private static final List<String> CHAT =
      List.of(
          ": hello\n",
          "\n",
          "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"h\u00e9 \uD83D\uDE00\"}}]}\n\n",
          "\n\n",
          "event: never.heard.of\nid: 7\ndata:{\"new\" : [ 1 ]}\n\n",
          ": still here\n",
          "data:   {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"\u2028\"}}],\"usage\":null}\n\n",
          "data:\n\n",
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\n",
          "data: [DONE] \n\n");

  private static final List<String> MESSAGES =
      List.of(
          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":5}}}\n\n",
          "event: ping\ndata: {\"type\": \"ping\"}\n\n",
          ": odd\n",
          "event: never_heard_of\ndata: {\"type\":\"never_heard_of\"}\n\n",
          "event:content_block_delta\ndata:{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"h\u00e9 \uD83D\uDE00\"}}\n\n",
          "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":7}}\n\n",
          "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

  private static final List<String> RESPONSES =
      List.of(
          "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\"}}\n\n",
          ": odd\n",
          "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"h\u00e9 \uD83D\uDE00\"}\n\n",
          "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"object\":\"response\",\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}}\n\n");

  private Streams() {}

  static List<String> of(WireFormat format) {
    return switch (format) {
      case OPENAI_CHAT, GEMINI, OPAQUE -> CHAT;
      case OPENAI_RESPONSES -> RESPONSES;
      case ANTHROPIC_MESSAGES -> MESSAGES;
    };
  }

  static byte[] bytes(List<String> events, String lineEnd) {
    return String.join("", events).replace("\n", lineEnd).getBytes(UTF_8);
  }

  /** Returns the body of a request for such a stream, which asks for usage. */
  static String request() {
    return "{\"model\":\"gpt-5\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
  }
}
