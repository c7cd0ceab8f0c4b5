package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.BudgetLevel;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.event.GatewayEvent;
import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.upstream.AddressRule;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookTest {
  private static final String APRIL = "2026-04-01T00:00:00Z";

  private final Desk desk = new Desk();
  private final FakeHttp receiver = FakeHttp.start();
  private final Notifications notifications = desk.started();

  @AfterEach
  void close() {
    receiver.close();
    desk.close();
  }

  private RecordedRequest sent(String more) {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")).replaceFirst("}$", more + "}"));
    notifications.publish(new GatewayEvent.BudgetThreshold(desk.monthly("8.04", APRIL), 80));
    desk.background.turn();
    assertThat(receiver.requests()).hasSize(1);
    return receiver.requests().get(0);
  }

  @Test
  void theBodyIsSignedAndSaysWhatHappened() {
    RecordedRequest request = sent("");

    byte[] key = Desk.CANARY.getBytes(StandardCharsets.UTF_8);
    assertThat(request.header("x-routerly-signature"))
        .contains("sha256=" + Hmac.hex(Hmac.sha256(key, request.body())));
    assertThat(request.header("x-routerly-event")).contains("budget.threshold");
    assertThat(request.header("x-routerly-delivery")).contains("ntf_1");
    assertThat(request.header("x-routerly-timestamp")).contains("2026-03-15T10:20:30Z");
    assertThat(request.json())
        .isEqualTo(
            Desk.json(
                """
                {"id":"ntf_1","event":"budget.threshold","timestamp":"2026-03-15T10:20:30Z",
                 "message":"Project my-app has used 80 % of its monthly budget on cost: $8.04 of $10.00.",
                 "url":"https://gateway.example",
                 "budget":{"level":"project","name":"my-app","metric":"cost","windowType":"period",
                 "window":"monthly","limit":10,"current":8.04,"remaining":1.96,
                 "startedAt":"2026-03-01T00:00:00Z","resetAt":"2026-04-01T00:00:00Z","threshold":80}}
                """));
  }

  @Test
  void signaturesAreThoseOfTheStandard() {
    byte[] key = "Jefe".getBytes(StandardCharsets.UTF_8); // RFC 4231, test case 2
    assertThat(Hmac.hex(Hmac.sha256(key, "what do ya want for nothing?")))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void slackGetsATextInWhichNamesCallNobody() {
    desk.channels(
        "{\"type\":\"webhook\",\"name\":\"s\",\"format\":\"slack\",\"url\":\"%s\"}"
            .formatted(receiver.url("/hook")));
    notifications.publish(
        new GatewayEvent.BudgetExhausted(
            desk.state(BudgetLevel.TOKEN, "tok_a", "rolling", "day", "10", APRIL)));
    desk.background.turn();

    JsonObject message = receiver.requests().get(0).json();
    assertThat(message.getString("text"))
        .startsWith(
            "Token \"Production &lt;token&gt;\" of project my-app has exhausted its rolling"
                + " one-day budget on cost: $10.00 of $10.00.");
    List<JsonObject> blocks = message.getJsonArray("blocks").getValuesAs(JsonObject.class);
    assertThat(blocks)
        .extracting(block -> block.getString("type"))
        .containsExactly("header", "section", "section", "context");
    assertThat(blocks.get(0).getJsonObject("text").getString("text"))
        .contains("\"Production <token>\""); // plain_text is shown as it is
    assertThat(blocks.get(2).getJsonArray("fields").getJsonObject(0).getString("text"))
        .isEqualTo("*Used*\n$10.00 of $10.00");
    assertThat(blocks.get(3).getJsonArray("elements").getJsonObject(0).getString("text"))
        .isEqualTo("<https://gateway.example|Open Routerly>");
  }

  @Test
  void slackIsGivenNoMoreThanItTakes() {
    Notice some = desk.notice();
    String longer = "a".repeat(5_000);
    Notice huge =
        new Notice(
            some.id(),
            some.kind(),
            some.at(),
            longer,
            longer,
            Collections.nCopies(12, new Notice.Figure("n", longer)),
            some.project(),
            some.link(),
            some.facts());
    List<JsonObject> blocks =
        WebhookFormat.SLACK.bodyOf(huge).getJsonArray("blocks").getValuesAs(JsonObject.class);

    assertThat(blocks.get(0).getJsonObject("text").getString("text")).hasSize(150);
    assertThat(blocks.get(1).getJsonObject("text").getString("text")).hasSize(3_000);
    assertThat(blocks.get(2).getJsonArray("fields")).hasSize(10);
    assertThat(blocks.get(2).getJsonArray("fields").getJsonObject(9).getString("text"))
        .hasSize(2_000);
  }

  @Test
  void teamsGetsACard() {
    JsonObject message = sent(",\"format\":\"teams\"").json();
    assertThat(message.getString("type")).isEqualTo("message");
    JsonObject attachment = message.getJsonArray("attachments").getJsonObject(0);
    assertThat(attachment.getString("contentType"))
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonObject card = attachment.getJsonObject("content");

    assertThat(card.getString("type")).isEqualTo("AdaptiveCard");
    assertThat(card.getJsonArray("body").getJsonObject(0).getString("text"))
        .isEqualTo("Project my-app has used 80 % of its monthly budget on cost");
    assertThat(card.getJsonArray("body").getJsonObject(2).getJsonArray("facts").getJsonObject(0))
        .isEqualTo(Desk.json("{\"title\":\"Used\",\"value\":\"$8.04 of $10.00\"}"));
  }

  @Test
  void namesOnACardAreNoLinks() {
    Notice notice =
        new NoticeWriter(
                desk::configuration, () -> "https://gateway.example", () -> "ntf_x", desk.clock)
            .test("[good](https://bad.example) *x*");

    assertThat(WebhookFormat.TEAMS.bodyOf(notice).toString())
        .contains("\\\\[good\\\\](https://bad.example) \\\\*x\\\\*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"events\":[\"budget.exhausted\"] | 0",
        "\"events\":[\"budget.threshold\"] | 1",
        "\"projects\":[\"other\"] | 0",
        "\"projects\":[\"my-app\"] | 1"
      })
  void aChannelGetsWhatItAskedFor(String filter, int count) {
    desk.channels(
        Desk.HOOK.formatted(receiver.url("/hook")).replaceFirst("}$", "," + filter + "}"));
    notifications.publish(new GatewayEvent.BudgetThreshold(desk.monthly("8.04", APRIL), 80));
    desk.background.turn();

    assertThat(receiver.requests()).hasSize(count);
  }

  @Test
  void aChannelForProjectsIsNotToldOfTheLedger() {
    desk.channels(
        Desk.HOOK
            .formatted(receiver.url("/hook"))
            .replaceFirst("}$", ",\"projects\":[\"my-app\"]}"));
    notifications.publish(new GatewayEvent.LedgerUnavailable());
    desk.background.turn();

    assertThat(receiver.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void whatMayPassIsTriedAgainWithTheSameId(int status) {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")));
    receiver.next(Script.respond(status, "{}"));
    notifications.publish(new GatewayEvent.LedgerUnavailable());
    desk.background.turn();
    desk.background.turnLater();

    assertThat(receiver.requests())
        .extracting(request -> request.header("x-routerly-delivery").orElse(""))
        .containsExactly("ntf_1", "ntf_1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410})
  void whatWillNotPassIsNotTriedAgain(int status) {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")));
    receiver.next(Script.respond(status, "{}"));
    notifications.publish(new GatewayEvent.LedgerUnavailable());
    desk.background.turn();
    desk.background.turnLater();

    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void aFailingChannelDoesNotHoldUpTheOthers() {
    try (FakeHttp other = FakeHttp.start()) {
      desk.channels(
          Desk.HOOK.formatted(receiver.url("/hook")),
          Desk.HOOK.formatted(other.url("/other")).replace("hook\",\"url", "other\",\"url"));
      receiver.byDefault(Script.respond(500, "{}"));
      notifications.publish(new GatewayEvent.LedgerUnavailable());
      notifications.publish(new GatewayEvent.LedgerAvailable());
      desk.background.turn();

      assertThat(receiver.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(2);
    }
  }

  @Test
  void settingsThatChangeAreGoneByAtOnce() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/before")));
    notifications.publish(new GatewayEvent.LedgerUnavailable());
    desk.background.turn();
    desk.channels(Desk.HOOK.formatted(receiver.url("/after")));
    notifications.publish(new GatewayEvent.LedgerAvailable());
    desk.background.turn();

    assertThat(receiver.requests())
        .extracting(RecordedRequest::path)
        .containsExactly("/before", "/after");
  }

  private String refusal() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/" + Desk.CANARY)));
    var thrown = catchThrowableOfType(GatewayException.class, () -> notifications.test("hook"));
    assertThat(thrown.code()).isEqualTo(ErrorCode.NOTIFICATION_FAILED);
    return thrown.sentence();
  }

  @Test
  void aPrivateAddressIsRefusedUnlessTheSettingsListIt() {
    desk.rule = AddressRule.PUBLIC_ONLY;
    assertThat(refusal()).contains("127.0.0.1 has a private address");
    assertThat(receiver.requests()).isEmpty();

    desk.rule = AddressRule.publicOr(List.of("127.0.0.1"));
    notifications.test("hook");
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/latest", "http://[fd00:ec2::254]/", "http://0.0.0.0/"})
  void metadataAndLinkLocalAddressesAreRefusedAlways(String url) {
    desk.rule = AddressRule.publicOr(List.of("169.254.169.254", "[fd00:ec2::254]", "0.0.0.0"));
    desk.channels(Desk.HOOK.formatted(url));

    assertThatThrownBy(() -> notifications.test("hook")).hasMessageContaining("refused");
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.next(Script.redirect(307, receiver.url("/elsewhere")));

    assertThat(refusal()).contains("status 307, a redirect, which is not followed");
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void theReasonIsTheServicesWithoutAnySecret() {
    receiver.next(
        Script.respond(
            400,
            "{\"error\":{\"message\":\"no hook at %s, secret %s\"}}"
                .formatted(receiver.url("/" + Desk.CANARY), Desk.CANARY)));

    assertThat(refusal())
        .isEqualTo(
            "The test message was not delivered: the service answered with status 400: no hook at"
                + " ***, secret ***");
  }

  @Test
  void partsOfTheAddressAreLeftOutToo() {
    receiver.next(Script.respond(404, "no_team " + Desk.CANARY));
    desk.channels(
        Desk.HOOK
            .replace(Desk.CANARY, "other")
            .formatted(receiver.url("/services/T0/" + Desk.CANARY + "?sig=%2Bcanary-0987654321")));

    assertThatThrownBy(() -> notifications.test("hook")).hasMessageEndingWith("404: no_team ***");
    receiver.next(Script.respond(404, "no +canary-0987654321"));
    assertThatThrownBy(() -> notifications.test("hook")).hasMessageEndingWith("404: no ***");
  }

  @Test
  void anAddressFromTheEnvironmentThatIsNoneIsSaid() {
    desk.environment = name -> Optional.of("canary: no address");
    desk.channels(Desk.HOOK.formatted("env:ROUTERLY_SECRET_HOOK"));

    assertThatThrownBy(() -> notifications.test("hook")).hasMessageEndingWith(": its url is none");
  }

  @Test
  void aTestGoesThroughWhateverTheChannelAskedFor() {
    assertThat(sent(",\"events\":[\"budget.threshold\"]")).isNotNull();
    notifications.test("hook");

    assertThat(receiver.requests().get(1).json().getString("event")).isEqualTo("test");
  }

  @Test
  void aChannelThatIsNotConfiguredCanBeTriedWithItsSecretInClearText() {
    notifications.test(Desk.json(Desk.HOOK.formatted(receiver.url("/new"))));

    RecordedRequest request = receiver.requests().get(0);
    byte[] key = Desk.CANARY.getBytes(StandardCharsets.UTF_8);
    assertThat(request.path()).isEqualTo("/new");
    assertThat(request.header("x-routerly-signature"))
        .contains("sha256=" + Hmac.hex(Hmac.sha256(key, request.body())));
    assertThat(desk.stored()).isEmpty();
  }

  @Test
  void testsAreFewWithinAMinute() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")));
    for (int i = 0; i < Trials.MOST; i++) {
      notifications.test("hook");
    }
    assertThatThrownBy(() -> notifications.test("hook"))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
              assertThat(e.retryAfter()).contains(Duration.ofMinutes(1));
            });
    desk.clock.forward(Duration.ofMinutes(1));
    notifications.test("hook");

    assertThat(receiver.requests()).hasSize(Trials.MOST + 1);
  }

  @Test
  void aChannelThatIsNotThereCannotBeTried() {
    assertThatThrownBy(() -> notifications.test("none"))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void aSecretThatCannotBeReadIsSaid() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")).replace(Desk.CANARY, "ENCRYPTED:..."));

    assertThatThrownBy(() -> notifications.test("hook")).hasMessageContaining("enter it again");
    assertThat(receiver.requests()).isEmpty();
  }
}
