package io.routerly.chat;

import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a streamed answer together, event by event. One owner thread. */
public final class AnswerAssembler {
  private final Map<Integer, OpenChoice> choices = new TreeMap<>();
  private String id = "";
  private String model = "";
  private Optional<TokenUsage> usage = Optional.empty();
  private Optional<String> serviceTier = Optional.empty();
  private boolean complete;

  /** Takes the next event. */
  public void add(ChatEvent event) {
    if (event instanceof ChatEvent.Started started) {
      id = started.id();
      model = started.model();
      usage = started.usage();
    } else if (event instanceof ChatEvent.BlockStarted block) {
      choice(block.choice()).blocks.put(block.block(), new OpenBlock(block.opening()));
    } else if (event instanceof ChatEvent.BlockGrew grew) {
      block(grew.choice(), grew.block()).text.append(grew.text());
    } else if (event instanceof ChatEvent.Cited cited) {
      block(cited.choice(), cited.block()).citations.add(cited.citation());
    } else if (event instanceof ChatEvent.Signed signed) {
      block(signed.choice(), signed.block()).signature = Optional.of(signed.signature());
    } else if (event instanceof ChatEvent.TokensRated rated) {
      choice(rated.choice()).logprobs.addAll(rated.tokens());
    } else if (event instanceof ChatEvent.ChoiceEnded ended) {
      choice(ended.choice()).finish = ended.reason();
    } else if (event instanceof ChatEvent.Ended ended) {
      usage = ended.usage().or(() -> usage);
      serviceTier = ended.serviceTier();
      complete = true;
    }
  }

  /** Returns whether the answer has come to its end. */
  public boolean isComplete() {
    return complete;
  }

  /** Returns the answer so far. */
  public ChatAnswer answer() {
    return new ChatAnswer(
        id, model, choices.values().stream().map(OpenChoice::close).toList(), usage, serviceTier);
  }

  private OpenChoice choice(int index) {
    return choices.computeIfAbsent(index, absent -> new OpenChoice());
  }

  private OpenBlock block(int choice, int index) {
    OpenBlock block = choice(choice).blocks.get(index);
    if (block == null) {
      throw new IllegalStateException("Block " + index + " was not started.");
    }
    return block;
  }

  private static final class OpenChoice {
    private final Map<Integer, OpenBlock> blocks = new TreeMap<>();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private FinishReason finish = FinishReason.of(FinishReason.Kind.STOP);

    ChatAnswer.Choice close() {
      return new ChatAnswer.Choice(
          blocks.values().stream().map(OpenBlock::close).toList(), finish, logprobs);
    }
  }

  private static final class OpenBlock {
    private final ContentBlock opening;
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private Optional<Signature> signature = Optional.empty();

    OpenBlock(ContentBlock opening) {
      this.opening = opening;
    }

    ContentBlock close() {
      if (opening instanceof Text words) {
        citations.addAll(0, words.citations());
        return new Text(words.text() + text, citations, words.cache());
      }
      if (opening instanceof Thinking thinking) {
        return new Thinking(thinking.text() + text, signature.or(thinking::signature));
      }
      if (opening instanceof Refusal refusal) {
        return new Refusal(refusal.text() + text);
      }
      return opening instanceof ToolUse call ? close(call) : opening;
    }

    private ToolUse close(ToolUse call) {
      String arguments = call.arguments() + text;
      boolean none = arguments.isEmpty() && call.kind() == Tool.Kind.FUNCTION;
      return new ToolUse(
          call.kind(),
          call.id(),
          call.name(),
          none ? "{}" : arguments,
          signature.or(call::signature),
          call.cache());
    }
  }
}
