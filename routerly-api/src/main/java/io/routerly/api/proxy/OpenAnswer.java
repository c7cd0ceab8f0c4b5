package io.routerly.api.proxy;

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
  private boolean begun;

  OpenAnswer(Answer answer, ClientWatch.Registration watch) {
    this.answer = answer;
    this.watch = watch;
  }

  static OpenAnswer keptBy(
      ContainerRequestContext request, Answer answer, ClientWatch.Registration watch) {
    OpenAnswer open = new OpenAnswer(answer, watch);
    request.setProperty(ATTRIBUTE, open);
    return open;
  }

  @Override
  public void write(OutputStream client) throws IOException {
    begun = true;
    try {
      answer.body().writeTo(client);
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
