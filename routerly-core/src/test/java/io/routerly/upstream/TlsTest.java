package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_INTERRUPTED;
import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static io.routerly.upstream.Fixture.codeOf;
import static io.routerly.upstream.Fixture.failure;
import static io.routerly.upstream.Fixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS against a server whose certificate names {@code tls.example} and is made for each run. */
@Timeout(60) // seconds; a limit that is not kept would hang the build
final class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final HostResolver LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());

  private static SSLContext context = emptyContext();

  @BeforeAll
  static void makeCertificate(@TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("tls.p12");
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "tls",
            "-keyalg",
            "EC",
            "-dname",
            "CN=tls.example",
            "-ext",
            "san=dns:tls.example",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(keytool).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    context = contextOf(store);
  }

  private static SSLContext emptyContext() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext contextOf(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return made;
  }

  private static Fixture trusting() {
    return new Fixture(UpstreamSettings.DEFAULTS, LOOPBACK, context.getSocketFactory());
  }

  private static LoopbackServer server(LoopbackServer.Script script) throws IOException {
    return LoopbackServer.with(context.getServerSocketFactory(), script);
  }

  @Test
  void namesTheServerAndAsksForHttp11() throws IOException {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    try (Fixture fixture = trusting();
        LoopbackServer server =
            server(
                peer -> {
                  SSLSocket socket = (SSLSocket) peer.socket();
                  socket.setHandshakeApplicationProtocolSelector(
                      (handshaking, offered) -> {
                        seen.addAll(offered);
                        return "http/1.1";
                      });
                  while (peer.readRequest()) {
                    ((ExtendedSSLSession) socket.getSession())
                        .getRequestedServerNames()
                        .forEach(name -> seen.add(name.toString()));
                    peer.write(OK);
                  }
                })) {
      assertThat(fixture.fetch(get(server.uri("tls.example")))).isEqualTo("ok");
      assertThat(String.join(" ", seen)).startsWith("http/1.1 ").contains("tls.example");
    }
  }

  @Test
  void keepsConnectionsAndLooksAtThemAfterAWhile() throws IOException {
    try (Fixture fixture = trusting();
        LoopbackServer server =
            server(
                peer -> {
                  while (peer.readRequest()) {
                    peer.write(OK);
                  }
                })) {
      for (int i = 0; i < 3; i++) {
        assertThat(fixture.fetch(get(server.uri("tls.example")))).isEqualTo("ok");
        fixture.skip(Duration.ofSeconds(2));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusesACertificateOfAnotherName() throws IOException {
    try (Fixture fixture = trusting();
        LoopbackServer server = server(LoopbackServer.Peer::readRequest)) {
      GatewayException thrown = failure(() -> fixture.fetch(get(server.uri("other.example"))));
      assertThat(thrown.code()).isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(thrown)
          .hasMessageContaining("TLS failed with other.example:")
          .hasMessageContaining("No subject alternative DNS name");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() throws IOException {
    try (Fixture fixture =
            new Fixture(
                UpstreamSettings.DEFAULTS,
                LOOPBACK,
                (SSLSocketFactory) SSLSocketFactory.getDefault());
        LoopbackServer server = server(LoopbackServer.Peer::readRequest)) {
      assertThat(codeOf(() -> fixture.fetch(get(server.uri("tls.example")))))
          .isEqualTo(PROVIDER_UNREACHABLE);
      assertThat(fixture.client().openConnections()).isZero();
    }
  }

  @Test
  void tellsAServerThatSpeaksNoTls() throws IOException {
    try (Fixture fixture = trusting();
        LoopbackServer server =
            LoopbackServer.with(peer -> peer.write("HTTP/1.1 400 No\r\n\r\n"))) {
      var uri = java.net.URI.create("https://tls.example:" + server.uri().getPort());
      assertThat(codeOf(() -> fixture.fetch(get(uri)))).isEqualTo(PROVIDER_UNREACHABLE);
    }
  }

  @Test
  void endsABodyWithTheTlsConnection() throws IOException {
    try (Fixture fixture = trusting();
        LoopbackServer server =
            server(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\n\r\nall of it");
                })) {
      assertThat(fixture.fetch(get(server.uri("tls.example")))).isEqualTo("all of it");
    }
  }

  @Test
  void tellsACutTlsConnectionFromItsEnd() throws IOException {
    try (Fixture fixture = trusting();
        TcpRelay relay = new TcpRelay();
        LoopbackServer server =
            server(
                peer -> {
                  peer.readRequest();
                  peer.write("HTTP/1.1 200 OK\r\n\r\npart of it");
                  peer.awaitEnd();
                });
        UpstreamResponse response = fixture.send(get(relay.before(server.uri("tls.example"))))) {
      assertThat(response.body().readNBytes(10)).hasSize(10);
      relay.cut();
      assertThat(codeOf(() -> response.body().read())).isEqualTo(PROVIDER_INTERRUPTED);
    }
  }
}
