package io.routerly.api.openapi;

import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Finds the resources that are described. */
final class ResourceClasses {
  private static final String SUFFIX = ".class";

  private ResourceClasses() {}

  /** Returns the resources below {@code /api}, in the order of their names. */
  static List<Class<?>> in(java.nio.file.Path classes) {
    try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(file -> named(classes.relativize(file).toString()))
          .filter(ResourceClasses::isOfTheApi)
          .sorted((a, b) -> a.getName().compareTo(b.getName()))
          .<Class<?>>map(type -> type)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfTheApi(Class<?> type) {
    Path path = type.getAnnotation(Path.class);
    return path != null && Operation.pathOf(type).matches("/api(/.*)?");
  }

  private static Class<?> named(String file) {
    String name =
        file.substring(0, file.length() - SUFFIX.length()).replace('/', '.').replace('\\', '.');
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is not on the class path", e);
    }
  }
}
