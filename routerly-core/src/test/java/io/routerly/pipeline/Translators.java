package io.routerly.pipeline;

import io.routerly.bootstrap.BuiltIns;
import io.routerly.translation.MediaFetcher;
import io.routerly.translation.Memories;
import io.routerly.translation.Translator;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;

/** Translators for tests. */
public final class Translators {
  private Translators() {}

  /** Returns one that can fetch nothing. */
  public static Translator withoutMedia() {
    return new Translator(
        BuiltIns.codecs(),
        Memories.create(System::nanoTime),
        new MediaFetcher(new NoNetwork(), () -> AddressRule.PUBLIC_ONLY, System::nanoTime));
  }

  private static final class NoNetwork implements UpstreamClient {
    @Override
    public UpstreamResponse send(UpstreamRequest request, CancelSignal cancel) {
      throw new AssertionError("nothing may be fetched");
    }

    @Override
    public void close() {}
  }
}
