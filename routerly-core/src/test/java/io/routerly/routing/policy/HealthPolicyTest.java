package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Ending;
import io.routerly.health.Ends;
import io.routerly.health.HealthBoard;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthPolicyTest {
  private static final Model A = Models.named("a");

  private final AtomicLong now = new AtomicLong();
  private final HealthBoard board = new HealthBoard(now::get);
  private final RoutingPolicy policy =
      HealthPolicy.factory(board).create(Rated.spec("health", "{}"));

  private void end(int times, Ending ending) {
    for (int i = 0; i < times; i++) {
      board.ended(Ends.of("a", ending, Optional.empty()));
    }
  }

  private Verdict verdict() {
    return policy.rate(Rated.request(1), Rated.candidates(A)).get(0);
  }

  @Test
  void ratesByTheShareOfSuccesses() {
    end(6, Ending.SUCCESS);
    end(2, Ending.FAILURE);

    assertThat(verdict()).isEqualTo(new Verdict.Score(0.8));
  }

  @Test
  void ratesAModelThatWasNeverAskedAsOneThatNeverFailed() {
    end(8, Ending.SUCCESS);

    assertThat(Rated.scores(policy, Rated.request(1), A, Models.named("new")))
        .containsExactly(1.0, 1.0);
  }

  @Test
  void leavesAModelOutAfterEightFailuresInARow() {
    end(7, Ending.FAILURE);
    assertThat(verdict()).isInstanceOf(Verdict.Score.class);

    end(1, Ending.FAILURE);

    assertThat(verdict()).isEqualTo(new Verdict.LastResort("90 % of its recent calls failed"));
  }

  @Test
  void letsItBeTriedOutATenthOfTheHalfLifeAfterItsLastFailure() {
    end(20, Ending.FAILURE);
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(verdict()).isInstanceOf(Verdict.LastResort.class);

    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(verdict()).isEqualTo(new Verdict.Trial(1));
  }

  @Test
  void leavesItOutWhileAnotherCallIsTryingItOut() {
    end(20, Ending.FAILURE);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    board.of("a").beginTrial(now.get(), false);

    assertThat(verdict())
        .isEqualTo(
            new Verdict.LastResort(
                "95 % of its recent calls failed, and another call is trying it out"));
  }

  @Test
  void takesItBackOnceTheAnswerOfATrialHasEnded() {
    end(500, Ending.FAILURE);
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    board.of("a").recovered();
    assertThat(verdict())
        .isEqualTo(
            new Verdict.LastResort(
                "100 % of its recent calls failed, and another call is trying it out"));
    end(1, Ending.SUCCESS);

    assertThat(verdict()).isEqualTo(new Verdict.Score(1));
  }

  @Test
  void takesItBackOnceItHasAnsweredForAHalfLife() {
    end(500, Ending.FAILURE);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    board.of("a").recovered();

    now.addAndGet(Duration.ofMinutes(5).toNanos());

    assertThat(verdict()).isEqualTo(new Verdict.Score(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"RATE_LIMITED", "REQUEST_REFUSED", "NOTHING"})
  void doesNotHoldAgainstAModelWhatIsNotItsFault(Ending ending) {
    end(100, ending);

    assertThat(verdict()).isEqualTo(new Verdict.Score(1));
  }

  @Test
  void takesOtherSettings() {
    RoutingPolicy strict =
        HealthPolicy.factory(board)
            .create(
                Rated.spec(
                    "health",
                    "{\"windowMinutes\":5,\"halfLifeMinutes\":1,\"pseudoCounts\":1,"
                        + "\"circuitBreaker\":0.5}"));
    end(1, Ending.SUCCESS);
    end(2, Ending.FAILURE);

    assertThat(strict.rate(Rated.request(1), Rated.candidates(A)).get(0))
        .isInstanceOf(Verdict.LastResort.class);
    now.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(strict.rate(Rated.request(1), Rated.candidates(A)).get(0))
        .isInstanceOf(Verdict.Trial.class);
  }
}
