package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.event.GatewayEvent;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.HealthBoard;
import io.routerly.store.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final Model MODEL = Models.named("gpt");

  private final SetClock clock = new SetClock();
  private final HealthBoard health =
      new HealthBoard(() -> clock.instant().toEpochMilli() * 1_000_000);
  private final List<GatewayEvent> events = new ArrayList<>();
  private final ModelWatch models =
      new ModelWatch(health, () -> List.of(MODEL), events::add, clock);

  @Test
  void aModelWhoseCircuitOpensIsToldOfOnce() {
    models.look();
    end(Ending.FAILURE, 30);
    models.look();
    models.look();

    assertThat(events).containsExactly(new GatewayEvent.ModelUnhealthy("gpt", MODEL.provider()));
  }

  @Test
  void itHasRecoveredWhenItWasWellForAWhile() {
    end(Ending.FAILURE, 30);
    models.look();
    var since = clock.instant();
    clock.forward(Duration.ofSeconds(30));
    end(Ending.SUCCESS, 1);
    models.look();
    assertThat(events).hasSize(1);
    clock.forward(ModelWatch.WELL_FOR);
    models.look();
    models.look();

    assertThat(events.subList(1, events.size()))
        .containsExactly(new GatewayEvent.ModelRecovered("gpt", MODEL.provider(), since));
  }

  private void end(Ending ending, int times) {
    for (int i = 0; i < times; i++) {
      health.ended(new AttemptEnd(MODEL, "", ending, Records.record("use_1"), Optional.empty()));
    }
  }

  @Test
  void theLedgerIsToldOfWhenItChanges() {
    boolean[] healthy = {true};
    LedgerWatch watch = new LedgerWatch(() -> healthy[0], events::add);
    watch.look();
    watch.look();
    healthy[0] = false;
    watch.look();
    watch.look();
    healthy[0] = true;
    watch.look();

    assertThat(events)
        .containsExactly(
            new GatewayEvent.LedgerAvailable(),
            new GatewayEvent.LedgerUnavailable(),
            new GatewayEvent.LedgerAvailable());
  }
}
