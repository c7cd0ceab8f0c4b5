package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.translation.SourceRequest;
import io.routerly.upstream.CancelSignal;
import java.time.Duration;

/**
 * Asks the models of one call, and once in it the next one beside a model that is slow to answer.
 * One owner thread.
 */
final class Hedging implements Asker {
  private final Asking asking;
  private final Legs legs;
  private final Hedges hedges;
  private final Outbound received;
  private final Duration patience;
  private boolean hedged;

  /**
   * @param received the call as the client sent it
   * @param patience how long a model has for itself
   */
  Hedging(Asking asking, Legs legs, Hedges hedges, Outbound received, Duration patience) {
    this.asking = asking;
    this.legs = legs;
    this.hedges = hedges;
    this.received = received;
    this.patience = patience;
  }

  @Override
  public Accepted ask(SoleTrip trip, Model model) {
    if (hedged || !trip.walk().isAnyRanked() || trip.guard().isToBeWaitedFor(model)) {
      return asking.ask(trip, model);
    }
    Race race = new Race(trip, asking, this::hedgeLane, hedge -> hedges.after(patience, hedge));
    try {
      return race.run(model);
    } finally {
      hedged = race.hasHedged();
    }
  }

  /** What is read of the request is read anew: its reader belongs to the call's own thread. */
  private Lane hedgeLane(SharedTrip shared, CancelSignal signal) {
    Outbound copy = received.withCancel(signal);
    SourceRequest source = legs.source(copy);
    return Lane.hedge(shared, legs.continued(copy, source), source);
  }
}
