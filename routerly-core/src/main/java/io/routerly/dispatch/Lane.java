package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.UsableKey;
import io.routerly.translation.SourceRequest;
import java.time.Duration;
import java.util.Optional;

/** One of two attempts that run for the same call. One owner thread. */
final class Lane implements Trip {
  private final SharedTrip shared;
  private final Outbound call;
  private final SourceRequest source;
  private final boolean hedge;
  private final Runnable beginning;

  private Lane(
      SharedTrip shared, Outbound call, SourceRequest source, boolean hedge, Runnable beginning) {
    this.shared = shared;
    this.call = call;
    this.source = source;
    this.hedge = hedge;
    this.beginning = beginning;
  }

  /**
   * Returns the lane of the model whose turn it is.
   *
   * @param beginning is run as each attempt begins
   */
  static Lane own(SharedTrip shared, Outbound call, SourceRequest source, Runnable beginning) {
    return new Lane(shared, call, source, false, beginning);
  }

  /** Returns the lane of the model that is asked beside it. */
  static Lane hedge(SharedTrip shared, Outbound call, SourceRequest source) {
    return new Lane(shared, call, source, true, () -> {});
  }

  /** Ends the attempt that is under way, from any thread. */
  void cancel() {
    call.cancel().cancel();
  }

  @Override
  public Outbound call() {
    return call;
  }

  @Override
  public SourceRequest source() {
    return source;
  }

  @Override
  public UsableKey begins(Model model) {
    UsableKey key = shared.locked(() -> shared.trip().begins(model));
    beginning.run();
    return key;
  }

  @Override
  public int nextNumber() {
    return shared.locked(() -> shared.trip().nextNumber());
  }

  @Override
  public boolean isHedge() {
    return hedge;
  }

  @Override
  public Duration timeFor(Model model) {
    return shared.locked(() -> shared.trip().timeFor(model));
  }

  @Override
  public boolean hasAnotherKey(Model model) {
    return shared.locked(() -> !shared.isDecided() && shared.trip().hasAnotherKey(model));
  }

  @Override
  public void notAsked(Model model, GatewayException why) {
    shared.alone(() -> shared.trip().notAsked(model, why));
  }

  @Override
  public void accepted(Accepted answer) {
    if (!shared.decide(this)) {
      answer.giveUp();
      throw overtaken();
    }
    shared.alone(() -> shared.trip().accepted(answer));
  }

  @Override
  public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    shared.alone(() -> shared.trip().failed(attempt, why, usage));
  }

  @Override
  public GatewayException cancelled(GatewayException seen) {
    return shared.client().isCancelled() ? SoleTrip.clientGone(seen) : overtaken();
  }

  private static GatewayException overtaken() {
    return new GatewayException(ErrorCode.OVERTAKEN, "Another model was faster.");
  }
}
