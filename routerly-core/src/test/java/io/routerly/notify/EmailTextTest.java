package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.BudgetLevel;
import io.routerly.event.GatewayEvent;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            Project my-app has used 80 % of its monthly budget on cost: $8.04 of
            $10.00.

            [################################--------] 80 %

            Used:       $8.04 of $10.00
            Left:       $1.96
            Window:     monthly
            Since:      2026-03-01 00:00 UTC
            Resets:     2026-04-01 00:00 UTC
            Calls now:  served as usual

            https://gateway.example

            --\s
            Sent by Routerly. Its settings say, under notifications, who is told of
            what.
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

  @Test
  void noLineIsLongerThanAWindowOfOldWhateverNamesAre() {
    Notice notice =
        new NoticeWriter(
                desk::configuration, () -> "https://x/" + "y".repeat(90), () -> "ntf_x", desk.clock)
            .unhealthy(
                new GatewayEvent.ModelUnhealthy("a model of many words ".repeat(9), "openai"));

    assertThat(EmailText.of(notice).text().lines())
        .allMatch(line -> line.length() <= EmailText.COLUMNS || line.startsWith("https://"))
        .hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0",
    "8.04, 10, 80, 80",
    "9.999, 10, 99, 99",
    "12, 10, 120, 100",
    "0, 0, 100, 100"
  })
  void theBarIsNeverLongerThanItsPlace(String used, String limit, long percent, int filled) {
    Notice some = desk.notice();
    Notice notice =
        new Notice(
            some.id(),
            some.kind(),
            some.at(),
            some.subject(),
            some.sentence(),
            some.figures(),
            some.project(),
            some.link(),
            Desk.json("{\"budget\":{\"limit\":%s,\"current\":%s}}".formatted(limit, used)));

    assertThat(Gauge.of(notice)).contains(new Gauge(percent));
    assertThat(Gauge.of(notice).orElseThrow().filled()).isEqualTo(filled);
    assertThat(EmailText.of(notice).text()).contains("] " + percent + " %");
    assertThat(EmailText.of(notice).html()).contains(percent + "&nbsp;%", "width:" + filled + "%");
    assertThat(EmailText.of(notice).html().contains("class=\"fill\"")).isEqualTo(filled > 0);
  }

  @Test
  void whatIsHiddenBeforeTheMailSaysWhatTheSubjectDoesNot() {
    assertThat(EmailText.of(desk.notice()).html()).contains("mso-hide:all\">$8.04 of $10.00.");
  }

  @Test
  void withoutAnAddressOfTheServiceThereIsNoLink() {
    Notice notice =
        new NoticeWriter(desk::configuration, () -> "", () -> "ntf_x", desk.clock)
            .threshold(desk.monthly("8.04", "2026-04-01T00:00:00Z"), 80);

    assertThat(EmailText.of(notice).html()).doesNotContain("href").doesNotContain("Open Routerly");
    assertThat(EmailText.of(notice).text()).doesNotContain("http").contains("Calls now");
    for (WebhookFormat format : WebhookFormat.values()) {
      assertThat(format.bodyOf(notice).toString())
          .doesNotContain("Open Routerly")
          .doesNotContain("\"url\"");
    }
  }

  @Test
  void bracesInNamesAreNoPlacesToFill() {
    assertThat(EmailText.of(named("{link} {dark}")).html())
        .contains("&#123;link&#125; &#123;dark&#125;");
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
