package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits.Quirk;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAdaptationTest {
  private static final ApiTraits TRAITS =
      new ApiTraits(
          Set.of("stream_options", "logprobs", "n", "user", "odd", "parallel_tool_calls"),
          Map.of("max_completion_tokens", "max_tokens", "seed", "random_seed"),
          Set.of(
              Quirk.NO_DEVELOPER_ROLE,
              Quirk.NINE_CHARACTER_TOOL_IDS,
              Quirk.REQUIRED_IS_ANY,
              Quirk.NO_JSON_SCHEMA,
              Quirk.TEMPERATURE_OR_TOP_P,
              Quirk.BARE_MESSAGES));

  private final Losses losses = new Losses();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1,'seed':2}|{'a':1,'random_seed':2}|",
        "{ 'max_completion_tokens' : 5 , 'b':[1, 2] }|{ 'max_tokens' : 5 , 'b':[1, 2] }|",
        "{'max_tokens':4,'max_completion_tokens':5}|{'max_tokens':4}|",
        "{'n':2,'a':1}|{'a':1}|n",
        "{'a':1 , 'n':2 }|{'a':1 }|n",
        "{'a':1,'n':2,'b':3,'user':'u','odd':{'x':[1]}}|{'a':1,'b':3}|n user odd",
        "{'n':2,'user':'u'}|{}|n user",
        "{'a':1,'stream_options':{'include_usage':true}}|{'a':1}|",
        "{'n':1,'a':1,'logprobs':false,'user':null,'parallel_tool_calls':true}|{'a':1}|",
        "{'parallel_tool_calls':false}|{}|parallel_tool_calls",
        "{'tool_choice':'required'}|{'tool_choice':'any'}|",
        "{'tool_choice':{'type':'function'}}|{'tool_choice':{'type':'function'}}|",
        "{'response_format':{'type':'json_schema','json_schema':{'x':1}},'a':1}"
            + "|{'response_format':{'type':'json_object'},'a':1}|response_schema",
        "{'temperature':0.1,'top_p':0.2}|{'temperature':0.1}|top_p",
        "{'top_p':0.2}|{'top_p':0.2}|",
        "{'response_format':{'type':'json_object'}}|{'response_format':{'type':'json_object'}}|",
        "{'max\\u005fcompletion_tokens':5,'s\\u0065ed' : 2}|{'max_tokens':5,'random_seed' : 2}|",
        "{'n\\u0020':2,'\\u006e':2}|{'n\\u0020':2}|n",
      })
  void changesAtTheTopWhatTheTraitsSayAndNothingElse(String body, String fitted, String lost) {
    assertThat(adapt(WireFormat.OPENAI_CHAT, body)).isEqualTo(fitted);
    assertThat(String.join(" ", losses.names(ChatField::plainName)))
        .isEqualTo(lost == null ? "" : lost);
  }

  /** Were each looked for among all, this would take hours. */
  @Test
  void aMillionFieldsAreGoneThroughOnce() {
    String fields = "'a':1,'seed':2,'top_p':0.5,'n':2,".repeat(250_000);

    assertThat(adapt(WireFormat.OPENAI_CHAT, "{" + fields + "'random_seed':3}"))
        .isEqualTo("{" + "'a':1,'top_p':0.5,".repeat(250_000) + "'random_seed':3}");
  }

  @ParameterizedTest(name = "{0} {1} to a model that takes {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "OPENAI_CHAT|{'a':1,'reasoning_effort':'xhigh'}|low high"
            + "|{'a':1,'reasoning_effort':'high'}|reasoning_effort",
        "OPENAI_CHAT|{'reasoning_effort' : 'low' }|low high|{'reasoning_effort' : 'low' }|",
        "OPENAI_CHAT|{'reasoning_effort':'low','a':1}||{'a':1}|reasoning_effort",
        "OPENAI_CHAT|{'reasoning_effort':'none','a':1}||{'a':1}|",
        "OPENAI_CHAT|{'reasoning_effort':null}||{'reasoning_effort':null}|",
        "OPENAI_RESPONSES|{'reasoning':{'effort':'max','summary':'auto'}}|low high"
            + "|{'reasoning':{'effort':'high','summary':'auto'}}|reasoning_effort",
        "OPENAI_RESPONSES|{'reasoning':{'effort':'low','summary':'auto'},'a':1}|"
            + "|{'reasoning':{'summary':'auto'},'a':1}|reasoning_effort",
        "OPENAI_RESPONSES|{'reasoning':{'summary':'auto','effort':'none'}}|"
            + "|{'reasoning':{'summary':'auto'}}|",
        "OPENAI_RESPONSES|{'reasoning':null}||{'reasoning':null}|",
        "ANTHROPIC_MESSAGES|{'reasoning_effort':'low'}||{'reasoning_effort':'low'}|",
      })
  void asksForAnEffortThatTheModelTakes(
      WireFormat format,
      String body,
      @Nullable String taken,
      String fitted,
      @Nullable String lost) {
    Efforts efforts =
        taken == null ? Efforts.of() : new Efforts(Arrays.asList(taken.split(" ", -1)));

    assertThat(adapt(format, body, ApiTraits.taking(efforts))).isEqualTo(fitted);
    assertThat(String.join(" ", losses.names(ChatField::plainName)))
        .isEqualTo(lost == null ? "" : lost);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'developer','content':'é'}|{'role':'system','content':'é'}|",
        "{'content':'c','role' : 'developer'}|{'content':'c','role' : 'system'}|",
        "{'role':'user','name':'n','content':[ ]}|{'role':'user','content':[ ]}|message_name",
        "{'role':'assistant','refusal':null,'annotations':[],'content':''}"
            + "|{'role':'assistant','content':''}|",
        "{'role':'assistant','content':'','reasoning_content':'r'}"
            + "|{'role':'assistant','content':''}|messages.reasoning_content",
        "{'role':1,'tool_calls':null}|{'role':1,'tool_calls':null}|",
        "{'role':'tool','tool_call_id':'abcdefgh1'}|{'role':'tool','tool_call_id':'abcdefgh1'}|",
      })
  void changesInMessagesWhatTheTraitsSay(String message, String fitted, String lost) {
    assertThat(adapt(WireFormat.OPENAI_CHAT, "{'messages':[%s,1]}".formatted(message)))
        .isEqualTo("{'messages':[%s,1]}".formatted(fitted));
    assertThat(String.join(" ", losses.names(ChatField::plainName)))
        .isEqualTo(lost == null ? "" : lost);
  }

  @Test
  void fitsTheIdOfACallAndOfItsResultAlike() {
    String fitted =
        adapt(
            WireFormat.OPENAI_CHAT,
            "{'messages':[{'tool_calls':[{'function':{'id':'call_1'},'id':'call_1'}]},"
                + "{'tool_call_id':'call_1'}]}");

    String id = ToolIds.NINE.fit("call_1");
    assertThat(fitted)
        .isEqualTo(
            "{'messages':[{'tool_calls':[{'function':{'id':'call_1'},'id':'%s'}]},".formatted(id)
                + "{'tool_call_id':'%s'}]}".formatted(id));
  }

  @Test
  void isDoneWhenItIsDoneOnce() {
    String once =
        adapt(
            WireFormat.OPENAI_CHAT,
            "{'seed':1,'n':3,'messages':[{'role':'developer','tool_call_id':'x'}]}");

    assertThat(adapt(WireFormat.OPENAI_CHAT, once)).isEqualTo(once);
  }

  @Test
  void knowsMessagesInTheChatFormatOnly() {
    String body = "{'messages':[{'role':'developer','name':'n'}],'seed':1}";

    assertThat(adapt(WireFormat.ANTHROPIC_MESSAGES, body))
        .isEqualTo(body.replace("seed", "random_seed"));
    assertThat(adapt(WireFormat.OPAQUE, body)).isEqualTo(body);
  }

  @Test
  void leavesTheVeryBytesWhereNothingIsToChange() {
    byte[] body = "{\"model\" : \"m\"}".getBytes(UTF_8);

    assertThat(RequestAdaptation.adapt(WireFormat.OPENAI_CHAT, body, TRAITS, losses))
        .isSameAs(body);
    assertThat(RequestAdaptation.adapt(WireFormat.OPENAI_CHAT, body, ApiTraits.PLAIN, losses))
        .isSameAs(body);
  }

  private String adapt(WireFormat format, String body) {
    return adapt(format, body, TRAITS);
  }

  private String adapt(WireFormat format, String body, ApiTraits traits) {
    byte[] json = body.replace('\'', '"').getBytes(UTF_8);
    return new String(RequestAdaptation.adapt(format, json, traits, losses), UTF_8)
        .replace('"', '\'');
  }
}
