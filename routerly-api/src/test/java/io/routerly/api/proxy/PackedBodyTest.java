package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are small until they are unpacked, or that nest deeper than anybody reads. */
class PackedBodyTest {
  /** A thousand times what it is packed to. */
  private static final int BOMB = 64 * 1024 * 1024;

  private static FakeOpenAi openAi;
  private static RunningProxy proxy;
  private static byte[] gzip;
  private static byte[] deflate;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    openAi = FakeOpenAi.start();
    proxy = new RunningProxy(home).model("m", "openai", openAi).maxRequestBytes(1_000_000);
    gzip = gzipped(new byte[BOMB]);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(new byte[BOMB]);
    }
    deflate = packed.toByteArray();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    openAi.close();
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static HttpResponse<String> post(String path, String encoding, byte[] body) {
    return proxy.send(
        proxy
            .request(path)
            .header("x-api-key", proxy.token())
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "gzip,    v1/chat/completions",
    "x-gzip,  v1/messages",
    "deflate, v1/responses",
    "deflate, v1/embeddings",
    "gzip,    projects/my-app/v1/chat/completions",
    "gzip,    v1/messages/count_tokens"
  })
  void aBombIsLeftWhenItIsLargerThanAllowed(String encoding, String path) {
    HttpResponse<String> answer = post(path, encoding, encoding.equals("deflate") ? deflate : gzip);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(openAi.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip, gzip",
        "gzip,deflate",
        "deflate, gzip",
        "br",
        "zstd",
        "compress",
        "gzip;q=1"
      })
  void packingIsUndoneOnceAndInTwoWaysAlone(String encoding) throws IOException {
    assertThat(post("v1/chat/completions", encoding, gzipped(gzip)).statusCode()).isEqualTo(415);
  }

  @Test
  void aBombWithinABombStaysPackedAndIsNoJson() throws IOException {
    assertThat(post("v1/chat/completions", "gzip", gzipped(gzip)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "gzip,    api/auth/login",
    "deflate, api/auth/login",
    "gzip,    api/auth/refresh",
    "gzip,    api/setup/first-admin",
    "br,      api/auth/login"
  })
  void theManagementApiUnpacksNothing(String encoding, String path) throws IOException {
    assertThat(post(path, encoding, gzipped("{}".getBytes(UTF_8))).statusCode()).isEqualTo(415);
    assertThat(post(path, encoding, gzip).statusCode()).isIn(413, 415);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v1/chat/completions,      400",
    "v1/messages,              400",
    "v1/embeddings,            400",
    "api/auth/login,           400",
    "api/setup/first-admin,    400"
  })
  void whatNestsTooDeeplyIsRefused(String path, int status) {
    String deep = "{\"model\":\"m\",\"messages\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}";

    HttpResponse<String> answer =
        proxy.send(
            proxy
                .request(path)
                .header("x-api-key", proxy.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(deep)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(openAi.requests()).isEmpty();
  }
}
