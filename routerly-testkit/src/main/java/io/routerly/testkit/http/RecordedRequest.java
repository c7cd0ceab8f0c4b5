package io.routerly.testkit.http;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One request as it came over the wire, and how its exchange ended.
 *
 * <p>The request never changes; its outcome does, once. Thread-safe.
 */
public final class RecordedRequest {
  private final RequestMessage message;
  private final long order;
  private final int connection;
  private final Instant arrivedAt;
  private final Exchange exchange;

  RecordedRequest(
      RequestMessage message, long order, int connection, Instant arrivedAt, Exchange exchange) {
    this.message = message;
    this.order = order;
    this.connection = connection;
    this.arrivedAt = arrivedAt;
    this.exchange = exchange;
  }

  /** Returns the method, such as {@code POST}. */
  public String method() {
    return message.method();
  }

  /** Returns the request target as sent, query included. */
  public String target() {
    return message.target();
  }

  /** Returns the target without its query. */
  public String path() {
    int query = target().indexOf('?');
    return query < 0 ? target() : target().substring(0, query);
  }

  /** Returns the query without its question mark, or an empty string. */
  public String query() {
    int query = target().indexOf('?');
    return query < 0 ? "" : target().substring(query + 1);
  }

  /** Returns all headers in order and in their original case. */
  public List<Header> headers() {
    return message.headers();
  }

  /** Returns the values of all headers of that name, whatever their case. */
  public List<String> headerValues(String name) {
    return message.values(name);
  }

  /** Returns the value of the first header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return message.first(name);
  }

  /** Returns the body's bytes, after transfer decoding and nothing else. */
  public byte[] body() {
    return message.body().clone();
  }

  /** Returns the body read as UTF-8. */
  public String bodyText() {
    return new String(message.body(), StandardCharsets.UTF_8);
  }

  /**
   * Returns the body as a JSON object.
   *
   * @throws jakarta.json.JsonException if it is none
   */
  public JsonObject json() {
    return JsonBodies.object(new ByteArrayInputStream(message.body()));
  }

  /** Returns the place in the order of arrival at this server, from 1. */
  public long order() {
    return order;
  }

  /** Returns the number of the connection it came on, from 1; equal numbers mean reuse. */
  public int connection() {
    return connection;
  }

  /** Returns when the request was complete at the server. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  /** Returns how the exchange ended, or that it has not. */
  public Outcome outcome() {
    return exchange.outcome();
  }

  /** Returns when the client closed the connection before its answer was complete, if it did. */
  public Optional<Instant> clientClosedAt() {
    return outcome() == Outcome.CLIENT_CLOSED ? exchange.endedAt() : Optional.empty();
  }

  /**
   * Waits for the end of the exchange.
   *
   * @throws AssertionError if it has not ended after {@code patience}
   */
  public Outcome awaitEnd(Duration patience) {
    Outcome outcome = exchange.await(patience);
    if (outcome == Outcome.IN_PROGRESS) {
      throw new AssertionError("After " + patience + " there is no end to " + this);
    }
    return outcome;
  }

  /**
   * Waits until the client closes the connection without having its whole answer.
   *
   * @throws AssertionError if it has not done so after {@code patience}, or the exchange ended in
   *     another way
   */
  public Instant awaitClientClosed(Duration patience) {
    Outcome outcome = exchange.await(patience);
    return clientClosedAt()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The client did not close within " + patience + " but was " + outcome));
  }

  @Override
  public String toString() {
    return "request " + order + " on connection " + connection + ": " + method() + " " + target();
  }
}
