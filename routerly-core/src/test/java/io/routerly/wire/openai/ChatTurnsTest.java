package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTurnsTest {
  private static final ApiTraits NO_URLS = traits(Quirk.NO_MEDIA_URLS);
  private static final ApiTraits REASONING = traits(Quirk.WANTS_REASONING_BACK);
  private static final ApiTraits SEALS = traits(Quirk.SEALED_TOOL_CALLS);

  private final Known known = new Known();

  /** Knows the reasoning before {@code c1}, its seal, and every file. */
  private static final class Known implements ChatTurns.Supply {
    private final List<String> asked = new ArrayList<>();
    private final List<Called> called = new ArrayList<>();

    @Override
    public String file(String url) {
      asked.add(url);
      return "data:image/png;base64,AAAA";
    }

    @Override
    public Optional<String> reasoning(List<Called> calls) {
      called.addAll(calls);
      return calls.stream().anyMatch(call -> call.id().equals("c1"))
          ? Optional.of("Say \"no\"\n")
          : Optional.empty();
    }

    @Override
    public Optional<String> seal(Called call) {
      called.add(call);
      return call.id().equals("c1") ? Optional.of("seal+/=") : Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"model\" : \"m\", \"messages\" : \"x\" }",
        "{\"messages\":[1,\"x\",null,{\"content\":null,\"tool_calls\":null}]}",
        "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[]}]}",
        "{\"messages\":[{\"content\":[1,{\"type\":\"text\",\"text\":\"https://a/b\"}]}]}",
        "{\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]}]}",
        "{\"messages\":[{\"content\":[{\"image_url\":null},{\"image_url\":{\"url\":7}}]}]}",
        "{\"image_url\":\"https://a/b\",\"messages\":[]}",
      })
  void whatLacksNothingIsTheSameArray(String request) {
    byte[] body = request.getBytes(UTF_8);
    ApiTraits all = NO_URLS.and(REASONING).and(SEALS);

    assertThat(ChatTurns.filled(body, all, known)).isSameAs(body);
  }

  @Test
  void anApiThatWantsNothingGetsTheSameArray() {
    byte[] body =
        "{\"messages\":[{\"content\":[{\"image_url\":\"https://a/b\"}],\"tool_calls\":[{\"id\":\"c1\"}]}]}"
            .getBytes(UTF_8);

    assertThat(ChatTurns.filled(body, ApiTraits.PLAIN, known)).isSameAs(body);
    assertThat(ChatTurns.filled(body, traits(Quirk.NO_DEVELOPER_ROLE), known)).isSameAs(body);
  }

  @Test
  void aFileComesIntoThePlaceOfItsAddressAndNothingElseChanges() {
    String request =
        """
        { "messages": [ {"role":"user", "content":[
            {"type":"image_url", "image_url":{ "detail":"low", "url":"https:\\/\\/a\\/b.png?c=1" }},
            {"type":"image_url","image_url":"HTTP://c/d"}, {"type":"text","text":"\\u00e9 1.0"}]}],
          "seed": 1e2 }""";

    assertThat(filled(NO_URLS, request))
        .isEqualTo(
            request
                .replace("https:\\/\\/a\\/b.png?c=1", "data:image/png;base64,AAAA")
                .replace("HTTP://c/d", "data:image/png;base64,AAAA"));
    assertThat(known.asked).containsExactly("https://a/b.png?c=1", "HTTP://c/d");
  }

  @Test
  void reasoningStandsBesideTheCallsThatCameOfIt() {
    String request = "{\"messages\":[{\"tool_calls\" : [ {\"id\":\"c1\"} ] , \"content\":\"\"}]}";

    assertThat(filled(REASONING, request))
        .isEqualTo(
            "{\"messages\":[{\"tool_calls\" : [ {\"id\":\"c1\"} ],"
                + "\"reasoning_content\":\"Say \\\"no\\\"\\n\" , \"content\":\"\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void reasoningThatSaysNothingIsReplaced(String nothing) {
    String request =
        "{\"messages\":[{\"reasoning_content\": %s,\"tool_calls\":[{\"id\":\"c1\"}]}]}";

    assertThat(filled(REASONING, request.formatted(nothing)))
        .isEqualTo(request.formatted("\"Say \\\"no\\\"\\n\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"reasoning_content\":\"Own\",\"tool_calls\":[{\"id\":\"c1\"}]}]}",
        "{\"messages\":[{\"tool_calls\":[{\"id\":\"c2\"}]}]}",
        "{\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"x\"}]}",
        "{\"messages\":[{\"tool_calls\":[{\"id\":1}]}]}",
      })
  void whatTheClientKeptOrNobodyKnowsStaysAsItIs(String request) {
    assertThat(filled(REASONING, request)).isEqualTo(request);
  }

  @Test
  void aSealStandsOnItsCall() {
    assertThat(
            filled(SEALS, "{\"messages\":[{\"tool_calls\":[{\"id\":\"c1\" },{\"id\":\"c2\"}]}]}"))
        .isEqualTo(
            "{\"messages\":[{\"tool_calls\":[{\"id\":\"c1\" ,\"extra_content\":"
                + "{\"google\":{\"thought_signature\":\"seal+/=\"}}},{\"id\":\"c2\"}]}]}");
  }

  @ParameterizedTest
  @CsvSource({"null", "{}"})
  void extraContentThatSaysNothingIsReplaced(String nothing) {
    String request = "{\"messages\":[{\"tool_calls\":[{\"extra_content\":%s,\"id\":\"c1\"}]}]}";

    assertThat(filled(SEALS, request.formatted(nothing)))
        .isEqualTo(request.formatted("{\"google\":{\"thought_signature\":\"seal+/=\"}}"));
  }

  @Test
  void aSealThatTheClientKeptStays() {
    String request =
        "{\"messages\":[{\"tool_calls\":[{\"id\":\"c1\",\"extra_content\":{\"google\":"
            + "{\"thought_signature\":\"own\"}}},{\"id\":\"c2\"}]}]}";

    assertThat(filled(SEALS, request)).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource({"reasoning", "seal"})
  void aCallIsAskedForByWhatItSaysAndWhatTheUserSaidBefore(String what) {
    String request =
        """
        {"messages":[
          {"content":"Look!","role":"user"},
          {"role":"user","content":[{"text":"Or ","type":"text"},{"type":"input_text","text":"no\\n"},
            {"type":"image_url","image_url":{"url":"x"}},7]},
          {"role":"tool","content":"Not said."},
          {"role":"assistant","tool_calls":[
            {"id":"c1","type":"function","function":{"arguments":"{\\"a\\":1}","name":"f"}},
            {"type":"custom","custom":{"input":"ls","name":"sh"},"id":"c2"},
            {"id":"c3","function":{"name":"g","arguments":{"b":2}}},{"id":4,"function":null}]},
          {"role":"user","content":null},
          {"role":"assistant","tool_calls":[{"id":"c5","function":{"name":"h"}}]}]}""";
    filled(what.equals("seal") ? SEALS : REASONING, request);

    assertThat(known.called)
        .containsExactly(
            new Called("c1", "f", "{\"a\":1}", "Or no\n"),
            new Called("c2", "sh", "ls", "Or no\n"),
            new Called("c3", "g", "{\"b\":2}", "Or no\n"),
            new Called("", "", "", "Or no\n"),
            new Called("c5", "h", "", ""));
  }

  @Test
  void theFirstOfCallsWithoutAKnownSealIsToldToHaveNone() {
    assertThat(filled(SEALS, "{\"messages\":[{\"tool_calls\":[{\"id\":\"c8\"},{\"id\":\"c9\"}]}]}"))
        .isEqualTo(
            "{\"messages\":[{\"tool_calls\":[{\"id\":\"c8\",\"extra_content\":{\"google\":"
                + "{\"thought_signature\":\"skip_thought_signature_validator\"}}},{\"id\":\"c9\"}]}]}");
  }

  private String filled(ApiTraits traits, String request) {
    return new String(ChatTurns.filled(request.getBytes(UTF_8), traits, known), UTF_8);
  }

  private static ApiTraits traits(Quirk quirk) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(quirk));
  }
}
