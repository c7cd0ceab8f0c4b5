package io.routerly.store;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Usage records and filters as chance has them; the same seed gives the same ones. */
public final class RandomUsage {
  private static final BigDecimal PRICE = new BigDecimal("0.00015");
  private static final PriceCard PRICES = new PriceCard(PRICE, PRICE, PRICE, PRICE, PRICE);

  private final Random random;
  private final Instant from;
  private final Duration span;
  private int count;

  public RandomUsage(long seed, Instant from, Duration span) {
    this.random = new Random(seed);
    this.from = from;
    this.span = span;
  }

  /** Returns records of a stretch of time, in no order. */
  public List<UsageRecord> records(int wanted) {
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      records.add(record(time()));
    }
    return records;
  }

  /** Returns a moment, a full hour now and then. */
  public Instant time() {
    long millis = (long) (random.nextDouble() * span.toMillis());
    long hour = Duration.ofHours(1).toMillis();
    return from.plusMillis(random.nextInt(8) == 0 ? millis / hour * hour : millis);
  }

  public UsageRecord record(Instant when) {
    CallStatus status = one(CallStatus.values());
    int id = count++;
    return new UsageRecord(
        "use_" + id,
        when,
        any("proj_"),
        "my-app",
        any("tok_"),
        any("model-"),
        any("provider-"),
        "auto",
        1,
        random.nextInt(2),
        status == CallStatus.BUDGET_EXCEEDED ? 1 + random.nextInt(50) : 1,
        one(CallType.values()),
        random.nextBoolean(),
        tokens(),
        random.nextBoolean(),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(cost()),
        random.nextInt(9000),
        Optional.empty(),
        status,
        Optional.empty(),
        "trc_" + id);
  }

  private UsageRecord.Tokens tokens() {
    return random.nextInt(5) == 0
        ? UsageRecord.Tokens.NONE
        : new UsageRecord.Tokens(
            random.nextInt(5000), random.nextInt(900), random.nextInt(9), 0, 0);
  }

  private UsageRecord.Cost cost() {
    return new UsageRecord.Cost(
        Money.ofTokens(random.nextInt(5000), PRICE), Money.ZERO, Money.ZERO, Money.ZERO, PRICES);
  }

  private <T> T one(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private String any(String prefix) {
    return prefix + random.nextInt(3);
  }

  public UsageFilter filter() {
    return new UsageFilter(
        maybe(time()),
        maybe(time()),
        maybe(two(any("proj_"), any("proj_"))),
        maybe(any("model-")),
        maybe(any("tok_")),
        maybe(one(CallStatus.values())));
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static <T> Set<T> two(T one, T other) {
    return one.equals(other) ? Set.of(one) : Set.of(one, other);
  }

  public int upTo(int most) {
    return random.nextInt(most + 1);
  }
}
