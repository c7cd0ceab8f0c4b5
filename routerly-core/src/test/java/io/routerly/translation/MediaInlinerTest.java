package io.routerly.translation;

import static io.routerly.translation.FileServer.PNG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.HostResolver;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiChatCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaInlinerTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final MediaPlaces ALL =
      new MediaPlaces(
          WireFormat.GEMINI,
          new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_MEDIA_URLS)),
          url -> false);
  private static final MediaPlaces CHAT =
      new MediaPlaces(WireFormat.OPENAI_CHAT, ApiTraits.PLAIN, url -> false);

  /** By how much the clock goes forward each time that it is asked. */
  private long step;

  private long now;

  private final FileServer server =
      new FileServer().file("/a.png", "image/png", PNG).file("/a.pdf", "", "%PDF-1.7");
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
  void filesComeIntoThePlacesOfTheirUrls() {
    Document document =
        new Document(url("/a.pdf"), Optional.of("T"), Optional.of("C"), true, Optional.empty());
    List<ContentBlock> inlined =
        inline(
            inliner(5, 1000),
            new Text("Look:"),
            image("/a.png"),
            document,
            new ToolResult("c1", List.of(image("/a.png")), true, Optional.empty()));

    MediaSource.Base64 png = new MediaSource.Base64("image/png", "iVBORw0KGgouLi4u");
    MediaSource.Base64 pdf = new MediaSource.Base64("application/pdf", "JVBERi0xLjc=");
    Image expected = new Image(png, Optional.of("low"), Optional.empty());
    assertThat(inlined)
        .containsExactly(
            new Text("Look:"),
            expected,
            new Document(pdf, Optional.of("T"), Optional.of("C"), true, Optional.empty()),
            new ToolResult("c1", List.of(expected), true, Optional.empty()));
  }

  @Test
  void oneUrlIsFetchedOnceHoweverManyAttempts() {
    MediaInliner inliner = inliner(1, 1000);
    inline(inliner, image("/a.png"), image("/a.png"));
    inline(inliner, image("/a.png"));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aFileThatCannotBeHadIsNotAskedForAgain() {
    MediaInliner inliner = inliner(5, 1000);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> inline(inliner, image("/none.png")))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("404");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneRequestGetsOnlySoManyFiles() {
    assertThatThrownBy(() -> inline(inliner(1, 1000), image("/a.png"), image("/a.pdf")))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("more than 1 files");
  }

  @Test
  void oneRequestGetsOnlySoManyBytesOfAllFilesTogether() {
    server.file("/b.png", "image/png", PNG);

    assertThat(inline(inliner(5, 24), image("/a.png"), image("/b.png"))).hasSize(2);
    assertThatThrownBy(() -> inline(inliner(5, 23), image("/a.png"), image("/b.png")))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("larger than the 11 bytes that are left");
  }

  @Test
  void oneRequestGetsOnlySoMuchTimeForAllFilesTogether() {
    step = PATIENT.toNanos() / 2;

    assertThatThrownBy(
            () ->
                inline(inliner(5, 1000), image("/a.png"), image("/a.pdf"), image("/late.png?s=1")))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("The file at " + server.url("/late.png") + " cannot be fetched")
        .hasMessageContaining("may take 20000 ms together");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void anAttemptOfAModelThatIsInAHurryWaitsNoLonger() {
    MediaInliner inliner = inliner(5, 1000);

    inliner.waitAtMost(Duration.ofMillis(50));
    assertThatThrownBy(() -> inline(inliner, image("/silent")))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("takes too long");

    step = Duration.ofMillis(50).toNanos();
    inline(inliner, image("/a.png"));
    assertThatThrownBy(() -> inline(inliner, image("/a.pdf")))
        .as("the time of all attempts counts")
        .hasMessageContaining("may take 50 ms together");
    inliner.waitAtMost(PATIENT);
    assertThat(inline(inliner, image("/a.pdf"))).hasSize(1);
  }

  @Test
  void aFileTooManyIsNamed() {
    assertThatThrownBy(() -> inline(inliner(1, 1000), image("/a.png"), image("/a.pdf")))
        .hasMessageContaining("The file at " + server.url("/a.pdf"));
  }

  @Test
  void aRequestWithoutUrlsIsTheSame() {
    ChatRequest request = request(new Text("Hi"));

    assertThat(inliner(5, 1000).inline(request, ALL)).isSameAs(request);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whatTheProviderFetchesItselfStaysAUrl() {
    Document document =
        new Document(url("/a.pdf"), Optional.empty(), Optional.empty(), false, Optional.empty());
    ContentBlock result =
        new ToolResult("c1", List.of(image("/a.png"), document), false, Optional.empty());
    ChatRequest request = request(image("/a.png"), document, result);

    List<ContentBlock> inlined = inliner(5, 1000).inline(request, CHAT).messages().get(0).content();

    Document pdf =
        new Document(
            new MediaSource.Base64("application/pdf", "JVBERi0xLjc="),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    assertThat(inlined)
        .containsExactly(
            image("/a.png"),
            pdf,
            new ToolResult("c1", List.of(image("/a.png"), pdf), false, Optional.empty()));
    assertThat(server.requests()).hasSize(1);
  }

  private long now() {
    now += step;
    return now;
  }

  private MediaInliner inliner(int files, int bytes) {
    AddressRule rule = AddressRule.publicOr(List.of(server.host()));
    return new MediaInliner(
        new MediaFetcher(
            upstream, () -> rule, this::now, new MediaLimits(files, 1000, bytes, PATIENT, PATIENT)),
        new CancelSignal());
  }

  private static List<ContentBlock> inline(MediaInliner inliner, ContentBlock... blocks) {
    return inliner.inline(request(blocks), ALL).messages().get(0).content();
  }

  private Image image(String path) {
    return new Image(url(path), Optional.of("low"), Optional.empty());
  }

  private MediaSource url(String path) {
    return new MediaSource.Url(server.url(path));
  }

  private static ChatRequest request(ContentBlock... blocks) {
    byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(UTF_8);
    return new OpenAiChatCodec()
        .readRequest(JsonTrees.object(body), new Losses())
        .withMessages(List.of(new Message(Role.USER, List.of(blocks))));
  }
}
