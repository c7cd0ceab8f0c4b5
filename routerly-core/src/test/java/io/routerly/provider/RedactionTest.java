package io.routerly.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.secret.Credential;
import io.routerly.upstream.Header;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static final Redaction REDACTION =
      Redaction.of(
          List.of(new Credential("sk-key/12345"), new Credential("sk-other-key")),
          List.of("Bearer header-67890", "short"));

  @ParameterizedTest
  @CsvSource({
    "wrong key sk-key/12345!, wrong key [redacted]!",
    "sk-key/12345sk-key/12345, [redacted][redacted]",
    "'sk-key\\/12345', [redacted]",
    "'\\u0073k\\u002Dkey\\u002f12345.', [redacted].",
    "'not sk-key/12345, but sk-other-key', 'not [redacted], but [redacted]'",
    "header-67890 was refused, [redacted] was refused",
    "Bearer header-67890, [redacted]",
    "a short sk-key/1234, a short sk-key/1234"
  })
  void takesKeysAndHeadersOutHoweverTheyAreSpelled(String said, String clean) {
    assertThat(REDACTION.apply(said)).isEqualTo(clean);
    assertThat(new String(REDACTION.apply(said.getBytes(UTF_8)), UTF_8)).isEqualTo(clean);
  }

  @Test
  void takesThemOutOfHeadersToo() {
    List<Header> told =
        List.of(new Header("x-request-id", "for sk-key/12345"), new Header("retry-after", "5"));

    assertThat(REDACTION.apply(told))
        .extracting(Header::name, Header::value)
        .containsExactly(tuple("x-request-id", "for [redacted]"), tuple("retry-after", "5"));
    assertThat(REDACTION.apply(told.subList(1, 2))).isEqualTo(told.subList(1, 2));
  }
}
