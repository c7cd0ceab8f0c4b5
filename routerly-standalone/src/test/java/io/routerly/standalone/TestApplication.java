package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.api.http.ConnectionBreak;
import io.routerly.api.proxy.ClientWatch;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ResourceConfig;

/** An application that answers, streams and waits as the tests tell it to. */
final class TestApplication extends ResourceConfig {
  /** What a test does to a provider that keeps silent. */
  static final class Provider {
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch clientGone = new CountDownLatch(1);
    final Semaphore answers = new Semaphore(0);

    /** Waits for the provider; returns whether it answered rather than that the client left. */
    @SuppressWarnings("try") // the registration only has to be closed
    boolean await(ClientWatch watch) {
      try (ClientWatch.Registration ignored = watch.watch(this::leave)) {
        waiting.countDown();
        return answers.tryAcquire(20, TimeUnit.SECONDS) && clientGone.getCount() > 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void leave() {
      clientGone.countDown();
      answers.release();
    }

    boolean clientLeft() throws InterruptedException {
      return clientGone.await(10, TimeUnit.SECONDS);
    }

    void awaitCall() throws InterruptedException {
      if (!waiting.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody called the provider");
      }
    }
  }

  final Provider provider = new Provider();

  /** Returns this with its resource. */
  TestApplication watching(ClientWatch watch) {
    register(new TestResource(watch, provider));
    register(Gate.class);
    return this;
  }

  /** Refuses what asks to be refused. */
  static final class Gate implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
      if (context.getHeaders().containsKey("x-refuse")) {
        context.abortWith(Response.status(401).entity("no").build());
      }
    }
  }

  /** The resource. */
  @Path("/")
  public static final class TestResource {
    private final ClientWatch watch;
    private final Provider provider;

    TestResource(ClientWatch watch, Provider provider) {
      this.watch = watch;
      this.provider = provider;
    }

    @GET
    @Path("hello")
    public String hello() {
      return "hello";
    }

    @GET
    @Path("models/{id: .+}")
    public String model(@PathParam("id") String id) {
      return id;
    }

    @GET
    @Path("broken")
    public String broken() {
      return String.valueOf(Integer.parseInt("secret detail"));
    }

    @POST
    @Path("echo")
    public String echo(String body) {
      return body;
    }

    @POST
    @Path("quick")
    @SuppressWarnings("try") // the registration only has to be closed
    public String quick(String body) {
      try (ClientWatch.Registration ignored = watch.watch(() -> {})) {
        return body;
      }
    }

    @POST
    @Path("wait")
    public Response await(String body) {
      return provider.await(watch) ? Response.ok("answered " + body).build() : gone();
    }

    @POST
    @Path("async")
    public void resume(@Suspended AsyncResponse response, String body) {
      response.resume(await(body));
    }

    @POST
    @Path("stream")
    public StreamingOutput stream(@QueryParam("waits") int waits, String body) {
      return out -> {
        write(out, "first");
        for (int i = 0; i < waits; i++) {
          if (!provider.await(watch)) {
            throw new IOException("the client left");
          }
          write(out, "more");
        }
        write(out, body);
      };
    }

    @GET
    @Path("half")
    public StreamingOutput half(@Context ContainerRequestContext request) {
      Runnable breaking = ConnectionBreak.of(request);
      return out -> {
        write(out, "half");
        breaking.run();
        throw new IOException("the other half is missing");
      };
    }

    private static void write(java.io.OutputStream out, String text) throws IOException {
      out.write(text.getBytes(UTF_8));
      out.flush();
    }

    private static Response gone() {
      return Response.status(499).build();
    }
  }
}
