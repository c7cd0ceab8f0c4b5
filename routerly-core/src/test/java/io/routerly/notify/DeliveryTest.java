package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
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
  private final List<String> lost = new ArrayList<>();
  private final List<String> delivered = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private Runnable whileSending = () -> {};
  private final Lane lane = new Lane("hook", this::send, background, journal(), desk.clock);

  private Lane.Journal journal() {
    return new Lane.Journal() {
      @Override
      public void delivered(Notice notice) {
        delivered.add(notice.id());
      }

      @Override
      public void lost(Notice notice) {
        lost.add(notice.id());
      }

      @Override
      public void left(Notice notice) {
        left.add(notice.id());
      }

      @Override
      public void rest() {}
    };
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Outcome send(Notice notice) {
    sent.add(notice.id());
    whileSending.run();
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
  void aFailureIsTriedAgainAfterGrowingPauses() {
    outcomes.addAll(Collections.nCopies(6, FAILED));
    lane.add(notice("a"));
    background.turn();
    for (int i = 0; i < 6; i++) {
      background.turnLater();
    }

    assertThat(sent).hasSize(7).containsOnly("a");
    assertThat(background.delays)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));
    assertThat(delivered).containsExactly("a");
    assertThat(lane.size()).isZero();
  }

  @Test
  void pausesBeginAnewOnceTheChannelTookSomething() {
    outcomes.addAll(List.of(FAILED, FAILED, new Outcome.Delivered(), FAILED));
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();
    background.turnLater();
    background.turnLater();

    assertThat(background.delays)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  @Test
  void aMessageOfTheDayBeforeIsGivenUp() {
    outcomes.add(FAILED);
    outcomes.add(FAILED);
    lane.add(notice("a"));
    background.turn();
    desk.clock.forward(Lane.OLDEST);
    background.turnLater();

    assertThat(sent).containsExactly("a", "a");
    assertThat(lost).containsExactly("a");
    assertThat(lane.size()).isZero();
  }

  @Test
  void oneThatFailsAgainAndAgainLetsTheOthersPass() {
    outcomes.addAll(Collections.nCopies(Lane.TRIES_AT_ONCE, FAILED));
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();
    for (int i = 0; i < Lane.TRIES_AT_ONCE; i++) {
      background.turnLater();
    }

    assertThat(sent).containsExactly("a", "a", "a", "b", "a");
    assertThat(delivered).containsExactly("b", "a");
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    outcomes.add(new Outcome.Refused("never"));
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();

    assertThat(sent).containsExactly("a", "b");
    assertThat(lost).containsExactly("a");
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
    assertThat(lost).containsExactly("n0", "n1");
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
  void whatIsOnItsWayWhenTheChannelIsNoMoreIsLeftToOthersIfItFails() {
    outcomes.add(FAILED);
    whileSending = () -> assertThat(lane.close()).map(Notice::id).contains("a");
    lane.add(notice("a"));
    lane.add(notice("b"));
    background.turn();
    background.turnLater();

    assertThat(sent).containsExactly("a");
    assertThat(left).containsExactly("a");
    assertThat(lane.close()).isEmpty();
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
