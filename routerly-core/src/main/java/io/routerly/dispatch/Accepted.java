package io.routerly.dispatch;

import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.AnswerWatch;
import java.util.List;

/** What the first provider that accepted the call gave back. */
public sealed interface Accepted {
  /** Returns the attempt that it belongs to. */
  Attempt attempt();

  /** Returns the provider's status, from 200 to 299. */
  int status();

  /** Returns the provider's headers. */
  List<Header> headers();

  /** Returns the watch that saw, or sees, the answer. */
  AnswerWatch watch();

  /** Gives the answer up: what is still to come of it is cancelled. */
  default void giveUp() {}

  /**
   * A whole answer.
   *
   * @param body the provider's bytes; shared, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a copy would cost every answer its size
  record Whole(Attempt attempt, int status, List<Header> headers, AnswerWatch watch, byte[] body)
      implements Accepted {
    @Override
    public String toString() {
      return "Whole[" + status + ", " + body.length + " bytes]";
    }
  }

  /**
   * An answer that has begun; its first event was seen and was no failure.
   *
   * @param stream the events, to be closed by the one who takes it
   */
  record Streaming(
      Attempt attempt, int status, List<Header> headers, AnswerWatch watch, WatchedStream stream)
      implements Accepted {
    @Override
    public void giveUp() {
      stream.close();
    }
  }

  /**
   * An answer of bytes that are not understood, such as sound.
   *
   * @param response the answer, to be closed by the one who takes it
   */
  record Bytes(
      Attempt attempt,
      int status,
      List<Header> headers,
      AnswerWatch watch,
      UpstreamResponse response)
      implements Accepted {
    @Override
    public void giveUp() {
      response.close();
    }
  }
}
