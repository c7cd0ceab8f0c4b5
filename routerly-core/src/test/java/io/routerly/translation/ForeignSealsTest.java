package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.SealedText;
import io.routerly.wire.WireFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignSealsTest {
  private static final String FOREIGN =
      SealedText.of(new Signature(Vendor.GEMINI, "seal"), Vendor.ANTHROPIC);
  private static final String TURN =
      """
      {"model":"m","messages":[
       {"role":"user","content":"Hi"},
       {"role":"assistant","content":[%s{"type":"text","text":"Hello"}]},
       {"role":"user","content":"And?"}]}""";

  private final Losses losses = new Losses();

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutForeignSealsIsTheSameArray(WireFormat format) {
    byte[] body =
        TURN.formatted("{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"EqQB\"},")
            .getBytes(UTF_8);

    assertThat(ForeignSeals.strip(format, body, losses)).isSameAs(body);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void wordsThatOnlyLookLikeASealStay() {
    byte[] body = TURN.formatted("{\"type\":\"text\",\"text\":\"routerly.\"},").getBytes(UTF_8);

    assertThat(ForeignSeals.strip(WireFormat.ANTHROPIC_MESSAGES, body, losses)).isSameAs(body);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void reasoningOfAnotherVendorIsTakenOutAndToldOf() {
    String thinking =
        "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"%s\"},".formatted(FOREIGN);
    String redacted = "{\"type\":\"redacted_thinking\",\"data\":\"%s\"},".formatted(FOREIGN);
    byte[] stripped = strip(TURN.formatted(thinking + redacted));

    assertThat(JsonTrees.object(stripped))
        .isEqualTo(JsonTrees.object(TURN.formatted("").getBytes(UTF_8)));
    assertThat(losses.fields()).containsExactly(ChatField.THINKING_SIGNATURE);
  }

  @Test
  void aTurnOfNothingButForeignReasoningIsTakenOutWhole() {
    String thinking = "{\"type\":\"redacted_thinking\",\"data\":\"%s\"}".formatted(FOREIGN);
    byte[] stripped =
        strip(TURN.replace("%s{\"type\":\"text\",\"text\":\"Hello\"}", "%s").formatted(thinking));

    assertThat(JsonTrees.object(stripped).getJsonArray("messages"))
        .as("the provider refuses a turn without content")
        .hasSize(2);
  }

  @Test
  void aTurnThatCameEmptyStaysSo() {
    String redacted = "{\"type\":\"redacted_thinking\",\"data\":\"%s\"},".formatted(FOREIGN);
    String empty = TURN.replace("\"And?\"", "[]").formatted(redacted);

    assertThat(JsonTrees.object(strip(empty)).getJsonArray("messages")).hasSize(3);
  }

  private byte[] strip(String request) {
    return ForeignSeals.strip(WireFormat.ANTHROPIC_MESSAGES, request.getBytes(UTF_8), losses);
  }
}
