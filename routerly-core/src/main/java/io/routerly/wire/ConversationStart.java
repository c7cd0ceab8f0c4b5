package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Knows a conversation again by how it began: its instructions, and the texts of its messages up to
 * the first of the user.
 *
 * <p>Only texts count, since clients move other things, such as cache control, from message to
 * message as the conversation goes on. Reads no further than it must.
 *
 * @param mark hash of the texts, which says nothing of them
 * @param continued whether anything follows, so that this is not its first request
 */
public record ConversationStart(String mark, boolean continued) {
  private static final int MARK_BYTES = 16;

  /** Claude Code begins its instructions with a line that differs from call to call. */
  private static final byte[] BILLING_LINE = "\"x-anthropic-billing-header:".getBytes(UTF_8);

  /** So much of a text tells it from others. */
  private static final int MOST_BYTES = 64 * 1024;

  /**
   * Returns how a valid request body of OpenAI's or Anthropic's formats begins, if it does.
   *
   * @param origin where in the body the conversation stands
   */
  public static Optional<ConversationStart> of(byte[] body, Origin origin) {
    return origin.messages().flatMap(messages -> of(body, origin.instructions(), messages));
  }

  private static Optional<ConversationStart> of(
      byte[] body, Optional<Span> instructions, Span messages) {
    try {
      MessageDigest digest = sha256();
      if (instructions.isPresent()) {
        readContent(body, cursorAt(body, instructions.get()), digest);
        digest.update((byte) 3);
      }
      return inMessages(body, cursorAt(body, messages), digest);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static JsonCursor cursorAt(byte[] body, Span span) {
    return new JsonCursor(body, span.from(), span.to());
  }

  private static Optional<ConversationStart> inMessages(
      byte[] body, JsonCursor cursor, MessageDigest digest) {
    boolean userSpoke = false;
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (userSpoke) {
        return Optional.of(new ConversationStart(markOf(digest), true));
      }
      userSpoke = readMessage(body, cursor, digest);
    }
    return userSpoke ? Optional.of(new ConversationStart(markOf(digest), false)) : Optional.empty();
  }

  /** Returns whether it is one of the user. */
  private static boolean readMessage(byte[] body, JsonCursor cursor, MessageDigest digest) {
    boolean user = false;
    if (cursor.peek() != '{') {
      cursor.skip();
      return false;
    }
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("role") && cursor.peek() == '"') {
        user = cursor.readString().equals("user");
      } else if (cursor.nameIs("content")) {
        readContent(body, cursor, digest);
      } else {
        cursor.skip();
      }
    }
    digest.update((byte) (user ? 1 : 2));
    return user;
  }

  private static void readContent(byte[] body, JsonCursor cursor, MessageDigest digest) {
    switch (cursor.peek()) {
      case '"' -> text(body, cursor, digest);
      case '[' -> {
        cursor.enterArray();
        while (cursor.nextElement()) {
          readPart(body, cursor, digest);
        }
      }
      default -> cursor.skip();
    }
  }

  private static void readPart(byte[] body, JsonCursor cursor, MessageDigest digest) {
    if (cursor.peek() != '{') {
      cursor.skip();
      return;
    }
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("text") && cursor.peek() == '"') {
        text(body, cursor, digest);
      } else {
        cursor.skip();
      }
    }
  }

  /** Takes the text as it is written, which clients do not change from turn to turn. */
  private static void text(byte[] body, JsonCursor cursor, MessageDigest digest) {
    int from = cursor.position();
    cursor.skip();
    int to = cursor.offset();
    int said = startsWith(body, from, to, BILLING_LINE) ? afterLine(body, from, to) : from;
    digest.update(body, said, Math.min(to - said, MOST_BYTES));
  }

  private static boolean startsWith(byte[] body, int from, int to, byte[] begin) {
    return to - from >= begin.length
        && Arrays.equals(body, from, from + begin.length, begin, 0, begin.length);
  }

  private static int afterLine(byte[] body, int from, int to) {
    for (int at = from; at + 1 < to; at++) {
      if (body[at] == '\\' && body[at + 1] == 'n') {
        return at + 2;
      }
    }
    return to;
  }

  private static String markOf(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, MARK_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
