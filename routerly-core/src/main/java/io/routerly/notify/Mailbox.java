package io.routerly.notify;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

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

  static Mailbox of(JsonObject channel) {
    return new Mailbox(
        channel.getString("from"), channel.getJsonArray("to").getValuesAs(JsonString::getString));
  }
}
