package io.routerly.wire.responses;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Reasoning;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.Efforts;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes how hard a model is to think, and whether it is to show it. One request. */
final class ReasoningWriter {
  private final Target target;
  private final Efforts efforts;
  private final Losses losses;
  private final Optional<String> effort;

  /**
   * @param said what the request says of it
   */
  ReasoningWriter(Optional<Reasoning> said, Target target, Losses losses) {
    this.target = target;
    this.efforts = target.traits().efforts().orElse(Efforts.USUAL);
    this.losses = losses;
    this.effort = said.flatMap(reasoning -> efforts.fit(reasoning, losses));
  }

  /** Returns the effort that the model is asked for. */
  Optional<String> effort() {
    return effort;
  }

  void write(Reasoning reasoning, TraitedBody body) {
    JsonObjectBuilder written = Trees.object();
    effort.ifPresent(word -> written.add("effort", word));
    shown(reasoning).ifPresent(word -> written.add("summary", word));
    if (!reasoning.isOff() && reasoning.budgetTokens().isPresent()) {
      losses.drop(ChatField.REASONING_BUDGET);
    }
    JsonObject object = written.build();
    if (!object.isEmpty()) {
      body.put("reasoning", object, ChatField.REASONING_EFFORT);
    }
  }

  /**
   * A model that was told to think shows it in other formats, and here only if it is asked to; one
   * that takes no effort cannot be asked.
   */
  private Optional<String> shown(Reasoning reasoning) {
    Optional<String> asked = reasoning.summary().filter(word -> !word.equals("none"));
    if (efforts.taken().isEmpty()) {
      asked.ifPresent(word -> losses.drop(ChatField.REASONING_SUMMARY));
      return Optional.empty();
    }
    return reasoning.summary().isPresent()
        ? asked
        : reasoning.mode().filter(mode -> !reasoning.isOff()).map(mode -> "auto");
  }

  /** Models that do not reason refuse to be asked for seals. */
  boolean mayComeSealed(ChatRequest request) {
    boolean asked = request.reasoning().filter(said -> !said.isOff()).isPresent();
    return (asked && !efforts.taken().isEmpty())
        || ReasoningModels.include(target.model())
        || request.messages().stream()
            .flatMap(message -> message.content().stream())
            .flatMap(ReasoningWriter::seal)
            .anyMatch(seal -> seal.vendor() == Vendor.OPENAI);
  }

  private static Stream<Signature> seal(ContentBlock block) {
    if (block instanceof ContentBlock.Thinking thinking) {
      return thinking.signature().stream();
    }
    return block instanceof ContentBlock.RedactedThinking secret
        ? Stream.of(secret.data())
        : Stream.empty();
  }
}
