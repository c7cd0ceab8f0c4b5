package io.routerly.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models for tests: plain ones, and plain ones but for what matters. */
public final class Models {
  private Models() {}

  /** Returns a model of which nothing but its id is told. */
  public static Model named(String id) {
    return of(id, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** Returns a model with prices in US dollars per 1,000 tokens. */
  public static Model priced(String id, String input, String output) {
    return of(
        id,
        Optional.of(new BigDecimal(input)),
        Optional.of(new BigDecimal(output)),
        Optional.empty(),
        List.of());
  }

  /** Returns a model with a context window of that many tokens. */
  public static Model withWindow(String id, int contextWindow) {
    return of(id, Optional.empty(), Optional.empty(), Optional.of(contextWindow), List.of());
  }

  /** Returns a model that can do this. */
  public static Model able(String id, String... capabilities) {
    return of(id, Optional.empty(), Optional.empty(), Optional.empty(), List.of(capabilities));
  }

  /** Returns a model with all of this. */
  public static Model of(
      String id,
      Optional<BigDecimal> inputPrice,
      Optional<BigDecimal> outputPrice,
      Optional<Integer> contextWindow,
      List<String> capabilities) {
    return new Model(
        id,
        "fake",
        Optional.empty(),
        inputPrice,
        outputPrice,
        Optional.empty(),
        Optional.empty(),
        contextWindow,
        capabilities,
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
