package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.upstream.AddressGuard;
import io.routerly.upstream.HostResolver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mail servers may say, or not say, and what is made of it. */
final class MailTalkTest {
  private final Desk desk = new Desk();
  private final AtomicLong nanoTime = new AtomicLong();

  @AfterEach
  void close() {
    desk.close();
  }

  private Outcome sendTo(ScriptedMailServer server, MailSocket.Patience patience) {
    return new Redacted(
            new SmtpChannel(
                new MailServer(
                    "127.0.0.1",
                    server.port(),
                    MailServer.Security.NONE,
                    Optional.of(new MailServer.Login("gw", Desk.CANARY))),
                new Mailbox("gw@example.com", List.of("ops@example.com", "cto@example.com")),
                new SmtpChannel.Line(
                    new AddressGuard(HostResolver.SYSTEM),
                    (SSLSocketFactory) SSLSocketFactory.getDefault(),
                    patience,
                    nanoTime::get)),
            new MailServer.Login("gw", Desk.CANARY).travelling())
        .send(desk.notice());
  }

  private Outcome answering(String command, String answer) throws IOException {
    try (ScriptedMailServer server = ScriptedMailServer.answering(command, answer)) {
      return sendTo(server, MailSocket.Patience.USUAL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH, 454 4.7.0 try later",
    "MAIL, 451 4.3.0 busy",
    "RCPT, 450 4.2.0 greylisted",
    "DATA, 452 4.3.1 no room",
    "., 421 4.3.2 going down"
  })
  void whatTheServerMayTakeLaterIsTriedAgain(String command, String answer) throws IOException {
    assertThat(answering(command, answer))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.reason()).contains(answer.substring(4)));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH, 535 5.7.8 who are you",
    "MAIL, 550 5.7.1 not you",
    "RCPT, 550 5.1.1 nobody here",
    ".,    554 5.7.1 spam"
  })
  void whatItNeverTakesIsNot(String command, String answer) throws IOException {
    assertThat(answering(command, answer))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains(answer.substring(4)));
  }

  @Test
  void oneRecipientWhoHasLeftKeepsTheMailFromNobody() throws IOException {
    try (ScriptedMailServer server =
        ScriptedMailServer.answering("RCPT TO:<CTO", "550 5.1.1 nobody here")) {
      assertThat(sendTo(server, MailSocket.Patience.USUAL))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("some recipients"));
      assertThat(server.messages()).isEqualTo(1);
    }
  }

  @Test
  void aLoginThatTheServerRepeatsIsLeftOut() throws IOException {
    String login = new MailServer.Login("gw", Desk.CANARY).travelling().get(1);

    assertThat(answering("AUTH", "535 what is " + login))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).endsWith("535 what is ***"));
  }

  @Test
  void aServerThatSaysNothingIsLeft() throws IOException {
    try (ScriptedMailServer server = ScriptedMailServer.silent()) {
      assertThat(
              sendTo(
                  server, new MailSocket.Patience(Duration.ofMillis(50), Duration.ofSeconds(1000))))
          .isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void soIsOneThatSaysALittleNowAndThenForEver() throws IOException {
    try (ScriptedMailServer server =
        ScriptedMailServer.slow(() -> nanoTime.addAndGet(Duration.ofSeconds(5).toNanos()))) {
      assertThat(sendTo(server, MailSocket.Patience.USUAL))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.reason()).contains("longer than 45 s"));
    }
  }
}
