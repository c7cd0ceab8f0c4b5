package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.domain.BudgetState;
import io.routerly.event.GatewayEvent;
import io.routerly.notify.Notice.Figure;
import io.routerly.store.Configuration;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts events into words. Thread-safe. */
final class NoticeWriter {
  private final Supplier<Configuration> config;
  private final Supplier<String> link;
  private final Supplier<String> ids;
  private final Clock clock;

  /**
   * @param config knows the names of projects and tokens
   * @param link where people reach the service
   * @param ids makes identifiers of messages
   */
  NoticeWriter(
      Supplier<Configuration> config, Supplier<String> link, Supplier<String> ids, Clock clock) {
    this.config = config;
    this.link = link;
    this.ids = ids;
    this.clock = clock;
  }

  Notice threshold(BudgetState state, int percent) {
    Owner owner = Owner.of(state, config.get());
    String subject =
        "%s has used %d %% of its %s"
            .formatted(owner.name(), percent, BudgetWords.nameOf(state.budget()));
    return budget(
        NoticeKind.BUDGET_THRESHOLD,
        subject,
        "%s: %s.".formatted(subject, BudgetWords.standing(state)),
        state,
        Optional.of(percent));
  }

  Notice exhausted(BudgetState state) {
    String subject =
        ofOwner(state, state.exhausted() ? "has exhausted its" : "has too little left in its");
    String until = BudgetWords.consequence(state) + until(state);
    return budget(
        NoticeKind.BUDGET_EXHAUSTED,
        subject,
        "%s: %s. %s.".formatted(subject, BudgetWords.standing(state), until),
        state,
        Optional.empty());
  }

  private static String until(BudgetState state) {
    return state
        .resetAt()
        .map(at -> " until " + BudgetWords.time(at, state.budget().zone()))
        .orElse("");
  }

  Notice reset(BudgetState state) {
    String subject = ofOwner(state, "has room again in its");
    return budget(
        NoticeKind.BUDGET_RESET,
        subject,
        "%s: %s.".formatted(subject, BudgetWords.standing(state)),
        state,
        Optional.empty());
  }

  private String ofOwner(BudgetState state, String what) {
    Owner owner = Owner.of(state, config.get());
    return owner.name() + " " + what + " " + BudgetWords.nameOf(state.budget());
  }

  private Notice budget(
      NoticeKind kind,
      String subject,
      String sentence,
      BudgetState state,
      Optional<Integer> percent) {
    Owner owner = Owner.of(state, config.get());
    JsonObjectBuilder facts = BudgetWords.facts(state, owner.shortName());
    percent.ifPresent(reached -> facts.add("threshold", reached));
    return notice(
        kind,
        subject,
        sentence,
        BudgetWords.figures(state),
        owner.project(),
        BUILDERS.createObjectBuilder().add("budget", facts).build());
  }

  Notice unhealthy(GatewayEvent.ModelUnhealthy event) {
    String subject = "Model %s (%s) is failing".formatted(event.modelId(), event.provider());
    return model(
        NoticeKind.PROVIDER_UNHEALTHY,
        subject,
        subject
            + ": nearly all of its recent calls failed. Where another model is left, calls go to that"
            + " one; this one is tried out now and then.",
        event.modelId(),
        event.provider(),
        List.of());
  }

  Notice recovered(GatewayEvent.ModelRecovered event) {
    String subject =
        "Model %s (%s) is not failing any more".formatted(event.modelId(), event.provider());
    return model(
        NoticeKind.PROVIDER_RECOVERED,
        subject,
        subject + ": it takes calls as before.",
        event.modelId(),
        event.provider(),
        List.of(new Figure("Failing since", BudgetWords.time(event.since(), ZoneOffset.UTC))));
  }

  private Notice model(
      NoticeKind kind,
      String subject,
      String sentence,
      String modelId,
      String provider,
      List<Figure> figures) {
    JsonObjectBuilder facts =
        BUILDERS.createObjectBuilder().add("id", modelId).add("provider", provider);
    return notice(
        kind,
        subject,
        sentence,
        figures,
        Optional.empty(),
        BUILDERS.createObjectBuilder().add("model", facts).build());
  }

  Notice ledgerUnavailable() {
    return plain(
        NoticeKind.LEDGER_UNAVAILABLE,
        "Usage cannot be recorded",
        "Usage cannot be recorded: see to the disk of the gateway. Until then calls are refused, or"
            + " served with their records in memory, as onLedgerFailure says.");
  }

  Notice ledgerRecovered() {
    return plain(
        NoticeKind.LEDGER_RECOVERED,
        "Usage is recorded again",
        "Usage is recorded again: the ledger can be written.");
  }

  Notice test(String channel) {
    return plain(
        NoticeKind.TEST,
        "Test of the channel " + channel,
        "This is a test: notifications of the channel " + channel + " arrive here.");
  }

  private Notice plain(NoticeKind kind, String subject, String sentence) {
    return notice(
        kind, subject, sentence, List.of(), Optional.empty(), JsonObject.EMPTY_JSON_OBJECT);
  }

  private Notice notice(
      NoticeKind kind,
      String subject,
      String sentence,
      List<Figure> figures,
      Optional<String> project,
      JsonObject facts) {
    Instant now = clock.instant();
    return new Notice(ids.get(), kind, now, subject, sentence, figures, project, link.get(), facts);
  }
}
