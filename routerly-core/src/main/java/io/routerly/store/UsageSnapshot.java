package io.routerly.store;

import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The ledger, archives included, as it was at one moment: records appended since are not in it.
 *
 * <p>An archive that is damaged or missing is passed over, as far as it cannot be read.
 * Thread-safe. Reading does not hinder appending.
 */
public interface UsageSnapshot {
  /**
   * Gives each record whose timestamp lies in a stretch of time to {@code reader}, in no particular
   * order.
   *
   * @param from inclusive
   * @param to exclusive
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  void records(Instant from, Instant to, Consumer<UsageRecord> reader);

  /**
   * Gives each record that is meant to {@code reader}, in the order in which they were appended.
   *
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  void records(UsageFilter filter, Consumer<UsageRecord> reader);

  /**
   * Gives the totals of each full hour in a stretch of time to {@code reader}, in no particular
   * order. Constant work per hour, whatever the number of records.
   *
   * @param from a full hour (UTC), inclusive
   * @param to a full hour (UTC), exclusive
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  void hours(Instant from, Instant to, Consumer<HourlyUsage> reader);

  /**
   * Gives the totals of each day in a stretch of time to {@code reader}, in no particular order; of
   * a day that the stretch cuts, those of the hours that lie in it. A day's sum of a kind may come
   * in several pieces, which add up to it. Far less work than {@link #hours}.
   *
   * @param from a full hour (UTC), inclusive
   * @param to a full hour (UTC), exclusive
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  default void days(Instant from, Instant to, Consumer<DailyUsage> reader) {
    hours(from, to, hour -> reader.accept(DailyUsage.of(hour)));
  }

  /**
   * Gives what each kind of records sums up to in a stretch of time to {@code reader}, in no
   * particular order and in several pieces, which add up to it: far fewer than by the day.
   *
   * @param from a full hour (UTC), inclusive
   * @param to a full hour (UTC), exclusive
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  default void kinds(
      Instant from, Instant to, BiConsumer<HourlyUsage.Key, HourlyUsage.Sum> reader) {
    days(from, to, day -> reader.accept(day.key(), day.sum()));
  }

  /**
   * Gives what the wanted kinds together sum up to on each day, by its start, to {@code reader}, in
   * no particular order and in several pieces, which add up to it.
   *
   * @param from a full hour (UTC), inclusive
   * @param to a full hour (UTC), exclusive
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  default void days(
      Instant from,
      Instant to,
      Predicate<HourlyUsage.Key> wanted,
      BiConsumer<Instant, HourlyUsage.Sum> reader) {
    days(
        from,
        to,
        day -> {
          if (wanted.test(day.key())) {
            reader.accept(day.day(), day.sum());
          }
        });
  }

  /**
   * Returns which archives hold records of that time and are passed over, in whole or in part, as
   * far as that is known when they are asked for their totals, or was found out since.
   *
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if it cannot be read
   */
  default List<ConfigProblem> gaps(UsageFilter filter) {
    return List.of();
  }
}
