package io.routerly.store.binding;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;

/** Tells everything that is wrong with a JSON document; there is at least one detail. */
public final class BindingException extends GatewayException {
  private static final long serialVersionUID = 1L;

  BindingException(List<Detail> details) {
    super(ErrorCode.INVALID_REQUEST, sentence(details), null, details, null);
  }

  private static String sentence(List<Detail> details) {
    Detail first = details.get(0);
    String place = first.pointer().isEmpty() ? "The document " : first.pointer() + ": ";
    String more = details.size() == 1 ? "" : " (and " + (details.size() - 1) + " more)";
    return place + first.message() + more;
  }
}
