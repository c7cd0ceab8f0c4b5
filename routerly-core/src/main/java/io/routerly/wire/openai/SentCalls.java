package io.routerly.wire.openai;

import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits;
import io.routerly.wire.JsonEdits.Field;
import io.routerly.wire.JsonEdits.Met;
import io.routerly.wire.JsonText;
import io.routerly.wire.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls of tools in one message of a Chat Completions request, and what they lack. */
final class SentCalls {
  /** Where the seal of a call stands. */
  static final String SEAL = "extra_content";

  private final JsonCursor cursor;
  private final JsonEdits edits;
  private final List<Call> calls = new ArrayList<>();
  private Optional<Span> reasoning = Optional.empty();
  private int endsAt;

  /** One call: where its {@code extra_content} stands, and where its object closes. */
  private static final class Call {
    private String id = "";
    private String name = "";
    private String arguments = "";
    private final List<Field> fields = new ArrayList<>();
    private Optional<Span> extra = Optional.empty();
    private int closesAt;

    Called said(UserText said) {
      return new Called(id, name, arguments, said.text());
    }
  }

  /**
   * @param cursor walks over the request
   * @param edits of the same request
   */
  SentCalls(JsonCursor cursor, JsonEdits edits) {
    this.cursor = cursor;
    this.edits = edits;
  }

  /** Passes the call that stands here. */
  void read() {
    Call call = new Call();
    cursor.enterObject();
    while (cursor.nextField()) {
      Met met = Field.met(cursor);
      if (cursor.nameIs("id") && cursor.peek() == '"') {
        call.id = cursor.readString();
      } else if (cursor.nameIs(SEAL)) {
        call.extra = Optional.of(value());
      } else if ((cursor.nameIs("function") || cursor.nameIs("custom")) && cursor.peek() == '{') {
        readTool(call);
      } else {
        cursor.skip();
      }
      call.fields.add(met.passed(cursor));
    }
    call.closesAt = cursor.offset() - 1;
    calls.add(call);
  }

  private void readTool(Call call) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("name") && cursor.peek() == '"') {
        call.name = cursor.readString();
      } else if (cursor.nameIs("arguments") || cursor.nameIs("input")) {
        call.arguments = cursor.peek() == '"' ? cursor.readString() : edits.textOf(value());
      } else {
        cursor.skip();
      }
    }
  }

  /** All calls of the message have been passed. */
  void end() {
    endsAt = cursor.offset();
  }

  /** Passes the reasoning of the message, which stands here. */
  void reasoning() {
    reasoning = Optional.of(value());
  }

  private Span value() {
    int from = cursor.position();
    cursor.skip();
    return new Span(from, cursor.offset());
  }

  /** Returns whether the message calls no tools. */
  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Returns the calls as they were made. */
  List<Called> called(UserText said) {
    return calls.stream().map(call -> call.said(said)).toList();
  }

  /** Takes the seals off some calls, and returns whether there were any. */
  boolean unseal(Predicate<Called> unwanted, UserText said) {
    boolean unsealed = false;
    for (Call call : calls) {
      if (call.extra.isPresent() && unwanted.test(call.said(said))) {
        edits.remove(call.fields, field -> field.name().equals(SEAL));
        unsealed |= isFilled(call.extra.get());
      }
    }
    return unsealed;
  }

  /** Fills in what the message lacks, if it calls tools at all. */
  void fill(ApiTraits traits, ChatTurns.Supply supply, UserText said) {
    if (calls.isEmpty()) {
      return;
    }
    if (traits.has(Quirk.WANTS_REASONING_BACK) && reasoning.filter(this::isFilled).isEmpty()) {
      supply
          .reasoning(called(said))
          .ifPresent(words -> put("reasoning_content", JsonText.quote(words), reasoning, endsAt));
    }
    if (traits.has(Quirk.SEALED_TOOL_CALLS)) {
      seal(supply, said);
    }
  }

  /** What nobody knows a seal for is told to be so, since it would be refused otherwise. */
  private void seal(ChatTurns.Supply supply, UserText said) {
    boolean sealed = false;
    for (Call call : calls) {
      if (call.extra.filter(this::isFilled).isPresent()) {
        sealed = true;
      } else {
        Optional<String> seal = supply.seal(call.said(said));
        seal.ifPresent(text -> put(call, text));
        sealed |= seal.isPresent();
      }
    }
    if (!sealed) {
      put(calls.get(0), ToolCalls.NO_SEAL);
    }
  }

  private void put(Call call, String seal) {
    put(SEAL, Nodes.text(ToolCalls.extraContent(seal)), call.extra, call.closesAt);
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

  private boolean isFilled(Span value) {
    String text = edits.textOf(value);
    return !text.equals("null") && !text.equals("\"\"") && !text.equals("{}");
  }
}
