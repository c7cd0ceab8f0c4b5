package io.routerly.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRefusalTest {
  private static final Header DATE = new Header("Date", "Sun, 06 Nov 1994 08:49:07 GMT");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Retry-After, 30, PT30S",
    "retry-after, 0.5, PT0.5S",
    "Retry-After-Ms, 1500, PT1.5S",
    "Retry-After, 'Sun, 06 Nov 1994 08:49:37 GMT', PT30S",
    "Retry-After, 'Sun, 06 Nov 1994 08:49:00 GMT', PT0S"
  })
  void saysHowLongToWait(String name, String value, Duration wait) {
    assertThat(refusal(List.of(new Header(name, value), DATE), "").retryAfter()).contains(wait);
  }

  @Test
  void takesTheMillisecondsBeforeTheSeconds() {
    List<Header> both = List.of(new Header("Retry-After", "1"), new Header("retry-after-ms", "20"));
    assertThat(refusal(both, "").retryAfter()).contains(Duration.ofMillis(20));
  }

  @Test
  void doesNotTakeADateThatItCannotCompareForNow() {
    Header date = new Header("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(refusal(List.of(date), "").retryAfter().orElseThrow())
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"details\":[{\"@type\":\"x\"},{\"retryDelay\":\"30s\"}]}}",
        "[{\"error\":{\"details\":[{\"retryDelay\":\"30.000s\"}]}}]"
      })
  void readsTheDelayInGooglesErrors(String body) {
    assertThat(refusal(List.of(), body).retryAfter()).contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{\"retryDelay\":30}", "{\"retryDelay\":\"soon\"}"})
  void findsNothingWhereThereIsNothing(String body) {
    assertThat(refusal(List.of(new Header("Retry-After", "soon")), body).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, 400", "599, 599", "600, 502", "999, 502"})
  void hasAStatusThatIsAnErrorOfHttp(int said, int status) {
    assertThat(
            new ProviderRefusal(WireFormat.OPENAI_CHAT, said, "no", List.of(), new byte[0])
                .status())
        .isEqualTo(status);
  }

  private static ProviderRefusal refusal(List<Header> headers, String body) {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, 429, "later", headers, body.getBytes(UTF_8));
  }
}
