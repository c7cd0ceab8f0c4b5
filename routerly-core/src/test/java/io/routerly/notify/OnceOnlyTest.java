package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetState;
import io.routerly.event.GatewayEvent;
import io.routerly.testkit.FakeHttp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything is told once for each threshold and window, whatever restarts. */
final class OnceOnlyTest {
  private static final String APRIL = "2026-04-01T00:00:00Z";
  private static final String MAY = "2026-05-01T00:00:00Z";

  private final Desk desk = new Desk();
  private final FakeHttp receiver = FakeHttp.start();
  private Notifications notifications = desk.started();

  @BeforeEach
  void configure() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")));
  }

  @AfterEach
  void close() {
    receiver.close();
    desk.close();
  }

  private void publish(GatewayEvent event) {
    notifications.publish(event);
    desk.background.turn();
  }

  private void restart() {
    notifications = desk.started();
  }

  private List<String> told() {
    return receiver.requests().stream().map(request -> request.json().getString("event")).toList();
  }

  private GatewayEvent threshold(int percent, String resetAt) {
    return new GatewayEvent.BudgetThreshold(desk.monthly("8.04", resetAt), percent);
  }

  private GatewayEvent exhausted(String resetAt) {
    return new GatewayEvent.BudgetExhausted(desk.monthly("10", resetAt));
  }

  private GatewayEvent reset(String used, String resetAt) {
    return new GatewayEvent.BudgetReset(desk.monthly(used, resetAt));
  }

  private void forwardToApril() {
    desk.clock.forward(Duration.ofDays(17));
  }

  @Test
  void aThresholdIsToldOnceInItsWindowAcrossRestarts() {
    publish(threshold(80, APRIL));
    publish(threshold(80, APRIL));
    restart();
    publish(threshold(80, APRIL));
    publish(threshold(90, APRIL));

    assertThat(receiver.requests())
        .extracting(request -> request.json().getJsonObject("budget").getInt("threshold"))
        .containsExactly(80, 90);
  }

  @Test
  void theNextWindowIsToldOfAgain() {
    publish(threshold(80, APRIL));
    forwardToApril();
    publish(threshold(80, MAY));

    assertThat(told()).hasSize(2);
  }

  @Test
  void anotherLimitIsAnotherBudget() {
    publish(threshold(80, APRIL));
    BudgetState other = desk.state(BudgetLevel.GLOBAL, "", "period", "monthly", "8", APRIL);
    publish(new GatewayEvent.BudgetThreshold(other, 80));

    assertThat(told()).hasSize(2);
  }

  @Test
  void aRollingWindowIsToldOfOnceInItsLength() {
    BudgetState day = desk.state(BudgetLevel.PROJECT, "proj_a", "rolling", "day", "8", APRIL);
    publish(new GatewayEvent.BudgetThreshold(day, 80));
    desk.clock.forward(Duration.ofHours(23));
    publish(new GatewayEvent.BudgetThreshold(day, 80));
    assertThat(told()).hasSize(1);

    desk.clock.forward(Duration.ofHours(1));
    publish(new GatewayEvent.BudgetThreshold(day, 80));
    assertThat(told()).hasSize(2);
  }

  @Test
  void thatABudgetHasRoomAgainIsToldOnlyIfItWasToldToBeExhausted() {
    publish(reset("0", APRIL));
    assertThat(told()).isEmpty();

    publish(exhausted(APRIL));
    forwardToApril();
    publish(reset("0", MAY));
    publish(reset("0", MAY));

    assertThat(told()).containsExactly("budget.exhausted", "budget.reset");
  }

  @Test
  void whatARollingWindowHasReachedStillIsNotToldAgainThoughItHasRoomAgain() {
    BudgetState full = desk.state(BudgetLevel.PROJECT, "proj_a", "rolling", "day", "10", APRIL);
    BudgetState less = desk.state(BudgetLevel.PROJECT, "proj_a", "rolling", "day", "8", APRIL);
    publish(new GatewayEvent.BudgetThreshold(full, 50));
    publish(new GatewayEvent.BudgetThreshold(full, 90));
    publish(new GatewayEvent.BudgetExhausted(full));
    publish(new GatewayEvent.BudgetReset(less));
    restart();
    publish(new GatewayEvent.BudgetThreshold(full, 50));
    publish(new GatewayEvent.BudgetThreshold(full, 90));
    publish(new GatewayEvent.BudgetExhausted(full));

    assertThat(told())
        .containsExactly(
            "budget.threshold",
            "budget.threshold",
            "budget.exhausted",
            "budget.reset",
            "budget.threshold",
            "budget.exhausted");
  }

  @Test
  void aBudgetWithoutRoomInItsNewWindowIsNotSaidToHaveAny() {
    publish(exhausted(APRIL));
    forwardToApril();
    publish(reset("10", MAY));
    publish(exhausted(MAY));

    assertThat(told()).containsExactly("budget.exhausted", "budget.exhausted");
  }

  @Test
  void aResetInTheTimeBetweenTwoProcessesIsToldByTheSecond() {
    publish(exhausted(APRIL));
    forwardToApril();
    restart();
    notifications.rearm(() -> List.of(desk.monthly("0", MAY)));
    desk.background.turn();
    notifications.rearm(() -> List.of(desk.monthly("0", MAY)));
    desk.background.turn();

    assertThat(told()).containsExactly("budget.exhausted", "budget.reset");
  }

  @Test
  void aBudgetThatIsNoMoreIsForgotten() {
    publish(exhausted(APRIL));
    forwardToApril();
    notifications.rearm(List::of);
    desk.background.turn();

    assertThat(told()).containsExactly("budget.exhausted");
    assertThat(desk.state.text()).doesNotContain("proj_a");
  }

  @Test
  void whatIsOverIsDroppedFromTheState() {
    publish(threshold(50, APRIL));
    publish(threshold(80, APRIL));
    forwardToApril();
    publish(threshold(50, MAY));

    assertThat(desk.state.text()).containsOnlyOnce("proj_a").contains(MAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"told\":1}",
        "{\"told\":[1]}",
        "{\"told\":[{\"what\":\"x\"}]}",
        "{\"told\":[{\"what\":\"x\",\"until\":\"soon\"}]}",
        "{\"told\":[{\"what\":1,\"until\":2}]}"
      })
  void aDamagedStateBeginsAnew(String text) {
    desk.state.put(text);
    assertThatCode(this::restart).doesNotThrowAnyException();

    publish(threshold(80, APRIL));
    publish(threshold(80, APRIL));

    assertThat(told()).hasSize(1);
  }

  @Test
  void aStateThatCannotBeWrittenHoldsInMemory() {
    desk.state.broken = true;
    publish(threshold(80, APRIL));
    publish(threshold(80, APRIL));

    assertThat(told()).hasSize(1);
  }

  @Test
  void aLedgerIsToldToFailOnceAndToWorkAgainOnceAcrossRestarts() {
    publish(new GatewayEvent.LedgerAvailable());
    publish(new GatewayEvent.LedgerUnavailable());
    restart();
    publish(new GatewayEvent.LedgerUnavailable());
    restart();
    publish(new GatewayEvent.LedgerAvailable());
    publish(new GatewayEvent.LedgerAvailable());

    assertThat(told()).containsExactly("ledger.unavailable", "ledger.recovered");
  }

  @Test
  void aModelThatFailsStillIsNotToldOfAgainByTheNextProcess() {
    publish(new GatewayEvent.ModelUnhealthy("gpt", "openai"));
    restart();
    publish(new GatewayEvent.ModelUnhealthy("gpt", "openai"));
    publish(new GatewayEvent.ModelRecovered("gpt", "openai", desk.clock.instant()));
    publish(new GatewayEvent.ModelUnhealthy("gpt", "openai"));

    assertThat(told())
        .containsExactly("provider.unhealthy", "provider.recovered", "provider.unhealthy");
  }
}
