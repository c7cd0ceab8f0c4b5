package io.routerly.notify;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who writes to whom.
 *
 * @param from an e-mail address
 * @param to e-mail addresses, at least one
 */
record Mailbox(String from, List<String> to) {
  Mailbox {
    to = List.copyOf(to);
  }

  /** Reads {@code from} and {@code to}, which is a list or a text with commas in it. */
  static Mailbox of(JsonObject channel) {
    List<String> to =
        channel.get("to") instanceof JsonString text
            ? split(text.getString()).toList()
            : channel.getJsonArray("to").getValuesAs(JsonString::getString);
    return new Mailbox(channel.getString("from"), to);
  }

  /** Returns what stands between the commas. */
  static Stream<String> split(String addresses) {
    return Stream.of(addresses.split(",", -1)).map(String::strip);
  }
}
