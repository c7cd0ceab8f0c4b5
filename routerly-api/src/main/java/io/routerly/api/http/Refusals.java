package io.routerly.api.http;

import io.routerly.domain.InvalidFieldException;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;
import java.util.function.Supplier;

/** Makes the exceptions that resources refuse requests with. */
public final class Refusals {
  private Refusals() {}

  /** There is no such thing, or none that the caller may see. */
  public static GatewayException notFound(String what) {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no " + what + ".");
  }

  /** It stands in the way of something that is there. */
  public static GatewayException conflict(String message) {
    return new GatewayException(ErrorCode.CONFLICT, message);
  }

  /** The caller may see it, but not do this. */
  public static GatewayException forbidden(String message) {
    return new GatewayException(ErrorCode.FORBIDDEN, message);
  }

  /** A field of the body holds something impossible. */
  public static GatewayException wrongField(String pointer, String message) {
    return GatewayException.withDetails(
        ErrorCode.INVALID_REQUEST,
        (pointer.isEmpty() ? "The body " : pointer + ": ") + message,
        List.of(new GatewayException.Detail(pointer, message)));
  }

  /** Returns what {@code work} does; a field that it finds impossible is told by its pointer. */
  public static <T> T checked(Supplier<T> work) {
    return checked("", work);
  }

  /**
   * Returns what {@code work} does; a field that it finds impossible is told by its pointer.
   *
   * @param pointer where in the body the fields are
   */
  public static <T> T checked(String pointer, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidFieldException e) {
      throw wrongField(pointer + "/" + e.field(), String.valueOf(e.getMessage()));
    }
  }
}
