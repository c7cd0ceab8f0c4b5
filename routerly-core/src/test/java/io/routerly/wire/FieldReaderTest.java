package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldReaderTest {
  @Test
  void whatNobodyReadIsTold() {
    FieldReader reader =
        request("{'model':'m','odd':1,'none':null,'known':2,'messages':[{'x':1}]}");
    Losses losses = new Losses();

    reader.string("model");
    reader.ignore("known");
    reader.objects("messages").forEach(message -> message.reportUnread(losses));
    reader.reportUnread(losses);

    assertThat(losses.names(ChatField::plainName)).containsExactly("messages.x", "odd");
  }

  @ParameterizedTest(name = "{0} is wrong: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'messages':[{'role':1}]} | messages[0].role must be a string.",
        "{'messages':[{}]} | messages[0].role is missing.",
        "{'messages':[{'role':null}]} | messages[0].role is missing.",
        "{'messages':[1]} | messages[0] must be an object.",
        "{'messages':{}} | messages must be an array."
      })
  void aWrongFieldIsNamedByItsPath(String body, String message) {
    FieldReader reader = request(body);

    assertThatThrownBy(() -> reader.objects("messages").forEach(item -> item.requireString("role")))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessage(message);
  }

  @Test
  void whatIsWrongWithAnAnswerIsTheProvidersFault() {
    FieldReader reader = FieldReader.ofAnswer(JsonTrees.object("{\"id\":1.5}".getBytes(UTF_8)));

    assertThatThrownBy(() -> reader.whole("id"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_BAD_RESPONSE))
        .hasMessageContaining("id must be a whole number");
  }

  private static FieldReader request(String json) {
    return FieldReader.ofRequest(JsonTrees.object(json.replace('\'', '"').getBytes(UTF_8)));
  }
}
