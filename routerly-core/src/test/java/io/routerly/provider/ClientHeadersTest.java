package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientHeadersTest {
  private static final List<Header> ALL =
      List.of(
          new Header("Content-Type", "application/json; charset=utf-8"),
          new Header("Anthropic-Beta", "a"),
          new Header("OpenAI-Organization", "o"),
          new Header("X-Stainless-Lang", "java"),
          new Header("User-Agent", "sdk"));

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "OPENAI_CHAT, ANTHROPIC_MESSAGES, content-type Anthropic-Beta User-Agent",
    "ANTHROPIC_MESSAGES, OPENAI_CHAT, content-type OpenAI-Organization User-Agent",
    "OPENAI_CHAT, OPENAI_RESPONSES, content-type OpenAI-Organization X-Stainless-Lang User-Agent",
  })
  void sendsEachApiOnlyItsOwnHeaders(WireFormat client, WireFormat provider, String names) {
    assertThat(ClientHeaders.goingOn(ALL, client, provider))
        .extracting(Header::name)
        .containsExactly(names.split(" ", -1));
  }

  @Test
  void leavesTheHeadersOfARelayedCallAlone() {
    assertThat(ClientHeaders.goingOn(ALL, WireFormat.OPENAI_CHAT, WireFormat.OPENAI_CHAT))
        .isSameAs(ALL);
  }

  @Test
  void namesTheContentTypeOfTheBodyThatIsWrittenAnew() {
    assertThat(ClientHeaders.goingOn(ALL, WireFormat.OPENAI_CHAT, WireFormat.ANTHROPIC_MESSAGES))
        .contains(new Header("content-type", "application/json"));
  }
}
