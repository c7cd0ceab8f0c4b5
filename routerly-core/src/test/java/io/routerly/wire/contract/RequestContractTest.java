package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider gets of what a client says, for every pair of formats. */
class RequestContractTest {
  /** One feature on its way from a client's format to a provider's. */
  record Case(Feature feature, Format client, Format provider, boolean stream) {
    @Override
    public String toString() {
      return feature + ": " + client.key() + " to " + provider.key() + (stream ? ", streamed" : "");
    }
  }

  static List<Feature> features() {
    return Feature.load(
        "requests", "conversation.txt", "media.txt", "tools.txt", "reasoning.txt", "settings.txt");
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Feature feature : features()) {
      feature
          .senders()
          .forEach(
              client -> {
                for (Format provider : Format.values()) {
                  cases.add(new Case(feature, client, provider, false));
                  cases.add(new Case(feature, client, provider, true));
                }
              });
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatAClientSaysReachesTheProviderOrIsNamed(Case it) {
    Losses losses = new Losses();
    Format client = it.client();
    JsonObject said =
        Json.with(
            client.request(it.feature().spelling(client)),
            "stream",
            it.stream() ? JsonValue.TRUE : JsonValue.FALSE);
    ChatRequest read = client.codec().readRequest(said, losses);
    JsonObject written = it.provider().codec().writeRequest(read, it.provider().target(), losses);

    check(it.feature().expectation(client, it.provider()), written, losses, client);
    checkStream(it, written);
  }

  /** Checks what came out, and that what was lost was told. */
  static void check(Expectation expected, JsonObject out, Losses losses, Format client) {
    checkValues(expected, out);
    Set<String> names = new LinkedHashSet<>(expected.named());
    expected.dropped().forEach(field -> names.add(client.codec().nameOf(field)));
    assertThat(losses.fields()).as("lost in %s", out).isEqualTo(expected.dropped());
    assertThat(losses.names(client.codec()::nameOf)).containsExactlyInAnyOrderElementsOf(names);
  }

  /** Checks what came out. */
  static void checkValues(Expectation expected, JsonObject out) {
    expected
        .values()
        .forEach(
            (pointer, value) ->
                assertThat(Json.at(out, pointer)).as("%s in %s", pointer, out).contains(value));
    expected
        .absent()
        .forEach(
            pointer -> assertThat(Json.at(out, pointer)).as("%s in %s", pointer, out).isEmpty());
  }

  private static void checkStream(Case it, JsonObject written) {
    boolean inBody = it.provider() != Format.GEMINI && it.stream();
    assertThat(written.getBoolean("stream", false)).isEqualTo(inBody);
    if (it.stream() && it.provider() == Format.CHAT) {
      assertThat(Json.at(written, "/stream_options/include_usage")).contains(JsonValue.TRUE);
    }
  }
}
