package io.routerly.store.binding;

import io.routerly.error.GatewayException.Detail;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one document, in the order of discovery. */
final class Findings {
  /** More would help nobody, and a hostile body must not make a huge answer. */
  private static final int MOST = 100;

  private final List<Detail> details = new ArrayList<>();

  void add(String pointer, String message) {
    if (details.size() < MOST) {
      details.add(new Detail(pointer, message));
    }
  }

  boolean isEmpty() {
    return details.isEmpty();
  }

  int size() {
    return details.size();
  }

  void throwIfAny() {
    if (!details.isEmpty()) {
      throw new BindingException(details);
    }
  }
}
