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

  @Test
  void aCitationThatThisGatewayWroteIsTakenOutAndToldOf() {
    String text = "{\"type\":\"text\",\"text\":\"It rains.\"%s},";
    byte[] stripped =
        strip(TURN.formatted(text.formatted(",\"citations\":[%s]".formatted(page("\"\"")))));

    assertThat(JsonTrees.object(stripped))
        .isEqualTo(JsonTrees.object(TURN.formatted(text.formatted("")).getBytes(UTF_8)));
    assertThat(losses.fields()).containsExactly(ChatField.CITATIONS);
  }

  @Test
  void otherCitationsOfTheSameTextStay() {
    String text = "{\"type\":\"text\",\"text\":\"It rains.\",\"citations\":[%s]},";
    String own = page("\"Eo8BCioI\"");
    byte[] stripped = strip(TURN.formatted(text.formatted(own + "," + page(" \"\""))));

    assertThat(JsonTrees.object(stripped))
        .isEqualTo(JsonTrees.object(TURN.formatted(text.formatted(own)).getBytes(UTF_8)));
  }

  @Test
  void citationsOfTheProvidersOwnCostNoReading() {
    String text = "{\"type\":\"text\",\"text\":\"It rains.\",\"citations\":[%s]},";
    byte[] body = TURN.formatted(text.formatted(page("\"Eo8BCioI\""))).getBytes(UTF_8);

    assertThat(ForeignSeals.strip(WireFormat.ANTHROPIC_MESSAGES, body, losses)).isSameAs(body);
  }

  private static String page(String index) {
    return "{\"type\":\"web_search_result_location\",\"url\":\"https://a.example\","
        + "\"title\":null,\"cited_text\":\"\",\"encrypted_index\":%s}".formatted(index);
  }

  private byte[] strip(String request) {
    return ForeignSeals.strip(WireFormat.ANTHROPIC_MESSAGES, request.getBytes(UTF_8), losses);
  }
}
