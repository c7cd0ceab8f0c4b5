package io.routerly.wire.openai;

import static java.util.Locale.ROOT;

import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits;
import io.routerly.wire.JsonText;
import io.routerly.wire.Span;
import java.util.ArrayList;
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

  /** Where that which is filled in comes from. */
  public interface Supply {
    /** Returns the file at an address of the web, as a data URI. */
    String file(String url);

    /** Returns the reasoning that led to the calls of one turn, if it is known. */
    Optional<String> reasoning(List<String> callIds);

    /** Returns the seal on a call, if it is known. */
    Optional<String> seal(String callId);
  }

  /** One call: its id, where its {@code extra_content} stands, and where its object closes. */
  private record Call(String id, Optional<Span> extra, int closesAt) {}

  private ChatTurns(byte[] body, ApiTraits traits, Supply supply) {
    this.cursor = new JsonCursor(body);
    this.edits = new JsonEdits(body);
    this.traits = traits;
    this.supply = supply;
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
        eachObject(this::message);
      } else {
        cursor.skip();
      }
    }
    return edits.applied();
  }

  private void message() {
    List<Call> calls = new ArrayList<>();
    int afterCalls = 0;
    Optional<Span> reasoning = Optional.empty();
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("content")) {
        eachObject(this::part);
      } else if (cursor.nameIs("tool_calls")) {
        eachObject(() -> calls.add(call()));
        afterCalls = cursor.offset();
      } else if (cursor.nameIs("reasoning_content")) {
        reasoning = Optional.of(value());
      } else {
        cursor.skip();
      }
    }
    if (!calls.isEmpty()) {
      fillReasoning(calls, reasoning, afterCalls);
      fillSeals(calls);
    }
  }

  /** Passes the value that stands here, and has each object in it read if it is an array. */
  private void eachObject(Runnable read) {
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

  private Call call() {
    String id = "";
    Optional<Span> extra = Optional.empty();
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("id") && cursor.peek() == '"') {
        id = cursor.readString();
      } else if (cursor.nameIs("extra_content")) {
        extra = Optional.of(value());
      } else {
        cursor.skip();
      }
    }
    return new Call(id, extra, cursor.offset() - 1);
  }

  private Span value() {
    int from = cursor.position();
    cursor.skip();
    return new Span(from, cursor.offset());
  }

  private void fillReasoning(List<Call> calls, Optional<Span> present, int afterCalls) {
    if (traits.has(Quirk.WANTS_REASONING_BACK) && present.filter(this::saysSomething).isEmpty()) {
      supply
          .reasoning(calls.stream().map(Call::id).toList())
          .ifPresent(words -> put("reasoning_content", JsonText.quote(words), present, afterCalls));
    }
  }

  /** What nobody knows a seal for is told to be so, since it would be refused otherwise. */
  private void fillSeals(List<Call> calls) {
    if (!traits.has(Quirk.SEALED_TOOL_CALLS)) {
      return;
    }
    boolean sealed = false;
    for (Call call : calls) {
      if (call.extra().filter(this::saysSomething).isPresent()) {
        sealed = true;
      } else {
        Optional<String> seal = supply.seal(call.id());
        seal.ifPresent(text -> put(call, text));
        sealed |= seal.isPresent();
      }
    }
    if (!sealed) {
      put(calls.get(0), ToolCalls.NO_SEAL);
    }
  }

  private void put(Call call, String seal) {
    put("extra_content", Nodes.text(ToolCalls.extraContent(seal)), call.extra(), call.closesAt());
  }

  /** Puts a field in the place of one that says nothing, or else after the one that ends there. */
  private void put(String name, String value, Optional<Span> present, int otherwiseAt) {
    if (present.isPresent()) {
      edits.replace(present.get(), value);
    } else {
      Span here = new Span(otherwiseAt, otherwiseAt);
      edits.replace(here, "," + JsonText.quote(name) + ":" + value);
    }
  }

  private boolean saysSomething(Span value) {
    String text = edits.textOf(value);
    return !text.equals("null") && !text.equals("\"\"") && !text.equals("{}");
  }
}
