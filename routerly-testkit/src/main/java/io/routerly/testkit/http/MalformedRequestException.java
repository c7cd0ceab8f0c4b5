package io.routerly.testkit.http;

import java.io.IOException;

/** The bytes of the client are not an HTTP/1.1 request. */
final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
