package io.routerly.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Tool;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Estimates how many tokens the model reads of a request.
 *
 * <p>Texts, tools, calls and results are counted; what no counter of texts can know is taken at a
 * flat figure. Reasoning of earlier turns counts nothing, since most models are not shown it.
 * {@code docs/reference/proxy.md} states the rule.
 */
public final class PromptTokens {
  /** What stands before the first word of an answer. */
  static final long PER_ANSWER = 3;

  /** What sets a message, a tool's call or its result apart. */
  static final long PER_MESSAGE = 4;

  /** What sets a tool's definition apart. */
  static final long PER_TOOL = 8;

  /** An image, or a recording, whatever its size. */
  static final long PER_IMAGE = 1_000;

  /** A page of a document, with its picture. */
  static final long PER_PAGE = 2_000;

  /** How large a page of a document is taken to be. */
  static final long BYTES_PER_PAGE = 50_000;

  private final TokenCounter counter;

  private PromptTokens(TokenCounter counter) {
    this.counter = counter;
  }

  /** Returns the estimate, in tokens. */
  public static long of(ChatRequest request, TokenCounter counter) {
    return new PromptTokens(counter).count(request);
  }

  private long count(ChatRequest request) {
    long tokens = PER_ANSWER;
    for (Message message : request.messages()) {
      tokens += PER_MESSAGE + text(message.name()) + count(message.content());
    }
    for (Tool tool : request.toolbox().tools()) {
      tokens += count(tool);
    }
    if (request.output().format().orElse(null) instanceof ResponseFormat.JsonSchema schema) {
      tokens += text(schema.description()) + json(schema.schema());
    }
    return tokens;
  }

  private long count(Tool tool) {
    return PER_TOOL
        + counter.count(tool.name())
        + text(tool.description())
        + tool.parameters().map(this::json).orElse(0L)
        + tool.format().map(this::json).orElse(0L);
  }

  private long count(List<ContentBlock> content) {
    return content.stream().mapToLong(this::count).sum();
  }

  private long count(ContentBlock block) {
    if (block instanceof ContentBlock.Text words) {
      return counter.count(words.text());
    }
    if (block instanceof ContentBlock.Refusal refusal) {
      return counter.count(refusal.text());
    }
    if (block instanceof ContentBlock.ToolUse call) {
      return PER_MESSAGE + counter.count(call.name()) + counter.count(call.arguments());
    }
    if (block instanceof ContentBlock.ToolResult result) {
      return PER_MESSAGE + count(result.content());
    }
    if (block instanceof ContentBlock.Document document) {
      return text(document.title()) + text(document.context()) + pages(document.source());
    }
    boolean seen = block instanceof ContentBlock.Image || block instanceof ContentBlock.Audio;
    return seen ? PER_IMAGE : 0;
  }

  private long pages(MediaSource source) {
    if (source instanceof MediaSource.PlainText plain) {
      return counter.count(plain.text());
    }
    if (source instanceof MediaSource.Base64 file) {
      long bytes = file.data().length() * 3L / 4;
      return PER_PAGE * Math.max(1, (bytes + BYTES_PER_PAGE - 1) / BYTES_PER_PAGE);
    }
    return PER_PAGE;
  }

  private long text(Optional<String> text) {
    return text.map(counter::count).orElse(0L);
  }

  private long json(JsonObject value) {
    return counter.count(new String(JsonTrees.bytes(value), UTF_8));
  }
}
