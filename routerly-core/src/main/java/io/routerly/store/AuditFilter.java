package io.routerly.store;

import io.routerly.domain.AuditEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit log are wanted; what is absent is not asked.
 *
 * @param actor id or name of who did it
 * @param action such as {@code model.changed}, or its first half, {@code model}
 * @param target which thing
 * @param project slug of the project
 * @param from from this time on
 * @param to before this time
 */
public record AuditFilter(
    Optional<String> actor,
    Optional<String> action,
    Optional<String> target,
    Optional<String> project,
    Optional<Instant> from,
    Optional<Instant> to) {
  /** Keeps all entries. */
  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Returns whether the entry is wanted. */
  public boolean keeps(AuditEntry entry) {
    return actor.map(who -> isBy(entry, who)).orElse(true)
        && action.map(what -> isOf(entry.action(), what)).orElse(true)
        && target.map(entry.target()::equals).orElse(true)
        && project.map(slug -> entry.project().equals(Optional.of(slug))).orElse(true)
        && from.map(start -> !entry.timestamp().isBefore(start)).orElse(true)
        && to.map(end -> entry.timestamp().isBefore(end)).orElse(true);
  }

  private static boolean isBy(AuditEntry entry, String who) {
    return entry.actor().name().equalsIgnoreCase(who)
        || entry.actor().userId().equals(Optional.of(who));
  }

  private static boolean isOf(String action, String wanted) {
    return action.equals(wanted) || action.startsWith(wanted + ".");
  }
}
