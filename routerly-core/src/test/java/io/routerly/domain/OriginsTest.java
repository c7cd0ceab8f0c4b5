package io.routerly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "https://app.example.com",
        "http://localhost:5173",
        "https://10.0.0.7:8443",
        "http://[::1]:3000",
        "https://xn--bcher-kva.example",
        "http://my_gateway:65535"
      })
  void takesWhatABrowserWouldSend(String origin) {
    assertThatCode(() -> Origins.require(origin)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "app.example.com",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://App.example.com",
        "HTTPS://app.example.com",
        "https://user@app.example.com",
        "https://app.example.com:443",
        "http://app.example.com:80",
        "https://app.example.com:0",
        "https://app.example.com:65536",
        "https://app.example.com:",
        "https://",
        "https://.example.com",
        "https://example..com",
        "https://bücher.example",
        "https://a.example https://b.example",
        "https://a.example\r\nX: y",
        "ftp://app.example.com",
        "file://"
      })
  void refusesWhatWouldNeverMatchOrMatchTooMuch(String origin) {
    assertThatThrownBy(() -> Origins.require(origin))
        .isInstanceOfSatisfying(
            InvalidFieldException.class,
            refusal -> assertThat(refusal.field()).isEqualTo("corsOrigins"));
  }
}
