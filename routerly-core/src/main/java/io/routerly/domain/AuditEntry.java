package io.routerly.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code data/audit.json}: who did what to which thing, and when. It names what was
 * changed and never tells a value, so that no secret can be in it.
 *
 * @param id {@code aud_…}
 * @param timestamp when it was done
 * @param actor who did it
 * @param action the kind of thing and what became of it, such as {@code model.changed}
 * @param target which thing: an id, a slug or a name
 * @param project slug of the project that the thing is part of
 * @param fields JSON pointers of what is different now, such as {@code /baseUrl}; empty for what
 *     was made or removed as a whole
 * @param outcome what came of it
 */
public record AuditEntry(
    String id,
    Instant timestamp,
    Actor actor,
    String action,
    String target,
    Optional<String> project,
    List<String> fields,
    AuditOutcome outcome) {
  public AuditEntry {
    Checks.notBlank(id, "id");
    Checks.notBlank(action, "action");
    fields = List.copyOf(fields);
  }

  /** Returns this with another outcome, under an id of its own. */
  public AuditEntry with(String newId, AuditOutcome changed) {
    return new AuditEntry(newId, timestamp, actor, action, target, project, fields, changed);
  }
}
