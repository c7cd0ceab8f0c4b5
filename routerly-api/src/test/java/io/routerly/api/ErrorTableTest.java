package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.http.Public;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorTableTest {
  /** Fails as it is told to. */
  @Path("failing")
  public static final class FailingResource {
    @GET
    @Path("{code}")
    @Public
    public String fail(@PathParam("code") String code) {
      if (code.equals("bug")) {
        throw new IllegalStateException("canary-stack-trace");
      }
      throw new GatewayException(
          ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)), "A sentence.", new Error("canary"));
    }
  }

  private static final RunningGateway GATEWAY = new RunningGateway(new FailingResource());
  private static final Person ADMIN = GATEWAY.signIn("root", "admin");

  @AfterAll
  static void stop() {
    GATEWAY.close();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasItsStatusEnvelopeAndHeader(ErrorCode code) {
    var response = GATEWAY.get("failing/" + code.wireName());

    assertThat(response.statusCode()).isEqualTo(code.status());
    assertThat(response.headers().firstValue("x-routerly-error")).contains(code.wireName());
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(json(response).getString("error")).isEqualTo(code.wireName());
    assertThat(json(response).getString("message")).isEqualTo("A sentence.");
    assertThat(response.body()).doesNotContain("canary").doesNotContain("\tat ");
  }

  @Test
  void whatIsUnexpectedIsNotShown() {
    var response = GATEWAY.get("failing/bug");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).getString("error")).isEqualTo("internal_error");
    assertThat(response.body()).doesNotContain("canary").doesNotContain("IllegalState");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  api/models,          UNAUTHENTICATED",
    "GET,  api/models/x,        UNAUTHENTICATED",
    "POST, api/models,          UNAUTHENTICATED",
    "POST, api/models/x/apikey, UNAUTHENTICATED",
    "GET,  api/projects,        UNAUTHENTICATED",
    "GET,  api/usage,           UNAUTHENTICATED",
    "GET,  api/me,              UNAUTHENTICATED",
    "GET,  api/system/info,     UNAUTHENTICATED",
    "GET,  nothing,             NOT_FOUND",
    "GET,  '',                  NOT_FOUND",
    "GET,  api/auth/login,      METHOD_NOT_ALLOWED",
    "PUT,  api/models,          METHOD_NOT_ALLOWED",
  })
  void strangersGetTheSameEnvelope(String method, String path, ErrorCode code) {
    var response = GATEWAY.send(GATEWAY.request(path).method(method, BodyPublishers.ofString("")));

    assertThat(response.statusCode()).isEqualTo(code.status());
    assertThat(json(response).getString("error")).isEqualTo(code.wireName());
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "''"})
  void aBodyThatIsNotDeclaredAsJsonIsRefused(String type) {
    var request = GATEWAY.request("api/models").header("authorization", "Bearer " + ADMIN.token());
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    var response = GATEWAY.send(request.POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).getString("error")).isEqualTo("unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "''", "{\"a\":1} {}", "nul", "\"text\""})
  void aBodyThatIsNotAnObjectIsRefused(String body) {
    var response = ADMIN.post("api/models", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("error")).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "api/models,     1048577, true",
    "api/models,     1048577, false",
    "api/auth/login, 16385,   true",
    "api/auth/login, 16385,   false",
  })
  void aBodyThatIsTooLargeIsRefusedAnnouncedOrNot(String path, int size, boolean announced) {
    byte[] body = new byte[size];
    var publisher =
        announced
            ? BodyPublishers.ofByteArray(body)
            : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    var response =
        GATEWAY.send(
            GATEWAY
                .request(path)
                .header("authorization", "Bearer " + ADMIN.token())
                .header("content-type", "application/json")
                .POST(publisher));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).getString("error")).isEqualTo("request_too_large");
  }

  @ParameterizedTest
  @CsvSource({"accept, ///", "content-type, ;;;"})
  void aHeaderThatMakesNoSenseIsToldInTheEnvelope(String name, String value) {
    var response =
        GATEWAY.send(
            GATEWAY
                .request("api/models")
                .header("authorization", "Bearer " + ADMIN.token())
                .header(name, value)
                .POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-routerly-error")).contains("invalid_request");
    assertThat(json(response).getString("error")).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @CsvSource({"Basic abc", "Bearer", "Bearer x", "Bearer a.b.c", "Bearer sk-rt-abcdefgh"})
  void whatIsNoAccessTokenIsRefused(String authorization) {
    var response = GATEWAY.send(GATEWAY.request("api/me").header("authorization", authorization));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
  }
}
