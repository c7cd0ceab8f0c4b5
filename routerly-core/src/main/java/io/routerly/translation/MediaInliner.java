package io.routerly.translation;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Message;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the files that one request names by URL into it. One owner thread. */
final class MediaInliner {
  private static final int BASE64_BYTES = 3;
  private static final int BASE64_CHARACTERS = 4;

  private final MediaFetcher fetcher;
  private final CancelSignal cancel;
  private final Map<String, MediaSource.Base64> fetched = new HashMap<>();
  private final Map<String, GatewayException> failed = new HashMap<>();
  private int bytesLeft;
  private Duration patience;
  private Duration spent = Duration.ZERO;

  MediaInliner(MediaFetcher fetcher, CancelSignal cancel) {
    this.fetcher = fetcher;
    this.cancel = cancel;
    this.bytesLeft = fetcher.limits().bytesPerRequest();
    this.patience = fetcher.limits().total();
  }

  /** Has all files together take no longer than that from now on, the earlier ones included. */
  void waitAtMost(Duration longest) {
    Duration usual = fetcher.limits().total();
    patience = longest.compareTo(usual) < 0 ? longest : usual;
  }

  /**
   * Returns the request with the files in it that have to come in it.
   *
   * @param places tells which ones
   * @throws GatewayException {@code media_unavailable} if a file cannot be had
   */
  ChatRequest inline(ChatRequest request, MediaPlaces places) {
    if (request.messages().stream().noneMatch(message -> isWanted(message.content(), places))) {
      return request;
    }
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (Message message : request.messages()) {
      messages.add(new Message(message.role(), inline(message.content(), places), message.name()));
    }
    return request.withMessages(messages);
  }

  private static boolean isWanted(List<ContentBlock> blocks, MediaPlaces places) {
    return blocks.stream()
        .anyMatch(
            block ->
                block instanceof ToolResult result
                    ? isWanted(result.content(), places)
                    : isWanted(block, places));
  }

  private static boolean isWanted(ContentBlock block, MediaPlaces places) {
    if (block instanceof Image image && image.source() instanceof MediaSource.Url url) {
      return places.takesImage(url.url());
    }
    return block instanceof Document document
        && document.source() instanceof MediaSource.Url url
        && places.takesDocument(url.url());
  }

  private List<ContentBlock> inline(List<ContentBlock> blocks, MediaPlaces places) {
    return blocks.stream().map(block -> inline(block, places)).toList();
  }

  private ContentBlock inline(ContentBlock block, MediaPlaces places) {
    if (block instanceof ToolResult result) {
      return new ToolResult(
          result.toolUseId(), inline(result.content(), places), result.failed(), result.cache());
    }
    return isWanted(block, places) ? inline(block) : block;
  }

  private ContentBlock inline(ContentBlock block) {
    if (block instanceof Image image && image.source() instanceof MediaSource.Url url) {
      return new Image(file(url.url()), image.detail(), image.cache());
    }
    if (block instanceof Document document && document.source() instanceof MediaSource.Url url) {
      return new Document(
          file(url.url()),
          document.title(),
          document.context(),
          document.citable(),
          document.cache());
    }
    return block;
  }

  /**
   * Returns the file at {@code url}, which is fetched once, whether it can be had or not.
   *
   * @throws GatewayException {@code media_unavailable} if it cannot be had
   */
  MediaSource.Base64 file(String url) {
    GatewayException failure = failed.get(url);
    if (failure != null) {
      throw failure;
    }
    MediaSource.Base64 known = fetched.get(url);
    if (known == null) {
      known = fetch(url);
      fetched.put(url, known);
    }
    return known;
  }

  private MediaSource.Base64 fetch(String url) {
    requireWithinLimits(url);
    long start = fetcher.now();
    try {
      MediaSource.Base64 file = fetcher.fetch(url, bytesLeft, patience.minus(spent), cancel);
      bytesLeft -= file.data().length() / BASE64_CHARACTERS * BASE64_BYTES;
      bytesLeft = Math.max(0, bytesLeft);
      return file;
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.MEDIA_UNAVAILABLE) {
        failed.put(url, e);
      }
      throw e;
    } finally {
      spent = spent.plusNanos(Math.max(0, fetcher.now() - start));
    }
  }

  private void requireWithinLimits(String url) {
    int mostFiles = fetcher.limits().files();
    if (fetched.size() == mostFiles) {
      throw MediaFetcher.unavailable(
          url, "the request names more than " + mostFiles + " files by URL");
    }
    if (spent.compareTo(patience) >= 0) {
      throw MediaFetcher.unavailable(
          url,
          "the files of a request may take "
              + patience.toMillis()
              + " ms together, which are over");
    }
  }
}
