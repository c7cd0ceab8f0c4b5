package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel whose settings change while a message is on its way. */
final class EditedChannelTest {
  private final Desk desk = new Desk();
  private final Outbox outbox = new Outbox(new NotifyState(desk.state));
  private final List<String> sent = new ArrayList<>();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private final Deque<Runnable> whileSending = new ArrayDeque<>();
  private List<JsonObject> configured = settings("x");
  private final Lanes lanes =
      new Lanes(
          () -> configured,
          settings -> notice -> send(settings, notice),
          desk.background,
          outbox,
          desk.clock);

  @AfterEach
  void close() {
    desk.close();
  }

  private static List<JsonObject> settings(String secret) {
    return List.of(Desk.json("{\"name\":\"hook\",\"secret\":\"%s\"}".formatted(secret)));
  }

  private Outcome send(JsonObject settings, Notice notice) {
    sent.add(settings.getString("secret") + " " + notice.id());
    Runnable meanwhile = whileSending.poll();
    if (meanwhile != null) {
      meanwhile.run();
    }
    Outcome next = outcomes.poll();
    return next == null ? new Outcome.Delivered() : next;
  }

  private void edit(String secret) {
    configured = settings(secret);
    lanes.refresh();
  }

  @Test
  void theMessageIsSentOnce() {
    whileSending.add(
        () -> {
          edit("y");
          edit("z");
        });
    lanes.add(desk.notice());
    desk.background.turn();

    assertThat(sent).containsExactly("x ntf_x");
    assertThat(lanes.figures()).isEqualTo(new Notifications.Figures(0, 1, 0));
    assertThat(outbox.waitingFor("hook")).isEmpty();
  }

  @Test
  void ifItWasNotTakenItIsSentByTheNewSettings() {
    outcomes.add(new Outcome.Failed("not now"));
    whileSending.add(() -> edit("y"));
    lanes.add(desk.notice());
    desk.background.turn();

    assertThat(sent).containsExactly("x ntf_x", "y ntf_x");
    assertThat(lanes.figures()).isEqualTo(new Notifications.Figures(0, 1, 0));
  }

  @Test
  void whatWaitsForItsNextTryIsSentByTheNewSettingsAtOnce() {
    outcomes.add(new Outcome.Failed("not now"));
    lanes.add(desk.notice());
    desk.background.turn();
    edit("y");
    desk.background.turn();
    desk.background.turnLater();

    assertThat(sent).containsExactly("x ntf_x", "y ntf_x");
  }
}
