package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels as they are configured, through a mail server that wants a login. */
final class MailServicesTest {
  private static final String MAIL = "\"from\":\"gw@example.com\",\"to\":%s";
  private static final String TO = "\"ops@example.com, cto@example.com\"";
  private static SSLContext certificate;

  private final Desk desk = new Desk();
  private final GreenMail behind =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeAll
  static void certify() throws Exception {
    certificate = TestCertificate.forLoopback();
  }

  MailServicesTest() {
    behind.setUser("gw@example.com", "gw", Desk.CANARY);
    behind.setUser("sendgrid@example.com", "apikey", Desk.CANARY);
    behind.start();
  }

  @AfterEach
  void close() {
    behind.stop();
    desk.close();
  }

  private TlsFront front(boolean startTls) throws Exception {
    return new TlsFront(certificate, behind.getSmtp().getPort(), startTls);
  }

  private void assertArrived() throws Exception {
    assertThat(behind.getReceivedMessages()).hasSize(2);
    assertThat(
            Arrays.stream(behind.getReceivedMessages()[0].getAllRecipients()).map(Object::toString))
        .containsExactly("ops@example.com", "cto@example.com");
  }

  private static String channel(String own) {
    return "{\"name\":\"m\"," + own + "," + MAIL.formatted(TO) + "}";
  }

  private static String smtp(int port, String security, String user, String password) {
    return channel(
        "\"type\":\"smtp\",\"host\":\"127.0.0.1\",\"port\":%d,\"security\":\"%s\",\"%s\":\"gw\",\"password\":\"%s\""
            .formatted(port, security, user, password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "username"})
  void aMailServerIsLoggedInToUnderBothNamesOfItsUser(String user) throws Exception {
    try (TlsFront front = front(true)) {
      Channel channel =
          desk.mailChannel(smtp(front.port(), "starttls", user, Desk.CANARY), 1, front.trusted());

      assertThat(channel.send(desk.notice())).isEqualTo(new Outcome.Delivered());
      assertArrived();
      assertThat(desk.stored().get(0).getString("user")).isEqualTo("gw");
    }
  }

  @Test
  void soIsOneThatIsEncryptedFromTheStart() throws Exception {
    try (TlsFront front = front(false)) {
      Channel channel =
          desk.mailChannel(smtp(front.port(), "tls", "user", Desk.CANARY), 1, front.trusted());

      assertThat(channel.send(desk.notice())).isEqualTo(new Outcome.Delivered());
      assertArrived();
    }
  }

  @Test
  void anEncryptedServerOfAnotherNameIsRefused() throws Exception {
    try (TlsFront front = front(false)) {
      String settings = smtp(front.port(), "tls", "user", Desk.CANARY);
      Channel channel =
          desk.mailChannel(settings.replace("127.0.0.1", "localhost"), 1, front.trusted());

      assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Failed.class);
      assertThat(behind.getReceivedMessages()).isEmpty();
    }
  }

  @Test
  void sesIsSentMailWithItsSmtpCredentials() throws Exception {
    try (TlsFront front = front(true)) {
      String settings =
          channel(
              "\"type\":\"ses\",\"region\":\"eu-central-1\",\"user\":\"gw\",\"password\":\"%s\""
                  .formatted(Desk.CANARY));

      assertThat(desk.mailChannel(settings, front.port(), front.trusted()).send(desk.notice()))
          .isEqualTo(new Outcome.Delivered());
      assertArrived();
    }
  }

  @Test
  void theMailServerOfSesIsThatOfItsRegion() {
    MailServer server =
        ServiceAddresses.REAL.sesMail().server("eu-central-1", new MailServer.Login("u", "p"));

    assertThat(server.host()).isEqualTo("email-smtp.eu-central-1.amazonaws.com");
    assertThat(server.port()).isEqualTo(587);
    assertThat(server.security()).isEqualTo(MailServer.Security.STARTTLS);
    assertThat(ServiceAddresses.REAL.sendGrid().server("", new MailServer.Login("u", "p")).host())
        .isEqualTo("smtp.sendgrid.net");
  }

  @Test
  void sendGridIsSentMailAsApikey() throws Exception {
    try (TlsFront front = front(true)) {
      String settings = channel("\"type\":\"sendgrid\",\"apiKey\":\"%s\"".formatted(Desk.CANARY));

      assertThat(desk.mailChannel(settings, front.port(), front.trusted()).send(desk.notice()))
          .isEqualTo(new Outcome.Delivered());
      assertArrived();
    }
  }

  @Test
  void aWrongPasswordIsRefusedInTheServersWords() throws Exception {
    try (TlsFront front = front(true)) {
      Channel channel =
          desk.mailChannel(
              smtp(front.port(), "starttls", "user", "canary-other"), 1, front.trusted());

      assertThat(channel.send(desk.notice()))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("535").doesNotContain("canary"));
    }
  }
}
