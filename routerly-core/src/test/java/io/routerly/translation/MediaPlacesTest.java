package io.routerly.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.provider.KnownDialects;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.WireFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPlacesTest {
  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource({
    "openai,    OPENAI_CHAT,        https://a.example/b, false, true",
    "openai,    OPENAI_RESPONSES,   https://a.example/b, false, false",
    "openai,    OPENAI_RESPONSES,   http://a.example/b,  false, false",
    "openai,    OPENAI_RESPONSES,   https://files.lan/b, true,  true",
    "mistral,   OPENAI_CHAT,        http://files.lan/b,  true,  true",
    "anthropic, ANTHROPIC_MESSAGES, https://a.example/b, false, false",
    "anthropic, ANTHROPIC_MESSAGES, HTTP://a.example/b,  true,  true",
    "anthropic, ANTHROPIC_MESSAGES, https://files.lan/b, true,  true",
    "ollama,    OPENAI_CHAT,        https://a.example/b, true,  true",
  })
  void aFileComesInTheRequestWhereItsProviderWouldNotHaveIt(
      String provider, WireFormat format, String url, boolean image, boolean document) {
    MediaPlaces places =
        new MediaPlaces(format, traits(provider), any -> any.contains("//files.lan/"));

    assertThat(places.takesImage(url)).isEqualTo(image);
    assertThat(places.takesDocument(url)).isEqualTo(document);
  }

  private static ApiTraits traits(String provider) {
    return KnownDialects.single().stream()
        .filter(dialect -> dialect.provider().equals(provider))
        .findFirst()
        .orElseThrow()
        .traits();
  }
}
