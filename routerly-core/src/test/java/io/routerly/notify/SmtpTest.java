package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** E-mail through a mail server on loopback. */
final class SmtpTest {
  private static final Optional<MailServer.Login> LOGIN =
      Optional.of(new MailServer.Login("gw", Desk.CANARY));

  private final Desk desk = new Desk();
  private final GreenMail plain =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  SmtpTest() {
    plain.setUser("ops@example.com", "gw", Desk.CANARY);
    plain.start();
  }

  @AfterEach
  void close() {
    plain.stop();
    desk.close();
  }

  private static Channel channel(
      String host,
      int port,
      MailServer.Security security,
      Optional<MailServer.Login> login,
      SSLSocketFactory tls) {
    return new Redacted(
        new SmtpChannel(
            new MailServer(host, port, security, login),
            new Mailbox("gw@example.com", List.of("ops@example.com", "cto@example.com")),
            Desk.line(tls, MailSocket.Patience.USUAL)),
        List.of(Desk.CANARY));
  }

  private Channel channel(MailServer.Security security) {
    return channel("127.0.0.1", plain.getSmtp().getPort(), security, Optional.empty(), trusting());
  }

  private static SSLSocketFactory trusting() {
    return new DummySSLSocketFactory();
  }

  private static SSLSocketFactory usual() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  @Test
  void anEmailHasTextAndHtml() throws Exception {
    assertThat(channel(MailServer.Security.NONE).send(desk.notice()))
        .isEqualTo(new Outcome.Delivered());

    assertThat(plain.getReceivedMessages()).hasSize(2);
    MimeMessage message = plain.getReceivedMessages()[0];
    assertThat(message.getSubject())
        .isEqualTo("[Routerly] Project my-app has used 80 % of its monthly budget on cost");
    assertThat(message.getContentType()).startsWith("multipart/alternative");
    Multipart parts = (Multipart) message.getContent();
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("Used:       $8.04 of $10.00", "https://gateway.example");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("2026-04-01 00:00 UTC");
  }

  @Test
  void withoutStartTlsNothingIsSentWhereItIsAskedFor() {
    Outcome outcome =
        channel(
                "127.0.0.1",
                plain.getSmtp().getPort(),
                MailServer.Security.STARTTLS,
                LOGIN,
                trusting())
            .send(desk.notice());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.reason()).contains("STARTTLS"));
    assertThat(plain.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsSaidWithoutRepeatingIt() {
    plain.setUser("ops@example.com", "gw", "another");

    Outcome outcome =
        channel("127.0.0.1", plain.getSmtp().getPort(), MailServer.Security.NONE, LOGIN, trusting())
            .send(desk.notice());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("the mail server refused user or password: ")
                    .doesNotContain("canary"));
  }

  @Test
  void startTlsIsSpokenBeforeThePasswordGoesOut() throws Exception {
    try (StartTlsServer server = StartTlsServer.start()) {
      Channel channel =
          channel(
              "127.0.0.1", server.port(), MailServer.Security.STARTTLS, LOGIN, server.trusted());

      assertThat(channel.send(desk.notice())).isEqualTo(new Outcome.Delivered());
      assertThat(server.clear()).containsExactly("EHLO", "STARTTLS");
      assertThat(server.encrypted()).startsWith("EHLO", "AUTH").contains("DATA");
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    try (StartTlsServer server = StartTlsServer.start()) {
      Channel channel =
          channel("127.0.0.1", server.port(), MailServer.Security.STARTTLS, LOGIN, usual());

      assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Failed.class);
      assertThat(server.encrypted()).isEmpty();
    }
  }

  @Test
  void soIsATrustedOneOfAnotherName() throws Exception {
    try (StartTlsServer server = StartTlsServer.start()) {
      Channel channel =
          channel(
              "localhost", server.port(), MailServer.Security.STARTTLS, LOGIN, server.trusted());

      assertThat(channel.send(desk.notice())).isInstanceOf(Outcome.Failed.class);
      assertThat(server.encrypted()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereMayBeLater() {
    int port = plain.getSmtp().getPort();
    plain.stop();

    assertThat(
            channel("127.0.0.1", port, MailServer.Security.NONE, Optional.empty(), usual())
                .send(desk.notice()))
        .isEqualTo(new Outcome.Failed("no connection to the mail server 127.0.0.1:" + port));
  }

  @Test
  void aMetadataAddressIsNoMailServer() {
    assertThat(
            channel("169.254.169.254", 25, MailServer.Security.NONE, Optional.empty(), usual())
                .send(desk.notice()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.reason()).contains("refused"));
  }
}
