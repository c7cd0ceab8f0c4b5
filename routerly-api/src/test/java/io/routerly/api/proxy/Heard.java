package io.routerly.api.proxy;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * An answer as an official SDK understood it, in no API's words.
 *
 * @param end why the answer ended, in the client's API's word
 * @param usage what the client's API says of tokens, whole
 * @param used the same, counted alike for all APIs
 * @param turn what the client adds to the conversation to go on from the answer
 */
record Heard(
    String text,
    String thinking,
    List<Called> calls,
    String end,
    JsonObject usage,
    Used used,
    List<JsonObject> turn) {

  /** A call of a tool. */
  record Called(String id, String name, String arguments) {}

  /** Tokens; {@code cached} ones are a part of the input, {@code reasoning} ones of the output. */
  record Used(int input, int cached, int output, int reasoning) {}

  /** Returns the calls without their ids, which no two answers share. */
  List<String> callsWithoutIds() {
    return calls.stream().map(call -> call.name() + call.arguments()).toList();
  }
}
