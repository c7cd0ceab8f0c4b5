package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.upstream.Header;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures that AWS publishes: its test suite of 2015, and its example of IAM. */
final class AwsSignatureTest {
  private static final Instant WHEN = Instant.parse("2015-08-30T12:36:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private static String signed(String service, String method, String uri, List<Header> headers) {
    return new AwsSignature("AKIDEXAMPLE", SECRET, "us-east-1", service)
        .sign(method, URI.create(uri), headers, new byte[0], WHEN).stream()
            .filter(header -> header.name().equals("Authorization"))
            .map(Header::value)
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", // get-vanilla
    "POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", // post-vanilla
    "GET, /?Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
  })
  void signsAsTheTestSuiteDoes(String method, String target, String signature) {
    assertThat(signed("service", method, "https://example.amazonaws.com" + target, List.of()))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + signature);
  }

  @Test
  void signsAsTheExampleOfIamDoes() {
    Header type = new Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    String uri = "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08";

    assertThat(signed("iam", "GET", uri, List.of(type)))
        .endsWith(
            "SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }
}
