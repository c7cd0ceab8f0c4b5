package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSplicerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"a\",\"stream\":true}"
            + "|{\"stream_options\":{\"include_usage\":true},\"model\":\"b\",\"stream\":true}",
        "{\"model\":\"a\",\"stream_options\":{\"x\":1}}"
            + "|{\"model\":\"b\",\"stream_options\":{\"include_usage\":true,\"x\":1}}",
        "{\"stream_options\":{},\"model\":\"a\"}"
            + "|{\"stream_options\":{\"include_usage\":true},\"model\":\"b\"}",
        "{\"stream_options\":null,\"model\":\"a\"}"
            + "|{\"stream_options\":{\"include_usage\":true},\"model\":\"b\"}",
        "{\"stream_options\":{\"include_usage\":false,\"x\":1},\"model\":\"a\"}"
            + "|{\"stream_options\":{\"include_usage\":true,\"x\":1},\"model\":\"b\"}",
        "{\"model\":\"a\",\"stream_options\":{\"include_usage\": true}}"
            + "|{\"model\":\"b\",\"stream_options\":{\"include_usage\": true}}",
      })
  void changesTheModelAndAsksForUsageAndLeavesEverythingElse(String body, String expected) {
    assertThat(spliced(body, "b", true)).isEqualTo(expected);
  }

  @Test
  void leavesTheBodyAloneWhenNothingIsToChange() {
    byte[] body = "{\"model\":\"a\"}".getBytes(UTF_8);

    assertThat(
            RequestSplicer.splice(
                body, RequestScanner.scan(WireFormat.OPENAI_CHAT, body), "a", false))
        .isSameAs(body);
  }

  @Test
  void escapesAModelNameThatNeedsIt() {
    assertThat(spliced("{\"model\":\"a\"}", "q\"\\\u0001", false))
        .isEqualTo("{\"model\":\"q\\\"\\\\\\u0001\"}");
  }

  @Test
  void findsTheModelOfAMultipartBody() {
    String body =
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nmodel\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--XX--\r\n";
    byte[] bytes = body.getBytes(UTF_8);
    RequestFacts facts = MultipartScanner.scan(bytes, "multipart/form-data; boundary=XX");

    assertThat(facts.model()).isEqualTo("whisper-1");
    assertThat(new String(RequestSplicer.splice(bytes, facts, "w2", false), UTF_8))
        .isEqualTo(body.replace("whisper-1", "w2"));
  }

  private static String spliced(String body, String model, boolean askForUsage) {
    byte[] bytes = body.getBytes(UTF_8);
    return new String(
        RequestSplicer.splice(
            bytes, RequestScanner.scan(WireFormat.OPENAI_CHAT, bytes), model, askForUsage),
        UTF_8);
  }
}
