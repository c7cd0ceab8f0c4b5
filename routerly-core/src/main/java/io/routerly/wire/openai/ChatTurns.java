package io.routerly.wire.openai;

import static java.util.Locale.ROOT;

import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits;
import io.routerly.wire.JsonText;
import io.routerly.wire.Span;
import java.util.List;
import java.util.Optional;

/**
 * Fills in what the turns of a Chat Completions request lack for one API, and leaves every other
 * byte as the client sent it. One owner thread.
 */
public final class ChatTurns {
  private final JsonCursor cursor;
  private final JsonEdits edits;
  private final ApiTraits traits;
  private final Supply supply;
  private final UserText said;

  /** Where that which is filled in comes from. */
  public interface Supply {
    /** Returns the file at an address of the web, as a data URI. */
    String file(String url);

    /** Returns the reasoning that led to the calls of one turn, if it is known. */
    Optional<String> reasoning(List<Called> calls);

    /** Returns the seal on a call, if it is known. */
    Optional<String> seal(Called call);
  }

  private ChatTurns(byte[] body, ApiTraits traits, Supply supply) {
    this.cursor = new JsonCursor(body);
    this.edits = new JsonEdits(body);
    this.traits = traits;
    this.supply = supply;
    this.said = new UserText(body);
  }

  /** Returns whether an API with these traits may want something filled in. */
  public static boolean concern(ApiTraits traits) {
    return traits.has(Quirk.NO_MEDIA_URLS)
        || traits.has(Quirk.WANTS_REASONING_BACK)
        || traits.has(Quirk.SEALED_TOOL_CALLS);
  }

  /**
   * Returns the body as the API takes it; the same array if nothing has to change.
   *
   * @param body a JSON object that was found to be valid
   */
  public static byte[] filled(byte[] body, ApiTraits traits, Supply supply) {
    return concern(traits) ? new ChatTurns(body, traits, supply).filled() : body;
  }

  private byte[] filled() {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("messages")) {
        eachObject(cursor, this::message);
      } else {
        cursor.skip();
      }
    }
    return edits.applied();
  }

  private void message() {
    SentCalls calls = new SentCalls(cursor, edits);
    boolean user = false;
    Optional<Span> content = Optional.empty();
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("content")) {
        int from = cursor.position();
        eachObject(cursor, this::part);
        content = Optional.of(new Span(from, cursor.offset()));
      } else if (cursor.nameIs("role") && cursor.peek() == '"') {
        user = cursor.readString().equals("user");
      } else if (cursor.nameIs("tool_calls")) {
        eachObject(cursor, calls::read);
        calls.end();
      } else if (cursor.nameIs("reasoning_content")) {
        calls.reasoning();
      } else {
        cursor.skip();
      }
    }
    if (user) {
      said.at(content);
    }
    calls.fill(traits, supply, said);
  }

  /** Passes the value that stands here, and has each object in it read if it is an array. */
  static void eachObject(JsonCursor cursor, Runnable read) {
    if (cursor.peek() != '[') {
      cursor.skip();
      return;
    }
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.peek() == '{') {
        read.run();
      } else {
        cursor.skip();
      }
    }
  }

  private void part() {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (!cursor.nameIs("image_url")) {
        cursor.skip();
      } else if (cursor.peek() == '{') {
        cursor.enterObject();
        while (cursor.nextField()) {
          urlIf(cursor.nameIs("url"));
        }
      } else {
        urlIf(true);
      }
    }
  }

  private void urlIf(boolean wanted) {
    if (!wanted || cursor.peek() != '"' || !traits.has(Quirk.NO_MEDIA_URLS)) {
      cursor.skip();
      return;
    }
    int from = cursor.position();
    String url = cursor.readString();
    if (isOnTheWeb(url)) {
      edits.replace(new Span(from, cursor.offset()), JsonText.quote(supply.file(url)));
    }
  }

  private static boolean isOnTheWeb(String url) {
    String scheme = url.substring(0, Math.min(url.length(), 8)).toLowerCase(ROOT);
    return scheme.startsWith("http://") || scheme.equals("https://");
  }
}
