package io.routerly.api.openapi;

import java.util.List;

/**
 * Why a request was refused.
 *
 * @param error the code, which never changes
 * @param message a sentence for people
 * @param details what is wrong, where more can be said; else empty
 */
record ApiError(String error, String message, List<ErrorDetail> details) {
  /**
   * What is wrong in one place.
   *
   * @param pointer JSON pointer into the body, or {@code ?name} of a query parameter
   * @param message what is wrong there
   */
  record ErrorDetail(String pointer, String message) {}
}
