package io.routerly.api.proxy;

import io.routerly.api.http.ConnectionBreak;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.Answer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer that is either written to the client or given up, and meanwhile stands among
 * the properties of its request. One owner thread.
 */
public final class OpenAnswer implements StreamingOutput {
  /** The property's name, which servers offer as an attribute of their own requests too. */
  public static final String ATTRIBUTE = "io.routerly.openAnswer";

  private final Answer answer;
  private final ClientWatch.Registration watch;
  private final Runnable breaking;
  private boolean begun;

  /**
   * @param breaking breaks the connection
   */
  OpenAnswer(Answer answer, ClientWatch.Registration watch, Runnable breaking) {
    this.answer = answer;
    this.watch = watch;
    this.breaking = breaking;
  }

  static OpenAnswer keptBy(
      ContainerRequestContext request, Answer answer, ClientWatch.Registration watch) {
    OpenAnswer open = new OpenAnswer(answer, watch, ConnectionBreak.of(request));
    request.setProperty(ATTRIBUTE, open);
    return open;
  }

  /**
   * Writes the answer. One that cannot be finished breaks the connection, so that nobody takes a
   * part of it for the whole.
   *
   * @throws GatewayException if nothing of it was written, so that an error can take its place
   */
  @Override
  public void write(OutputStream client) throws IOException {
    begun = true;
    try {
      answer.body().writeTo(client);
    } catch (GatewayException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      breaking.run();
      throw e;
    } finally {
      watch.close();
    }
  }

  /**
   * Gives up an answer that was never written, so that the provider is told to stop and the call is
   * accounted. Every server calls this once it has served a request.
   *
   * @param attribute the request's attribute of that name
   */
  public static void giveUpUnwritten(@Nullable Object attribute) {
    if (attribute instanceof OpenAnswer open && !open.begun) {
      open.begun = true;
      open.watch.close();
      open.answer.abandonment().run();
    }
  }
}
