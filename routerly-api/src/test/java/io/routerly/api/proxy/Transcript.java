package io.routerly.api.proxy;

import java.util.ArrayList;
import java.util.List;

/**
 * What a provider was told, line by line, in no format's words.
 *
 * <p>Ids of calls are replaced by the order in which they first appear, so that two transcripts are
 * equal if the same calls have the same results in the same order.
 */
final class Transcript {
  private final List<String> lines = new ArrayList<>();
  private final List<String> seals = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns what came back of the provider's sealed reasoning, in order. */
  List<String> seals() {
    return List.copyOf(seals);
  }

  void said(String role, String text) {
    lines.add(role + ": " + text);
  }

  void image(String base64) {
    lines.add("image " + base64);
  }

  void thought(String text) {
    lines.add("thinking: " + text);
  }

  void seal(String value) {
    seals.add(value);
  }

  void call(String id, String name, String arguments) {
    ids.add(id);
    lines.add("call " + ids.size() + " " + name + " " + arguments);
  }

  void result(String id, String text) {
    lines.add("result " + (ids.indexOf(id) + 1) + " " + text);
  }
}
