package io.routerly.translation;

import static io.routerly.translation.FileServer.PNG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.chat.MediaSource;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.HostResolver;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFetcherTest {
  private static final int MOST = 1000;
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final FileServer server = new FileServer();
  private final UpstreamClient upstream =
      new SocketUpstreamClient(
          UpstreamSettings.DEFAULTS,
          HostResolver.SYSTEM,
          (SSLSocketFactory) SSLSocketFactory.getDefault(),
          System::nanoTime);

  @AfterEach
  void close() {
    upstream.close();
    server.close();
  }

  @Test
  void aFileComesAsBase64AndNothingOfTheCallGoesAlong() {
    server.file("/a.png", "image/png; charset=binary", PNG);

    assertThat(fetch("/a.png")).isEqualTo(new MediaSource.Base64("image/png", base64(PNG)));
    assertThat(server.requests().get(0).headers())
        .extracting(header -> header.name().toLowerCase(ROOT))
        .containsExactlyInAnyOrder("accept", "user-agent", "host", "accept-encoding");
  }

  @Test
  void aPrivateAddressIsRefusedUnlessTheSettingsListIt() {
    server.file("/a.png", "image/png", PNG);

    GatewayException refused = failure(fetcher(AddressRule.PUBLIC_ONLY), server.url("/a.png"));

    assertThat(refused.code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
    assertThat(refused).hasMessageContaining("private address");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/",
        "http://0.0.0.0/a.png"
      })
  void theAddressOfACloudsMetadataIsRefusedEvenWhereItIsListed(String url) {
    AddressRule rule =
        AddressRule.publicOr(List.of("169.254.169.254", "[fd00:ec2::254]", "0.0.0.0"));

    assertThat(failure(fetcher(rule), url).code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://127.1:PORT/a.png",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://0x7f.0x0.0x0.0x1:PORT/",
        "http://017700000001:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://127.0.0.1.:PORT/",
        "http://localhost:PORT/",
        "http://LOCALHOST:PORT/",
        "http://localhost.:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::ffff:7f00:1]:PORT/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
        "http://[::127.0.0.1]:PORT/",
        "http://[64:ff9b::127.0.0.1]:PORT/",
        "http://[2002:7f00:1::]:PORT/",
        "http://0.0.0.0:PORT/",
        "http://0:PORT/",
        "http://[::]:PORT/",
        "http://127\u30020\u30020\u30021:PORT/",
        "http://\u2460\u2461\u2466.0.0.1:PORT/",
        "http://127.0.0.1%2f@example.com:PORT/",
        "http://example.com@127.0.0.1:PORT/",
        "http://example.com:80@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT\\@example.com/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/latest/meta-data/",
        "http://0xa9fea9fe/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
        "http://[fe80::1]:PORT/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://100.100.100.200/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/",
        "jar:http://127.0.0.1:PORT/!/",
        "//127.0.0.1:PORT/",
        "http:127.0.0.1:PORT/",
        "http:///127.0.0.1:PORT/"
      })
  void noSpellingLeadsToAPrivateAddress(String url) {
    server.file("/a.png", "image/png", PNG);
    String here = url.replace("PORT", String.valueOf(URI.create(server.url("/")).getPort()));

    assertThat(failure(fetcher(AddressRule.PUBLIC_ONLY), here)).isNotNull();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.file("/there.png", "image/png", PNG);
    server.raw(
        "/here.png",
        "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
            .formatted(server.url("/there.png")));

    assertThat(failure("/here.png")).hasMessageContaining("redirects (status 302)");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "image/svg+xml, <svg xmlns='http://www.w3.org/2000/svg'/>",
    "text/html, <html></html>",
    "text/html; charset=utf-8, GIF89a",
    "application/json, {}",
    "application/octet-stream, <html></html>",
    "'', <svg/>",
    "video/mp4, ....ftypisom",
    "application/octet-stream, ....ftypisom",
  })
  void whatModelsDoNotReadIsRefused(String type, String content) {
    server.file("/a", type, content);

    assertThat(failure("/a")).hasMessageContaining("neither an image that models read nor a PDF");
  }

  @ParameterizedTest
  @CsvSource({
    "application/octet-stream, GIF89a...., image/gif",
    "binary/octet-stream, %PDF-1.7, application/pdf",
    "'', RIFF....WEBPVP8 , image/webp",
    "application/octet-stream, ....ftypheic, image/heic",
    "application/octet-stream, ....ftypmif1, image/heif",
    "image/jpg, ÿØÿà...., image/jpeg",
    "image/png, ÿØÿà...., image/jpeg",
    "image/png, who knows, image/png",
  })
  void theBytesHaveTheLastWordOnTheKind(String type, String content, String kind) {
    server.file("/a", type, content);

    assertThat(fetch("/a").mediaType()).isEqualTo(kind);
  }

  @Test
  void aFileOfTheGreatestSizeIsFetchedAndALargerOneIsNot() {
    server.file("/fits", "image/png", "x".repeat(MOST));
    server.file("/large", "image/png", "x".repeat(MOST + 1));
    server.unmeasured("/unmeasured-fits", "image/png", "x".repeat(MOST));
    server.unmeasured("/unmeasured-large", "image/png", "x".repeat(MOST + 1));

    assertThat(fetch("/fits").data()).hasSize((MOST + 2) / 3 * 4);
    assertThat(fetch("/unmeasured-fits").data()).hasSize((MOST + 2) / 3 * 4);
    assertThat(failure("/large")).hasMessageContaining("larger than the 1000 bytes");
    assertThat(failure("/unmeasured-large")).hasMessageContaining("larger than the 1000 bytes");
  }

  @Test
  void theSizeThatIsLeftMayBeSmaller() {
    server.file("/a.png", "image/png", PNG);

    assertThat(
            failure(
                () ->
                    fetcher(allowed()).fetch(server.url("/a.png"), 5, PATIENT, new CancelSignal())))
        .hasMessageContaining("larger than the 5 bytes");
  }

  @Test
  void aFileThatIsNotThereIsToldByItsStatus() {
    assertThat(failure("/none.png")).hasMessageContaining("status 404");
  }

  @Test
  void aFileThatBreaksOffIsNoFile() {
    server.raw(
        "/a.png",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 500\r\n"
            + "Connection: close\r\n\r\n"
            + PNG);

    assertThat(failure("/a.png")).hasMessageContaining("breaks off");
  }

  @Test
  void aServerThatStaysSilentIsNotWaitedFor() {
    Duration hasty = Duration.ofMillis(50);

    assertThat(
            failure(
                () ->
                    fetcher(allowed())
                        .fetch(server.url("/silent"), MOST, hasty, new CancelSignal())))
        .hasMessageContaining("takes too long (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none.png?sig=s3cret",
        "/a.svg?sig=s3cret",
        "/none.png#s3cret",
        "/here.png?x=s3cret",
        "/no space?sig=s3cret"
      })
  void theErrorRepeatsNothingOfAQuery(String path) {
    server.file("/a.svg", "image/svg+xml", "<svg/>");
    server.raw(
        "/here.png", "HTTP/1.1 302 Found\r\nLocation: /?s3cret\r\nContent-Length: 0\r\n\r\n");

    assertThat(failure(path))
        .hasMessageContaining("The file at http://127.0.0.1")
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://name:s3cret@127.0.0.1/a.png",
        "ftp://example.com/a.png",
        "file:///etc/passwd",
        "http:///a.png",
        "gopher://s3cret@example.com",
        "//example.com/a.png",
        ""
      })
  void onlyPlainAddressesOnTheWebAreFetched(String url) {
    GatewayException refused = failure(fetcher(AddressRule.PRIVATE_ALLOWED), url);

    assertThat(refused.code()).isEqualTo(ErrorCode.MEDIA_UNAVAILABLE);
    assertThat(refused).message().doesNotContain("s3cret");
  }

  @Test
  void aClientThatLeftIsNoFaultOfTheFile() {
    CancelSignal gone = new CancelSignal();
    gone.cancel();

    assertThat(
            failure(() -> fetcher(allowed()).fetch(server.url("/a.png"), MOST, PATIENT, gone))
                .code())
        .isEqualTo(ErrorCode.CLIENT_GONE);
  }

  private AddressRule allowed() {
    return AddressRule.publicOr(List.of(server.host()));
  }

  private MediaFetcher fetcher(AddressRule rule) {
    return new MediaFetcher(
        upstream,
        () -> rule,
        System::nanoTime,
        new MediaLimits(5, MOST, 10 * MOST, PATIENT, PATIENT));
  }

  private MediaSource.Base64 fetch(String path) {
    return fetcher(allowed()).fetch(server.url(path), 10 * MOST, PATIENT, new CancelSignal());
  }

  private GatewayException failure(String path) {
    return failure(fetcher(allowed()), server.url(path));
  }

  private static GatewayException failure(MediaFetcher fetcher, String url) {
    return failure(() -> fetcher.fetch(url, 10 * MOST, PATIENT, new CancelSignal()));
  }

  private static GatewayException failure(ThrowingCallable call) {
    return catchThrowableOfType(GatewayException.class, call);
  }

  private static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(ISO_8859_1));
  }
}
