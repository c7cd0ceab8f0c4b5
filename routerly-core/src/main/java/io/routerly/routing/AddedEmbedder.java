package io.routerly.routing;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.locks.ReentrantLock;
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

  private final ReentrantLock loading = new ReentrantLock();
  private final @Nullable Supplier<Embedder> loader;
  private volatile @Nullable Embedder loaded;
  private volatile boolean failed;

  private AddedEmbedder(@Nullable Supplier<Embedder> loader) {
    this.loader = loader;
  }

  /** Returns that of an installation without one. */
  public static AddedEmbedder none() {
    return new AddedEmbedder(null);
  }

  /**
   * Returns that of an installation with one.
   *
   * @param loader makes it; called once, when it is needed
   */
  public static AddedEmbedder of(Supplier<Embedder> loader) {
    return new AddedEmbedder(loader);
  }

  /** Returns whether there is one, whether or not it can be loaded. */
  public boolean isPresent() {
    return loader != null;
  }

  /** Returns the embedder, or empty if there is none that works; why not is logged once. */
  public Optional<Embedder> get() {
    if (loaded == null && !failed) {
      loading.lock();
      try {
        load();
      } finally {
        loading.unlock();
      }
    }
    return Optional.ofNullable(loaded);
  }

  /** A library that does not fit the machine fails as an error, not as an exception. */
  private void load() {
    if (loaded != null || failed) {
      return;
    }
    if (loader == null) {
      failed = true;
      LOG.warn("A policy semantic-intent abstains: {}.", REMEDY);
      return;
    }
    try {
      loaded = loader.get();
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      failed = true;
      LOG.error("Policies semantic-intent abstain: the embedder cannot be loaded.", e);
    }
  }
}
