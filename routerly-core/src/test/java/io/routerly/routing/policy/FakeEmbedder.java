package io.routerly.routing.policy;

import io.routerly.routing.Embedder;
import io.routerly.routing.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Knows the vectors of some texts, and remembers what it was asked for. */
final class FakeEmbedder implements Embedder {
  private final Map<String, Vector> known;
  final List<String> asked = new ArrayList<>();

  FakeEmbedder(Map<String, Vector> known) {
    this.known = known;
  }

  @Override
  public Vector embed(String text) {
    asked.add(text);
    return known.getOrDefault(text, Vector.of(0, 0, 1));
  }
}
