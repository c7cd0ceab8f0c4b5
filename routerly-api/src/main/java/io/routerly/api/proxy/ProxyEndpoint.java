package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Answer;
import io.routerly.pipeline.Pipeline;
import io.routerly.pipeline.ProxyRequest;
import io.routerly.store.ConfigStore;
import io.routerly.upstream.CancelSignal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a proxy call from JAX-RS to the pipeline, and its answer back. The thread that calls is
 * busy with the call to its end; servers see to it that they can spare one.
 */
public final class ProxyEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyEndpoint.class);

  private final Pipeline pipeline;
  private final ConfigStore config;
  private final ProxyErrors errors;
  private final ClientWatch clientWatch;
  private final Clock clock;

  public ProxyEndpoint(
      Pipeline pipeline,
      ConfigStore config,
      ProxyErrors errors,
      ClientWatch clientWatch,
      Clock clock) {
    this.pipeline = pipeline;
    this.config = config;
    this.errors = errors;
    this.clientWatch = clientWatch;
    this.clock = clock;
  }

  Response serve(Route route, ContainerRequestContext request) {
    return new Exchange(route, pipeline::serve, request).run();
  }

  /** Answers how many tokens a request has, which is free. */
  Response count(ContainerRequestContext request) {
    return new Exchange(Route.COUNT_TOKENS, pipeline::count, request).run();
  }

  /** One call on its way. */
  private final class Exchange {
    private final Route route;
    private final Function<ProxyRequest, Answer> way;
    private final ContainerRequestContext request;
    private final CancelSignal cancel = new CancelSignal();

    Exchange(Route route, Function<ProxyRequest, Answer> way, ContainerRequestContext request) {
      this.route = route;
      this.way = way;
      this.request = request;
    }

    Response run() {
      try {
        ProxyRequest call = read();
        ClientWatch.Registration watch = clientWatch.watch(cancel::cancel);
        boolean watching = true;
        try {
          Answer answer = way.apply(call);
          watching = false;
          return send(answer, watch);
        } finally {
          if (watching) {
            watch.close();
          }
        }
      } catch (GatewayException e) {
        return errors.answer("v1" + route.path(), e);
      } catch (RuntimeException e) {
        LOG.error("Call {} failed unexpectedly", CallContext.traceId(request), e);
        return errors.answer(
            "v1" + route.path(),
            new GatewayException(
                ErrorCode.INTERNAL_ERROR,
                "Something went wrong inside the gateway; its log tells more.",
                e));
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
          cancel,
          Strictness.of(request),
          ConversationId.of(request));
    }

    /** Returns what JAX-RS writes after this method's end, on this thread. */
    private Response send(Answer answer, ClientWatch.Registration watch) {
      Response.ResponseBuilder builder = Response.status(answer.status());
      answer.headers().forEach(header -> builder.header(header.name(), header.value()));
      if (answer.contentLength() >= 0) {
        watch.close();
        builder.header("Content-Length", Long.toString(answer.contentLength()));
      }
      return builder.entity(OpenAnswer.keptBy(request, answer, watch)).build();
    }
  }
}
