package io.routerly.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an answer to memory, suspends its request, and hands it to the server's own writer later.
 * Jersey's thread writes it; the thread that sends it comes after.
 */
final class HeldAnswer implements ContainerResponseWriter {
  private static final Logger LOG = LoggerFactory.getLogger(HeldAnswer.class);

  private final ContainerResponseWriter server;
  private final Runnable onHold;
  private final Executor later;
  private final Runnable onEnd;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private @Nullable ContainerResponse response;
  private long length;
  private boolean suspended;

  /**
   * @param server writes to the client
   * @param onHold is told on the request's thread, before another one can end the request
   * @param later sends the answer when it is time
   * @param onEnd is told when nothing is held any more
   */
  HeldAnswer(ContainerResponseWriter server, Runnable onHold, Executor later, Runnable onEnd) {
    this.server = server;
    this.onHold = onHold;
    this.later = later;
    this.onEnd = onEnd;
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long size, ContainerResponse answer) {
    length = size;
    response = answer;
    suspended = server.suspend(0, TimeUnit.SECONDS, stillSuspended -> {});
    return body;
  }

  @Override
  public void commit() {
    if (!suspended) {
      send();
      return;
    }
    onHold.run();
    try {
      later.execute(this::send);
    } catch (RejectedExecutionException e) {
      send(); // the service is stopping
    }
  }

  private void send() {
    try {
      ContainerResponse answer = response;
      if (answer != null) {
        body.writeTo(server.writeResponseStatusAndHeaders(length, answer));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The client left before it was refused", e);
    } finally {
      onEnd.run();
      server.commit();
    }
  }

  @Override
  public boolean suspend(long timeOut, TimeUnit unit, TimeoutHandler handler) {
    return server.suspend(timeOut, unit, handler);
  }

  @Override
  public void setSuspendTimeout(long timeOut, TimeUnit unit) {
    server.setSuspendTimeout(timeOut, unit);
  }

  @Override
  public void failure(Throwable error) {
    try {
      server.failure(error);
    } finally {
      onEnd.run();
    }
  }

  @Override
  public boolean enableResponseBuffering() {
    return server.enableResponseBuffering();
  }
}
