package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartScannerTest {
  private static final String FORM = "multipart/form-data; boundary=";
  private static final String MODEL = part("form-data; name=\"model\"", "cheap");

  @Test
  void findsTheModelAmongOtherParts() {
    String body =
        "preamble\r\n"
            + part("form-data; name=\"file\"; filename=\"a; name=model\"", "--XYZ\r\n\r\nmodel")
            + part("form-data; name=\"empty\"", "")
            + MODEL
            + "--XX--\r\nepilogue";

    assertThat(scan(body, FORM + "\"XX\"; charset=utf-8").model()).isEqualTo("cheap");
  }

  @Test
  void findsNoModelWhereNoPartIsNamedSo() {
    String body =
        part("form-data; name=\"file\"; filename=\"a; name=model\"", "x")
            + part("form-data; name=\"models\"", "y")
            + "--XX--";

    assertThat(scan(body, FORM + "XX").model()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=XX; boundary=YY",
        "multipart/form-data; boundary=XX; BOUNDARY=XX",
        "multipart/form-data; boundary*=utf-8''XX",
        "multipart/form-data; boundary=XX; boundary*0=YY",
        "multipart/form-data; boundary=\"XX",
        "multipart/form-data; boundary=\"X\\X\"",
        "multipart/form-data; boundary=XX\"; x=\"",
        "multipart/form-data; xboundary=XX"
      })
  void refusesAContentTypeWithoutOneClearBoundary(String contentType) {
    assertRefused(MODEL + "--XX--", contentType);
  }

  @Test
  void takesNoOtherParameterForTheBoundary() {
    assertThat(scan(MODEL + "--XX--", "multipart/form-data; xboundary=A; boundary=XX").model())
        .isEqualTo("cheap");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--XX--", // stands for the whole of the first case: a second model
        "form-data; name=\"file\"; name=\"model\"",
        "form-data; name*=utf-8''model",
        "form-data; name*0=mod; name*1=el",
        "form-data; name=\"mod\\el\"",
        "form-data; name=\"a\\\"; name=\"model\"",
        "form-data; filename=\"a\"",
        "form-data; name",
        "form-data; name=\"x\"\r\nContent-Disposition: form-data; name=\"model\"",
        "form-data;\r\n name=\"model\"",
        "form-data; name=\"x\"\nContent-Disposition: form-data; name=\"model\""
      })
  void refusesAPartThatCouldBeASecondModel(String disposition) {
    String second = disposition.equals("--XX--") ? MODEL : part(disposition, "expensive");

    assertRefused(MODEL + second + "--XX--", FORM + "XX");
  }

  @ParameterizedTest(name = "body <{0}>")
  @ValueSource(
      strings = {
        "",
        "--XX",
        "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ncheap",
        "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ncheap\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"model\"\n\ncheap\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--XXY\r\n\r\n--XX--",
        "--XX\r\n\r\nb\r\n--XX--",
        "--XX--\r\n--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nb\r\n--XX--",
        "--XX--XX"
      })
  void refusesAFormThatCouldBeReadInTwoWays(String body) {
    assertRefused(body, FORM + "XX");
  }

  @Test
  void readsAFormOfNothingButDelimitersOnce() {
    // Looking for the end of each of these would take hours.
    String delimiters = "--x".repeat(8 << 20);

    assertRefused(delimiters, FORM + "x");
    assertRefused("\r\n--".repeat(4 << 20), FORM + "-".repeat(70));
    assertRefused("-".repeat(16 << 20), FORM + "-".repeat(70));
  }

  private static String part(String disposition, String content) {
    return "--XX\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static RequestFacts scan(String body, String contentType) {
    return MultipartScanner.scan(body.getBytes(UTF_8), contentType);
  }

  private static void assertRefused(String body, String contentType) {
    assertThatThrownBy(() -> scan(body, contentType))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }
}
