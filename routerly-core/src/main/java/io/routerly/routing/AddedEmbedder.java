package io.routerly.routing;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedder that was added to this installation, if one was. Thread-safe. */
public final class AddedEmbedder {
  /** What has to be done where there is none. */
  public static final String REMEDY =
      "embeddings in this process need routerly-embeddings.jar: copy it into the folder lib of the"
          + " home and restart";

  private static final Logger LOG = LoggerFactory.getLogger(AddedEmbedder.class);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final @Nullable Supplier<Embedder> loader;
  private final Executor thread;
  private volatile @Nullable Embedder loaded;

  private AddedEmbedder(@Nullable Supplier<Embedder> loader, Executor thread) {
    this.loader = loader;
    this.thread = thread;
  }

  /** Returns that of an installation without one. */
  public static AddedEmbedder none() {
    return new AddedEmbedder(null, Runnable::run);
  }

  /**
   * Returns that of an installation with one.
   *
   * @param loader makes it; called once, when it is needed
   * @param thread runs that, which takes its time
   */
  public static AddedEmbedder of(Supplier<Embedder> loader, Executor thread) {
    return new AddedEmbedder(loader, thread);
  }

  /** Returns whether there is one, whether or not it can be loaded. */
  public boolean isPresent() {
    return loader != null;
  }

  /**
   * Returns the embedder, or empty if there is none that works, or it is still being loaded: nobody
   * waits for that. Why there is none is logged once.
   */
  public Optional<Embedder> get() {
    if (loaded == null) {
      prepare();
    }
    return Optional.ofNullable(loaded);
  }

  /** Begins to load it, if that has not begun. */
  public void prepare() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    if (loader == null) {
      LOG.warn("A policy semantic-intent abstains: {}.", REMEDY);
    } else {
      thread.execute(() -> load(loader));
    }
  }

  /** A library that does not fit the machine fails as an error, not as an exception. */
  private void load(Supplier<Embedder> supplier) {
    try {
      loaded = supplier.get();
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      LOG.error("Policies semantic-intent abstain: the embedder cannot be loaded.", e);
    }
  }
}
