package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Waits until the small body of a request is complete before a thread has to do with it, so that
 * those who send bodies in drops take no thread from others. Strangers may send bodies to sign in,
 * and Java 17 has but {@value RequestLanes#SIGN_INS} threads for that.
 *
 * <p>Calls of models are let through at once: their callers are known before their bodies are read,
 * and those may be large. A body that is larger than {@value #MOST} bytes is let through, too: only
 * people who are signed in may send one. What is not complete in time ends with its connection.
 */
final class WholeBodyFilter extends BaseFilter {
  /** What strangers may send at most. */
  private static final int MOST = 16 * 1024;

  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  /** Marks requests whose bodies are not waited for, or not any more. */
  private static final Attribute<Boolean> LET_THROUGH =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("io.routerly.letThrough");

  /** Marks requests whose bodies are waited for. */
  private static final Attribute<Future<?>> DEADLINE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("io.routerly.bodyDeadline");

  private final ScheduledExecutorService timer;
  private final Duration bodyTimeout;

  /**
   * @param bodyTimeout how long a whole body may take
   */
  WholeBodyFilter(ScheduledExecutorService timer, Duration bodyTimeout) {
    this.timer = timer;
    this.bodyTimeout = bodyTimeout;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    if (!(context.getMessage() instanceof HttpContent content)
        || !(content.getHttpHeader() instanceof HttpRequestPacket request)
        || LET_THROUGH.get(request) != null) {
      return context.getInvokeAction();
    }
    if (isComplete(content, request) || !isWaitedFor(content, request)) {
      letThrough(request);
      return context.getInvokeAction();
    }
    if (DEADLINE.get(request) == null) {
      begin(context, request);
    }
    return context.getStopAction(content);
  }

  private static boolean isComplete(HttpContent content, HttpRequestPacket request) {
    return content.isLast() || HttpContent.isBroken(content) || !request.isExpectContent();
  }

  private static boolean isWaitedFor(HttpContent content, HttpRequestPacket request) {
    DataChunk path = request.getRequestURIRef().getRequestURIBC();
    boolean asked = !request.requiresAcknowledgement() || isOfStrangers(path);
    return asked
        && !path.startsWith("/v1/", 0)
        && !path.startsWith("/projects/", 0)
        && (request.isChunked() || request.getContentLength() > 0)
        && request.getContentLength() <= MOST
        && content.getContent().remaining() <= MOST;
  }

  private static boolean isOfStrangers(DataChunk path) {
    return path.startsWith("/api/auth/", 0) || path.startsWith("/api/setup/", 0);
  }

  private static void letThrough(HttpRequestPacket request) {
    LET_THROUGH.set(request, true);
    Future<?> deadline = DEADLINE.remove(request);
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private void begin(FilterChainContext context, HttpRequestPacket request) {
    Connection<?> connection = context.getConnection();
    DEADLINE.set(
        request,
        timer.schedule(connection::closeSilently, bodyTimeout.toMillis(), TimeUnit.MILLISECONDS));
    if (request.requiresAcknowledgement()) {
      context.write(Buffers.wrap(context.getMemoryManager(), CONTINUE));
    }
  }
}
