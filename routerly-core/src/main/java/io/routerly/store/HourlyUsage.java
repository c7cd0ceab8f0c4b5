package io.routerly.store;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord;
import java.time.Instant;

/**
 * What records of one kind sum up to within one hour.
 *
 * @param hour its start, a full hour (UTC)
 * @param key what the records have in common
 * @param sum what they sum up to
 */
public record HourlyUsage(Instant hour, Key key, Sum sum) {
  /**
   * What records have in common that are summed up together.
   *
   * @param projectId {@code proj_…}
   * @param tokenId {@code tok_…}
   * @param modelId the model that served; empty on refusals
   * @param provider its provider
   * @param status how they ended
   * @param callType which API was called
   */
  public record Key(
      String projectId,
      String tokenId,
      String modelId,
      String provider,
      CallStatus status,
      CallType callType) {
    /** Returns what a record shares with others. */
    public static Key of(UsageRecord record) {
      return new Key(
          record.projectId(),
          record.tokenId(),
          record.modelId(),
          record.provider(),
          record.status(),
          record.callType());
    }
  }

  /**
   * A sum of records.
   *
   * @param calls clients' calls that were counted
   * @param errors records of what did not succeed, each with its count
   * @param inputTokens all prompt tokens
   * @param outputTokens all completion tokens
   * @param cacheTokens prompt tokens read from a cache
   * @param cost of the priced ones
   * @param unpriced records without a price, though their model served
   */
  public record Sum(
      long calls,
      long errors,
      long inputTokens,
      long outputTokens,
      long cacheTokens,
      Money cost,
      long unpriced) {
    public static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, Money.ZERO, 0);

    /** Returns this and one more record. */
    public Sum plus(UsageRecord record) {
      boolean succeeded = record.status() == CallStatus.SUCCESS;
      boolean unpricedUse = record.unpriced() && record.tokens().total() > 0;
      return new Sum(
          calls + record.calls(),
          errors + (succeeded ? 0 : record.count()),
          inputTokens + record.tokens().input(),
          outputTokens + record.tokens().output(),
          cacheTokens + record.tokens().cacheRead(),
          record.cost().map(priced -> cost.plus(priced.total())).orElse(cost),
          unpriced + (unpricedUse ? 1 : 0));
    }

    /** Returns both together. */
    public Sum plus(Sum other) {
      return new Sum(
          calls + other.calls,
          errors + other.errors,
          inputTokens + other.inputTokens,
          outputTokens + other.outputTokens,
          cacheTokens + other.cacheTokens,
          cost.plus(other.cost),
          unpriced + other.unpriced);
    }
  }
}
