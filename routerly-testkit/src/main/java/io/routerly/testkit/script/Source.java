package io.routerly.testkit.script;

import io.routerly.testkit.http.Header;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the answer comes from. */
public sealed interface Source {
  /** The fake's usual answer: a greeting that names the request's model. */
  record Usual() implements Source {}

  /** These parts, in the provider's format. */
  record Say(List<Part> parts) implements Source {
    public Say {
      parts = List.copyOf(parts);
    }
  }

  /** Tool calls, unless the conversation ends with a tool's result: then the usual answer. */
  record CallTools(List<Part> calls) implements Source {
    public CallTools {
      calls = List.copyOf(calls);
    }
  }

  /**
   * The bytes of a fixture of the endpoint.
   *
   * @param name without extension, which follows from the request's {@code stream}
   */
  record Recorded(String name) implements Source {}

  /**
   * An error in the provider's own envelope.
   *
   * @param status decides the provider's error type
   * @param sentAs the status line's status, which differs for an error inside a 200
   */
  record Refuse(int status, int sentAs, String message, Optional<Duration> retryAfter)
      implements Source {}

  /** A whole response, as it stands. */
  record Exactly(int status, List<Header> headers, String body) implements Source {
    public Exactly {
      headers = List.copyOf(headers);
    }
  }

  /** Bytes that are no HTTP response. */
  record NotHttp(String bytes) implements Source {}
}
