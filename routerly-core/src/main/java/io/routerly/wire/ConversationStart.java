package io.routerly.wire;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Knows a conversation again by how it began: the texts of its messages up to the first of the
 * user.
 *
 * <p>Only texts count, since clients move other things, such as cache control, from message to
 * message as the conversation goes on. Reads no further than it must.
 *
 * @param mark hash of the texts, which says nothing of them
 * @param continued whether anything follows, so that this is not its first request
 */
public record ConversationStart(String mark, boolean continued) {
  private static final int MARK_BYTES = 16;

  /** So much of a text tells it from others. */
  private static final int MOST_BYTES = 64 * 1024;

  /** Returns how a valid request body of OpenAI's or Anthropic's formats begins, if it does. */
  public static Optional<ConversationStart> of(byte[] body) {
    try {
      JsonCursor cursor = new JsonCursor(body);
      cursor.enterObject();
      while (cursor.nextField()) {
        boolean messages = cursor.nameIs("messages") || cursor.nameIs("input");
        if (messages && cursor.peek() == '[') {
          return inMessages(body, cursor);
        }
        cursor.skip();
      }
      return Optional.empty();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<ConversationStart> inMessages(byte[] body, JsonCursor cursor) {
    MessageDigest digest = sha256();
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
    digest.update(body, from, Math.min(cursor.offset() - from, MOST_BYTES));
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
