package io.routerly.dispatch;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.secret.UsableKey;
import io.routerly.translation.SourceRequest;
import java.time.Duration;
import java.util.Optional;

/** The way of a call that is with one model at a time. One owner thread. */
record SoleTrip(Outbound call, SourceRequest source, AttemptGuard guard, Walk walk)
    implements Trip {
  @Override
  public UsableKey begins(Model model) {
    return guard.begins(model);
  }

  @Override
  public int nextNumber() {
    return walk.nextNumber();
  }

  @Override
  public boolean isHedge() {
    return false;
  }

  @Override
  public Duration timeFor(Model model) {
    return guard.timeFor(model);
  }

  @Override
  public boolean hasAnotherKey(Model model) {
    return guard.hasAnotherKey(model);
  }

  @Override
  public void notAsked(Model model, GatewayException why) {
    guard.notAsked(model, why);
  }

  @Override
  public void accepted(Accepted answer) {
    guard.accepted(answer.attempt().model());
  }

  @Override
  public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    guard.failed(attempt, why, usage);
  }

  @Override
  public GatewayException cancelled(GatewayException seen) {
    return clientGone(seen);
  }

  static GatewayException clientGone(GatewayException seen) {
    return new GatewayException(ErrorCode.CLIENT_GONE, "The client left before the answer.", seen);
  }
}
