package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.testkit.wire.Fixtures;
import io.routerly.wire.EventDecoder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Nothing that a client or a provider sends brings anything but the exceptions that are told. */
class HostileInputTest {
  private static final String FOLDER = "anthropic-messages";
  private static final List<String> VALUES =
      List.of(
          "null",
          "1",
          "-1",
          "1e400",
          "1e-9999999",
          "1e99999999999",
          "9999999999999999999",
          "true",
          "\"\"",
          "[]",
          "{}",
          "[[{}]]");

  private static byte[] mutated(byte[] text, Random random) {
    StringBuilder changed = new StringBuilder(new String(text, UTF_8));
    for (int i = random.nextInt(4); i >= 0 && !changed.isEmpty(); i--) {
      int at = random.nextInt(changed.length());
      int to = Math.min(changed.length(), at + random.nextInt(9));
      int colon = changed.indexOf(":", at);
      if (random.nextBoolean() && colon > 0) {
        int end = colon + 1;
        while (end < changed.length() && ",}]".indexOf(changed.charAt(end)) < 0) {
          end++;
        }
        changed.replace(colon + 1, end, VALUES.get(random.nextInt(VALUES.size())));
      } else {
        changed.replace(at, to, random.nextBoolean() ? "" : changed.substring(at, to).repeat(2));
      }
    }
    return changed.toString().getBytes(UTF_8);
  }

  private static byte[] fixture(String extension, Random random) {
    List<String> names = Fixtures.names(FOLDER, extension);
    return Fixtures.bytes(FOLDER, names.get(random.nextInt(names.size())));
  }

  @Property(tries = 1_500)
  void aDamagedStreamIsReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    List<ChatEvent> events = new ArrayList<>();
    EventDecoder decoder = Wires.CODEC.decoder();
    try {
      Wires.split(
          mutated(fixture(".sse", random), random), 64, event -> decoder.event(event, events::add));
      decoder.finish(events::add);
    } catch (JsonSyntaxException e) {
      // told by the decoder's contract
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE);
    }
    Wires.assertInOrder(events);
  }

  @Property(tries = 1_500)
  void aDamagedAnswerIsReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    try {
      Wires.CODEC.readAnswer(JsonTrees.object(mutated(fixture(".json", random), random)));
    } catch (JsonSyntaxException e) {
      // not the codec's
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE);
    }
  }

  private static final String REQUEST =
      """
      {"model":"m","max_tokens":9,"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}],
      "messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png",
      "data":"AA"}},{"type":"document","source":{"type":"content","content":[{"type":"text","text":"a"}]},
      "citations":{"enabled":true}},{"type":"text","text":"a","citations":[{"type":"page_location",
      "start_page_number":1,"end_page_number":2,"document_index":0}]}]},{"role":"assistant","content":[
      {"type":"thinking","thinking":"a","signature":"routerly.GEMINI..YQ"},{"type":"tool_use","id":"t","name":"f",
      "input":{"a":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":true,
      "content":[{"type":"search_result","source":"s","title":"t","content":[]}]}]}],"tools":[{"name":"f",
      "input_schema":{"type":"object"},"strict":true}],"tool_choice":{"type":"tool","name":"f"},"thinking":{
      "type":"enabled","budget_tokens":1024},"output_config":{"format":{"type":"json_schema","schema":{}},
      "effort":"low"},"stop_sequences":["a"],"temperature":1,"metadata":{"user_id":"u"},"stream":true}
      """;

  @Property(tries = 1_500)
  void aDamagedRequestIsReadAndWrittenOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    Losses losses = new Losses();
    try {
      JsonObject body = JsonTrees.object(mutated(REQUEST.getBytes(UTF_8), random));
      Wires.CODEC.writeRequest(Wires.CODEC.readRequest(body, losses), Wires.PLAIN, losses);
    } catch (JsonSyntaxException e) {
      // not the codec's
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }
  }
}
