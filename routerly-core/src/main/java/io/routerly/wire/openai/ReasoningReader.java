package io.routerly.wire.openai;

import io.routerly.chat.Losses;
import io.routerly.chat.Reasoning;
import io.routerly.chat.Reasoning.Mode;
import io.routerly.wire.FieldReader;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads how a model is to think: OpenAI's {@code reasoning_effort}, OpenRouter's {@code reasoning}
 * and the {@code thinking} of DeepSeek, Z.ai and others.
 */
final class ReasoningReader {
  private final FieldReader fields;
  private final Losses losses;

  ReasoningReader(FieldReader fields, Losses losses) {
    this.fields = fields;
    this.losses = losses;
  }

  /** Returns what is said of it; absent: nothing. */
  Optional<Reasoning> read() {
    Optional<String> effort = fields.string("reasoning_effort");
    Optional<FieldReader> wish = fields.object("reasoning");
    Optional<FieldReader> thinking = fields.object("thinking");
    Reasoning reasoning =
        new Reasoning(
            thinking.flatMap(this::mode).or(() -> wish.flatMap(ReasoningReader::enabled)),
            effort.or(() -> wish.flatMap(it -> it.string("effort"))),
            budget(wish, thinking),
            wish.flatMap(it -> it.string("summary")));
    wish.ifPresent(it -> it.reportUnread(losses));
    thinking.ifPresent(it -> it.reportUnread(losses));
    boolean said =
        reasoning.mode().isPresent()
            || reasoning.effort().isPresent()
            || reasoning.budgetTokens().isPresent()
            || reasoning.summary().isPresent();
    return said ? Optional.of(reasoning) : Optional.empty();
  }

  private Optional<Mode> mode(FieldReader thinking) {
    String type = thinking.string("type").orElse("");
    return switch (type) {
      case "enabled" -> Optional.of(Mode.ENABLED);
      case "adaptive", "auto" -> Optional.of(Mode.ADAPTIVE);
      case "disabled" -> Optional.of(Mode.DISABLED);
      default -> {
        losses.drop("thinking.type");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Mode> enabled(FieldReader wish) {
    return wish.bool("enabled").map(on -> on ? Mode.ENABLED : Mode.DISABLED);
  }

  private static OptionalLong budget(Optional<FieldReader> wish, Optional<FieldReader> thinking) {
    OptionalLong budget =
        thinking.map(it -> it.whole("budget_tokens")).orElse(OptionalLong.empty());
    return budget.isPresent()
        ? budget
        : wish.map(it -> it.whole("max_tokens")).orElse(OptionalLong.empty());
  }
}
