package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits.Quirk;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTurnsTest {
  private static final ApiTraits TRAITS =
      new ApiTraits(
          Set.of(),
          Map.of(),
          Set.of(
              Quirk.PLAIN_TURNS,
              Quirk.NO_DEVELOPER_ROLE,
              Quirk.NO_JSON_MODE,
              Quirk.LOGPROBS_IS_COUNT));

  private final Losses losses = new Losses();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'user','content':'a'},{'role':'user','content':'b'}|"
            + "{'role':'user','content':'a\\n\\nb'}|",
        "{'role':'user','content':'a'},{'role':'assistant','content':'b'}|"
            + "{'role':'user','content':'a'},{'role':'assistant','content':'b'}|",
        "{'role':'system','content':'a'},{'role':'developer','content':'b'}|"
            + "{'role':'system','content':'a'},{'role':'system','content':'b'}|",
        "{'role':'user','content':'a'},{'role':'user','content':[{'type':'image_url'}]}|"
            + "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url'}]}|",
        "{'role':'assistant','content':null,'tool_calls':[{'id':'c','function':"
            + "{'name':'f','arguments':'x'}}]},{'role':'tool','tool_call_id':'c','content':'1'},"
            + "{'role':'user','content':'So?'}|"
            + "{'role':'assistant','content':'Called the tool f (call c) with: x'},"
            + "{'role':'user','content':'Result of the tool call c:\\n\\n1\\n\\nSo?'}|"
            + "messages.tool_calls messages.tool_call_id",
        "{'role':'user','content':'a'},1|{'role':'user','content':'a'},1|",
      })
  void bothSidesTakeTurnsAndToolsAreToldInWords(
      String messages, String turns, @Nullable String lost) {
    assertThat(adapt("{'messages':[" + messages + "],'a':1}"))
        .isEqualTo("{'messages':[" + turns + "],'a':1}");
    assertThat(String.join(" ", losses.names(ChatField::plainName)))
        .isEqualTo(lost == null ? "" : lost);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'response_format':{'type':'json_object'},'a':1}|{'a':1}|response_format",
        "{'response_format':{'type':'json_schema'}}|{'response_format':{'type':'json_schema'}}|",
        "{'response_format':null}|{'response_format':null}|",
        "{'logprobs':true,'top_logprobs':3}|{'logprobs':3}|",
        "{'top_logprobs':2,'logprobs':true}|{'logprobs':2}|",
        "{'logprobs':true}|{'logprobs':1}|",
        "{'logprobs':false,'a':1}|{'a':1}|",
        "{'logprobs':4}|{'logprobs':4}|",
      })
  void saysInTheApisWordsWhatItHasOtherWordsFor(String body, String fitted, @Nullable String lost) {
    String once = adapt(body);

    assertThat(once).isEqualTo(fitted);
    assertThat(adapt(once)).isEqualTo(fitted);
    assertThat(String.join(" ", losses.names(ChatField::plainName)))
        .isEqualTo(lost == null ? "" : lost);
  }

  private String adapt(String body) {
    byte[] json = body.replace('\'', '"').getBytes(UTF_8);
    return new String(RequestAdaptation.adapt(WireFormat.OPENAI_CHAT, json, TRAITS, losses), UTF_8)
        .replace('"', '\'');
  }
}
