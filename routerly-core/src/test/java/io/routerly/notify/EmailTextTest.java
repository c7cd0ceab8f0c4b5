package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.BudgetLevel;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmailTextTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void thePlainTextSaysEverything() {
    assertThat(EmailText.of(desk.notice()).text())
        .isEqualTo(
            """
            Project my-app has used 80 % of its monthly budget on cost: $8.04 of $10.00.

            Used:                $8.04 of $10.00
            Left:                $1.96
            Window:              monthly, since 2026-03-01 00:00 UTC
            Resets:              2026-04-01 00:00 UTC

            https://gateway.example
            """);
  }

  @Test
  void namesAreEscapedInHtml() {
    desk.channels();
    Notice notice =
        new NoticeWriter(
                desk::configuration, () -> "https://x/?a=1&b=\"", () -> "ntf_x", desk.clock)
            .exhausted(
                desk.state(
                    BudgetLevel.TOKEN, "tok_a", "rolling", "hour", "10", "2026-03-15T11:00:00Z"));

    assertThat(EmailText.of(notice).html())
        .contains("Token &quot;Production &lt;token&gt;&quot; of project my-app")
        .contains("href=\"https://x/?a=1&amp;b=&quot;\"")
        .doesNotContain("<token>");
  }

  private static Notice named(String subject) {
    return new Notice(
        "ntf_x",
        NoticeKind.TEST,
        Instant.parse("2026-03-01T00:00:00Z"),
        subject,
        "Süß.",
        List.of(),
        Optional.empty(),
        "https://gateway.example",
        JsonObject.EMPTY_JSON_OBJECT);
  }

  @Test
  void aNameCannotBringFurtherHeaders() {
    String message = message("Token \"a\r\nBcc: eve@example.com\"");

    assertThat(message.lines().filter(line -> line.startsWith("Bcc"))).isEmpty();
  }

  @Test
  void subjectsOfAnyLengthAndScriptComeBackAsTheyWere() throws Exception {
    String subject = "Prüfung 日本語 🙂 ".repeat(8).strip();
    var parsed =
        new MimeMessage(
            null, new ByteArrayInputStream(message(subject).getBytes(StandardCharsets.US_ASCII)));

    assertThat(parsed.getSubject()).isEqualTo("[Routerly] " + subject);
    assertThat(message(subject).lines()).allMatch(line -> line.length() <= 78);
  }

  private static String message(String subject) {
    return new String(
        MailMessage.of(named(subject), "gw@example.com", List.of("ops@example.com")),
        StandardCharsets.US_ASCII);
  }
}
