package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/** One piece of a message. */
public sealed interface ContentBlock {
  /** Words. */
  record Text(String text, List<Citation> citations, Optional<CacheControl> cache)
      implements ContentBlock {
    public Text {
      citations = List.copyOf(citations);
    }

    /** Words and nothing else. */
    public Text(String text) {
      this(text, List.of(), Optional.empty());
    }
  }

  /** Words by which a model declines to answer. */
  record Refusal(String text) implements ContentBlock {}

  /**
   * An image.
   *
   * @param detail how closely it is to be looked at, as OpenAI spells it
   */
  record Image(MediaSource source, Optional<String> detail, Optional<CacheControl> cache)
      implements ContentBlock {}

  /**
   * A document, such as a PDF.
   *
   * @param title its title or file name
   * @param context what the model should know of it beside its text
   * @param citable whether the answer should cite it
   */
  record Document(
      MediaSource source,
      Optional<String> title,
      Optional<String> context,
      boolean citable,
      Optional<CacheControl> cache)
      implements ContentBlock {}

  /** A recording of sound. */
  record Audio(MediaSource.Base64 source) implements ContentBlock {}

  /**
   * A model's call of a tool.
   *
   * @param kind the kind of tool
   * @param id ties the result to the call
   * @param arguments a JSON object as text, {@code {}} if there are none; free text for a {@link
   *     Tool.Kind#CUSTOM} tool
   * @param signature the seal that some providers put on the call itself
   */
  record ToolUse(
      Tool.Kind kind,
      String id,
      String name,
      String arguments,
      Optional<Signature> signature,
      Optional<CacheControl> cache)
      implements ContentBlock {
    /** A call of a function, without a seal. */
    public ToolUse(String id, String name, String arguments) {
      this(Tool.Kind.FUNCTION, id, name, arguments, Optional.empty(), Optional.empty());
    }
  }

  /**
   * What a tool answered.
   *
   * @param toolUseId the id of the call
   * @param content text, images or documents
   * @param failed whether the tool reports a failure
   */
  record ToolResult(
      String toolUseId, List<ContentBlock> content, boolean failed, Optional<CacheControl> cache)
      implements ContentBlock {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /**
   * Reasoning that a provider shows, or a summary of it.
   *
   * @param text the reasoning; empty where only its signature is shown
   * @param signature what the provider wants to see again beside it
   */
  record Thinking(String text, Optional<Signature> signature) implements ContentBlock {}

  /** Reasoning that a provider keeps to itself, in a form that only it can read. */
  record RedactedThinking(Signature data) implements ContentBlock {}
}
