package io.routerly.store.audit;

import io.routerly.domain.Actor;
import io.routerly.domain.AuditEntry;
import io.routerly.domain.AuditOutcome;
import io.routerly.domain.Ids;
import io.routerly.error.GatewayException;
import io.routerly.store.AuditFilter;
import io.routerly.store.AuditPage;
import io.routerly.store.AuditStore;
import io.routerly.store.Configuration;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log: changes of the configuration, and what people do that changes no file.
 *
 * <p>A change is told before it is made, so that none is made of which nobody is told. Thread-safe.
 */
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditStore store;
  private final Ids ids;
  private final Clock clock;
  private final ConfigChanges changes = new ConfigChanges();

  public AuditTrail(AuditStore store, Ids ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Tells of a change that is about to be made.
   *
   * @return what to call when it could not be made after all
   * @throws GatewayException {@code store_unavailable} if it cannot be told, so must not be made
   */
  public Runnable before(Actor actor, Configuration present, Configuration wanted) {
    List<AuditEntry> entries = entries(actor, present, wanted);
    if (entries.isEmpty()) {
      return () -> {};
    }
    store.append(entries);
    return () -> tell(entries.stream().map(this::failed).toList());
  }

  /** Tells of a change that others made; where that cannot be written, the service's log has it. */
  public void after(Actor actor, Configuration former, Configuration present) {
    tell(entries(actor, former, present));
  }

  /**
   * Tells of an act that changes no file, such as the end of a session; where that cannot be
   * written, the service's log has it.
   */
  public void act(Actor actor, String action, String target, AuditOutcome outcome) {
    tell(
        List.of(
            entry(
                actor,
                clock.instant(),
                new ConfigChanges.Change(action, target, Optional.empty(), List.of()),
                outcome)));
  }

  /** Returns entries that match, newest first. */
  public AuditPage read(AuditFilter filter, int offset, int limit) {
    return store.read(filter, offset, limit);
  }

  private List<AuditEntry> entries(Actor actor, Configuration former, Configuration wanted) {
    Instant now = clock.instant();
    return changes.between(former, wanted).stream()
        .map(change -> entry(actor, now, change, AuditOutcome.DONE))
        .toList();
  }

  private AuditEntry entry(
      Actor actor, Instant now, ConfigChanges.Change change, AuditOutcome outcome) {
    return new AuditEntry(
        ids.auditEntry(),
        now,
        actor,
        change.action(),
        change.target(),
        change.project(),
        change.fields(),
        outcome);
  }

  private AuditEntry failed(AuditEntry told) {
    return told.with(ids.auditEntry(), AuditOutcome.FAILED);
  }

  private void tell(List<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    try {
      store.append(entries);
    } catch (GatewayException e) {
      LOG.error("the audit log lacks what could not be written: {}", entries, e);
    }
  }
}
