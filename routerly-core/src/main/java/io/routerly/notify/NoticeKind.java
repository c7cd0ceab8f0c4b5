package io.routerly.notify;

import java.util.Arrays;
import java.util.List;

/** What notifications tell of. */
public enum NoticeKind {
  BUDGET_THRESHOLD("budget.threshold"),
  BUDGET_EXHAUSTED("budget.exhausted"),
  BUDGET_RESET("budget.reset"),
  PROVIDER_UNHEALTHY("provider.unhealthy"),
  PROVIDER_RECOVERED("provider.recovered"),
  LEDGER_UNAVAILABLE("ledger.unavailable"),
  LEDGER_RECOVERED("ledger.recovered"),
  /** Someone tries a channel out. */
  TEST("test");

  private final String wireName;

  NoticeKind(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name in configuration and in webhooks. */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns the kind of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static NoticeKind of(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no notification is called so"));
  }

  /** Returns the names that a channel may ask for, in their order. */
  static List<String> names() {
    return Arrays.stream(values()).filter(kind -> kind != TEST).map(NoticeKind::wireName).toList();
  }
}
