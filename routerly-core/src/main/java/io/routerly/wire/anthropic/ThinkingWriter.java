package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Reasoning;
import io.routerly.chat.Reasoning.Mode;
import io.routerly.chat.Role;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides whether and how a model is to think, and writes it.
 *
 * <p>A model that thinks takes no forced choice of a tool, so where a tool is forced it does not
 * think: the client's program waits for the call. Nor does a model with a budget go on thinking in
 * a turn that began without, as a turn does that another provider began.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking">extended
 *     thinking</a>
 */
final class ThinkingWriter {
  private static final long LEAST_BUDGET = 1_024;
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

  private final ApiTraits traits;
  private final Losses losses;
  private Optional<JsonObject> thinking = Optional.empty();
  private Optional<String> effort = Optional.empty();
  private boolean on;

  ThinkingWriter(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /**
   * Decides for a request.
   *
   * @param maxTokens most tokens of the answer, thinking included
   * @param toolForced whether some tool has to be called
   */
  void decide(ChatRequest request, long maxTokens, boolean toolForced) {
    Optional<Reasoning> asked = request.reasoning();
    if (toolForced && traits.has(Quirk.ADAPTIVE_THINKING_ONLY)) {
      keepFromThinking();
    }
    if (asked.isEmpty()) {
      return;
    }
    Reasoning reasoning = asked.get();
    boolean adaptive =
        traits.has(Quirk.ADAPTIVE_THINKING_ONLY)
            || reasoning.mode().map(Mode.ADAPTIVE::equals).orElse(false);
    if (reasoning.isOff()) {
      switchOff();
    } else if (adaptive) {
      adapt(reasoning, toolForced);
    } else if (isWanted(reasoning)) {
      enable(reasoning, maxTokens, toolForced || beganWithoutThinking(request.messages()));
    }
  }

  /** Some models think unless they are told not to. */
  private void keepFromThinking() {
    if (!traits.has(Quirk.ALWAYS_THINKS)) {
      thinking = Optional.of(Blocks.block("disabled").build());
    }
  }

  private void switchOff() {
    if (traits.has(Quirk.ALWAYS_THINKS)) {
      losses.drop(ChatField.REASONING_EFFORT);
    }
    keepFromThinking();
  }

  private static boolean isWanted(Reasoning reasoning) {
    return reasoning.mode().isPresent()
        || reasoning.effort().isPresent()
        || reasoning.budgetTokens().isPresent();
  }

  private void adapt(Reasoning reasoning, boolean toolForced) {
    effort = reasoning.effortLevel().map(level -> level.equals("minimal") ? "low" : level);
    if (effort.isPresent() && !EFFORTS.contains(effort.get())) {
      losses.drop(ChatField.REASONING_EFFORT);
      effort = Optional.empty();
    }
    if (reasoning.budgetTokens().isPresent()) {
      losses.drop(ChatField.REASONING_BUDGET);
    }
    if (!isWanted(reasoning) && reasoning.summary().isEmpty()) {
      return;
    }
    if (toolForced && effort.isEmpty()) {
      losses.drop(ChatField.REASONING_EFFORT);
    }
    if (toolForced) {
      return;
    }
    turnOn(Blocks.block("adaptive"), reasoning);
  }

  private void enable(Reasoning reasoning, long maxTokens, boolean impossible) {
    OptionalLong budget = budget(reasoning, maxTokens);
    if (impossible || budget.isEmpty()) {
      losses.drop(
          reasoning.budgetTokens().isPresent()
              ? ChatField.REASONING_BUDGET
              : ChatField.REASONING_EFFORT);
      return;
    }
    turnOn(Blocks.block("enabled").add("budget_tokens", budget.getAsLong()), reasoning);
  }

  private void turnOn(JsonObjectBuilder config, Reasoning reasoning) {
    on = true;
    reasoning
        .summary()
        .ifPresent(shown -> config.add("display", shown.equals("none") ? "omitted" : "summarized"));
    thinking = Optional.of(config.build());
  }

  /**
   * Returns the budget. The client's maximum holds for thinking and answer together, so a budget
   * that would eat it up is cut to three quarters.
   */
  private OptionalLong budget(Reasoning reasoning, long maxTokens) {
    long wanted = wanted(reasoning);
    if (wanted < 0) {
      return OptionalLong.empty();
    }
    boolean exact = reasoning.budgetTokens().isPresent();
    long most = exact ? maxTokens - 1 : maxTokens - maxTokens / 4;
    long budget = wanted <= most ? wanted : maxTokens - maxTokens / 4;
    if (exact && budget != wanted) {
      losses.drop(ChatField.REASONING_BUDGET);
    }
    return budget < LEAST_BUDGET ? OptionalLong.empty() : OptionalLong.of(budget);
  }

  /** Returns the tokens asked for; those of a medium effort if no figure is, -1 if unknown. */
  private static long wanted(Reasoning reasoning) {
    if (reasoning.effort().isPresent() || reasoning.budgetTokens().isPresent()) {
      return reasoning.budget().orElse(-1);
    }
    return new Reasoning(
            Optional.empty(), Optional.of("medium"), OptionalLong.empty(), Optional.empty())
        .budget()
        .orElse(-1);
  }

  /** Looks at the first answer after the last thing the user said beside results of tools. */
  private static boolean beganWithoutThinking(List<Message> messages) {
    Optional<ContentBlock> first = Optional.empty();
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.role() == Role.ASSISTANT) {
        first = message.content().stream().findFirst();
      } else if (!message.content().stream().allMatch(ToolResult.class::isInstance)) {
        break;
      }
    }
    return first.isPresent() && !isOwnThinking(first.get());
  }

  private static boolean isOwnThinking(ContentBlock block) {
    return block instanceof Thinking thinking
        ? thinking.signature().filter(BlockWriter::isOwn).isPresent()
        : block instanceof RedactedThinking redacted && BlockWriter.isOwn(redacted.data());
  }

  /** Returns whether the model thinks, which limits how it samples. */
  boolean isOn() {
    return on;
  }

  Optional<JsonObject> thinking() {
    return thinking;
  }

  /** Returns {@code output_config.effort}. */
  Optional<String> effort() {
    return effort;
  }
}
