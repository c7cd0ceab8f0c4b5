package io.routerly.testkit.http;

import java.util.List;
import java.util.Optional;

/** A parsed request: its line, headers and decoded body. */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package uncopied
record RequestMessage(String method, String target, List<Header> headers, byte[] body) {
  RequestMessage {
    headers = List.copyOf(headers);
  }

  List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  Optional<String> first(String name) {
    return values(name).stream().findFirst();
  }

  RequestMessage withBody(byte[] bytes) {
    return new RequestMessage(method, target, headers, bytes);
  }

  boolean wantsClose() {
    return values("Connection").stream().anyMatch(value -> value.equalsIgnoreCase("close"));
  }
}
