package io.routerly.bootstrap;

import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Embedder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that the operator has put into {@code lib} of a home, which run with all rights of the
 * service. They are looked for once, at the start.
 *
 * <p>Jars that others than the owner may write are not loaded. Closing ends the use of their
 * classes.
 */
final class HomeLibraries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HomeLibraries.class);
  private static final String FOLDER = "lib";
  private static final String EMBEDDER = "META-INF/services/" + Embedder.class.getName();
  private static final Set<PosixFilePermission> WRITING =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final URLClassLoader classes;

  private HomeLibraries(URLClassLoader classes) {
    this.classes = classes;
  }

  /** Opens the jars of a home; there may be none. */
  static HomeLibraries open(Path home) {
    URL[] jars = jars(home.resolve(FOLDER)).toArray(URL[]::new);
    return new HomeLibraries(
        new URLClassLoader("routerly-lib", jars, HomeLibraries.class.getClassLoader()));
  }

  /** Returns whether a home has an embedder, without running any of its code. */
  static boolean haveEmbedder(Path home) {
    try (HomeLibraries libraries = open(home)) {
      return libraries.classes.findResource(EMBEDDER) != null;
    }
  }

  /**
   * Returns the embedder, if there is one; it is made when it is needed, on a thread of its own.
   */
  AddedEmbedder embedder() {
    return embedder(HomeLibraries::onOwnThread);
  }

  AddedEmbedder embedder(Executor thread) {
    URL found = classes.findResource(EMBEDDER);
    if (found == null) {
      return AddedEmbedder.none();
    }
    LOG.info("The embedder of {} makes vectors in this process.", jarOf(found));
    return AddedEmbedder.of(
        () -> ServiceLoader.load(Embedder.class, classes).findFirst().orElseThrow(), thread);
  }

  private static String jarOf(URL resource) {
    String path = resource.getPath();
    return path.replaceFirst("!/.*$", "").replaceFirst("^.*/", "");
  }

  private static void onOwnThread(Runnable loading) {
    Thread thread = new Thread(loading, "routerly-embedder");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<URL> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : found) {
        if (isTrusted(folder) && isTrusted(jar)) {
          jars.add(url(jar));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.error("The folder {} cannot be read; what is in it is not loaded.", folder, e);
      return List.of();
    }
    return jars;
  }

  private static boolean isTrusted(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, new LinkOption[0]);
    boolean trusted =
        view == null || Collections.disjoint(view.readAttributes().permissions(), WRITING);
    if (!trusted) {
      LOG.error("Others than its owner may write {}: it is not loaded.", path);
    }
    return trusted;
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  @Override
  public void close() {
    try {
      classes.close();
    } catch (IOException e) {
      LOG.warn("The jars in lib could not be closed.", e);
    }
  }
}
