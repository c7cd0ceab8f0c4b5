package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One lane for each channel: order, tries, overflow. */
final class DeliveryTest {
  private static final Outcome FAILED = new Outcome.Failed("not now");

  private final Desk desk = new Desk();
  private final HandCranked background = desk.background;
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private final Lane lane = new Lane("hook", this::send, background);

  @AfterEach
  void close() {
    desk.close();
  }

  private Outcome send(Notice notice) {
    sent.add(notice.id());
    Outcome next = outcomes.poll();
    return next == null ? new Outcome.Delivered() : next;
  }

  private Notice notice(String id) {
    Notice some = desk.notice();
    return new Notice(
        id,
        some.kind(),
        some.at(),
        some.subject(),
        some.sentence(),
        some.figures(),
        some.project(),
        some.link(),
        some.facts());
  }

  @Test
  void nothingIsSentOnTheThreadOfWhoeverAdds() {
    lane.add(notice("a"));
    assertThat(sent).isEmpty();
    background.turn();
    assertThat(sent).containsExactly("a");
  }

  @Test
  void aFailureIsTriedAgainAfterGrowingPausesAndThenGivenUp() {
    outcomes.addAll(List.of(FAILED, FAILED, FAILED));
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();
    assertThat(sent).containsExactly("a");
    background.turnLater();
    background.turnLater();

    assertThat(sent).containsExactly("a", "a", "a", "b");
    assertThat(background.delays).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(60));
    assertThat(lane.size()).isZero();
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    outcomes.add(new Outcome.Refused("never"));
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();

    assertThat(sent).containsExactly("a", "b");
  }

  @Test
  void whatIsTriedLaterGoesThroughAndTheRestFollows() {
    outcomes.add(FAILED);
    lane.add(notice("a"));
    background.turn();
    lane.add(notice("b"));
    background.turn();
    assertThat(sent).containsExactly("a");
    background.turnLater();

    assertThat(sent).containsExactly("a", "a", "b");
  }

  @Test
  void beyondItsRoomTheOldestGiveWay() {
    for (int i = 0; i < Lane.MOST_WAITING + 2; i++) {
      lane.add(notice("n" + i));
    }
    assertThat(lane.size()).isEqualTo(Lane.MOST_WAITING);
    background.turn();

    assertThat(sent).hasSize(Lane.MOST_WAITING).startsWith("n2").endsWith("n1001");
  }

  @Test
  void aMessageThatGaveWayOnItsWayTakesNoOtherWithIt() {
    outcomes.add(FAILED);
    lane.add(notice("a"));
    background.turn();
    for (int i = 0; i < Lane.MOST_WAITING; i++) {
      lane.add(notice("n" + i));
    }
    background.turnLater();

    assertThat(sent).hasSize(Lane.MOST_WAITING + 1).startsWith("a", "n0").endsWith("n999");
  }

  @Test
  void aChannelThatIsNoMoreSendsNothing() {
    lane.add(notice("a"));
    lane.close();
    background.turn();
    lane.add(notice("b"));
    background.turn();

    assertThat(sent).isEmpty();
  }
}
