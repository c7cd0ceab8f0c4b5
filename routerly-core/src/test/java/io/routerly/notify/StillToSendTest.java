package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.routerly.event.GatewayEvent;
import io.routerly.testkit.FakeHttp;
import io.routerly.testkit.script.Script;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that is down for a while loses nothing, whatever restarts in the meantime. */
final class StillToSendTest {
  private static final String APRIL = "2026-04-01T00:00:00Z";

  private final Desk desk = new Desk();
  private final FakeHttp receiver = FakeHttp.start();
  private Notifications notifications = desk.started();

  @BeforeEach
  void isDown() {
    desk.channels(Desk.HOOK.formatted(receiver.url("/hook")));
    receiver.byDefault(Script.respond(503, "{}"));
  }

  @AfterEach
  void close() {
    receiver.close();
    desk.close();
  }

  private void cross(int percent) {
    notifications.publish(new GatewayEvent.BudgetThreshold(desk.monthly("8.04", APRIL), percent));
    desk.background.turn();
  }

  /** As after a crash: nothing is said to the old process. */
  private void restart() {
    desk.background.forget();
    notifications = desk.started();
    lookAround();
  }

  private void lookAround() {
    notifications.rearm(List::of);
    desk.background.turn();
  }

  private void comesBack() {
    receiver.byDefault(Script.respond(200, "{}"));
  }

  /** Returns the deliveries that were tried, each as its id and its threshold. */
  private List<String> tried() {
    return receiver.requests().stream()
        .map(
            request ->
                request.header("x-routerly-delivery").orElse("")
                    + " "
                    + request.json().getJsonObject("budget").getInt("threshold"))
        .toList();
  }

  @Test
  void whatWaitedIsSentByTheNextProcessOnce() {
    cross(50);
    cross(80);
    assertThat(tried()).containsExactly("ntf_1 50");
    restart();
    assertThat(tried()).containsExactly("ntf_1 50", "ntf_1 50");
    comesBack();
    restart();
    assertThat(tried()).endsWith("ntf_1 50", "ntf_2 80").hasSize(4);

    restart();
    cross(50);
    cross(80);
    assertThat(tried()).hasSize(4);
    assertThat(desk.state.text()).contains("\"waiting\":[]");
  }

  @Test
  void nothingIsSentTwiceForLookingAround() {
    comesBack();
    cross(50);
    lookAround();
    lookAround();

    assertThat(tried()).hasSize(1);
  }

  @Test
  void aChannelThatIsSetRightSendsWhatWaited() {
    cross(50);
    comesBack();
    desk.channels(Desk.HOOK.formatted(receiver.url("/right")));
    lookAround();

    assertThat(receiver.requests()).hasSize(2);
    assertThat(receiver.requests().get(1).path()).isEqualTo("/right");
  }

  @Test
  void oneThatIsTakenAwayIsSentNothing() {
    cross(50);
    String hook = Desk.HOOK.formatted(receiver.url("/hook"));
    desk.channels(hook.replace("\"hook\"", "\"other\""));
    lookAround();
    desk.channels(hook);
    lookAround();

    assertThat(tried()).hasSize(1);
    assertThat(desk.state.text()).contains("\"waiting\":[]");
  }

  @Test
  void noMoreIsKeptThanTheLatest() {
    for (int i = 0; i < Lane.MOST_WAITING + 3; i++) {
      notifications.publish(
          new GatewayEvent.ModelRecovered("m" + i, "openai", desk.clock.instant()));
      if (i % 500 == 0) {
        desk.background.turn();
      }
    }
    desk.background.turn();
    assertThat(notifications.figures())
        .isEqualTo(new Notifications.Figures(Lane.MOST_WAITING, 0, 3));
    comesBack();
    restart();

    assertThat(notifications.figures())
        .isEqualTo(new Notifications.Figures(0, Lane.MOST_WAITING, 0));
    assertThat(receiver.requests().get(receiver.requests().size() - 1).bodyText())
        .contains("\"m" + (Lane.MOST_WAITING + 2) + "\"");
  }

  @Test
  void whatWaitsHoldsNoSecret() {
    cross(50);

    assertThat(desk.state.text()).contains("ntf_1", "my-app").doesNotContain("canary", "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"waiting\":1}",
        "{\"waiting\":[1]}",
        "{\"waiting\":[{}]}",
        "{\"waiting\":[{\"notice\":{},\"channels\":[]}]}",
        "{\"waiting\":[{\"channels\":[\"hook\"],\"notice\":{\"id\":\"x\",\"event\":\"y\"}}]}"
      })
  void whatIsDamagedBeginsAnew(String text) {
    desk.state.put(text);
    comesBack();
    assertThatCode(this::restart).doesNotThrowAnyException();
    cross(50);

    assertThat(tried()).hasSize(1);
  }
}
