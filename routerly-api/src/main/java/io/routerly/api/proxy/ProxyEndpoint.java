package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Answer;
import io.routerly.pipeline.Pipeline;
import io.routerly.pipeline.ProxyRequest;
import io.routerly.store.ConfigStore;
import io.routerly.upstream.CancelSignal;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a proxy call from JAX-RS to the pipeline, and its answer back.
 *
 * <p>The work is handed to an executor, so that a stream does not hold a thread of the container;
 * where the server itself has a thread per request, that executor runs it at once.
 */
public final class ProxyEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyEndpoint.class);

  private final Pipeline pipeline;
  private final ConfigStore config;
  private final ProxyErrors errors;
  private final Executor executor;
  private final ClientWatch clientWatch;
  private final Clock clock;

  public ProxyEndpoint(
      Pipeline pipeline,
      ConfigStore config,
      ProxyErrors errors,
      Executor executor,
      ClientWatch clientWatch,
      Clock clock) {
    this.pipeline = pipeline;
    this.config = config;
    this.errors = errors;
    this.executor = executor;
    this.clientWatch = clientWatch;
    this.clock = clock;
  }

  void serve(Route route, ContainerRequestContext request, AsyncResponse answer) {
    Exchange exchange = new Exchange(route, request, answer);
    try {
      executor.execute(exchange::run);
    } catch (RejectedExecutionException e) {
      answer.resume(
          errors.answer(
              "v1" + route.path(),
              new GatewayException(
                  ErrorCode.OVERLOADED, "All threads are busy: try again in a moment.", e)));
    }
  }

  /** One call on its way. */
  private final class Exchange {
    private final Route route;
    private final ContainerRequestContext request;
    private final AsyncResponse response;
    private final CancelSignal cancel = new CancelSignal();

    Exchange(Route route, ContainerRequestContext request, AsyncResponse response) {
      this.route = route;
      this.request = request;
      this.response = response;
    }

    void run() {
      try {
        ProxyRequest call = read();
        ClientWatch.Registration watch = clientWatch.watch(cancel::cancel);
        boolean watching = true;
        try {
          Answer answer = pipeline.serve(call);
          watching = false;
          send(answer, watch);
        } finally {
          if (watching) {
            watch.close();
          }
        }
      } catch (GatewayException e) {
        response.resume(errors.answer("v1" + route.path(), e));
      } catch (RuntimeException e) {
        LOG.error("Call {} failed unexpectedly", CallContext.traceId(request), e);
        response.resume(
            errors.answer(
                "v1" + route.path(),
                new GatewayException(
                    ErrorCode.INTERNAL_ERROR,
                    "Something went wrong inside the gateway; its log tells more.",
                    e)));
      }
    }

    private ProxyRequest read() {
      byte[] body = BodyReader.read(request, config.current().settings().maxRequestBytes());
      String query = request.getUriInfo().getRequestUri().getRawQuery();
      return new ProxyRequest(
          CallContext.traceId(request),
          clock.instant(),
          CallContext.caller(request),
          route.callType(),
          route.format(),
          request.getMethod(),
          route.path(),
          query == null ? "" : query,
          ForwardedHeaders.of(request),
          body,
          Facts.of(route, request, body),
          cancel);
    }

    /** Writes the answer on this thread: resuming returns when its last byte is out. */
    private void send(Answer answer, ClientWatch.Registration watch) {
      Written body = new Written(answer, watch);
      if (answer.contentLength() >= 0) {
        watch.close();
      }
      Response.ResponseBuilder builder = Response.status(answer.status());
      answer.headers().forEach(header -> builder.header(header.name(), header.value()));
      if (answer.contentLength() >= 0) {
        builder.header("Content-Length", answer.contentLength());
      }
      try {
        response.resume(builder.entity((StreamingOutput) body::write).build());
      } finally {
        body.abandonIfUnwritten();
      }
    }
  }

  /** Makes sure that an answer is either written or given up, and the client no longer watched. */
  private static final class Written {
    private final Answer answer;
    private final ClientWatch.Registration watch;
    private boolean begun;

    Written(Answer answer, ClientWatch.Registration watch) {
      this.answer = answer;
      this.watch = watch;
    }

    void write(OutputStream client) throws IOException {
      begun = true;
      try {
        answer.body().writeTo(client);
      } finally {
        watch.close();
      }
    }

    void abandonIfUnwritten() {
      if (!begun) {
        watch.close();
        answer.abandonment().run();
      }
    }
  }
}
