package io.routerly.standalone;

import io.routerly.auth.ProjectTokens;
import io.routerly.auth.TokenSettings;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.domain.Actor;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A home for one demonstration: a model that answers offline, a project and its token.
 *
 * @param path the folder, which {@link #delete} removes
 * @param gateway open on that folder
 * @param token the project's token in clear text
 */
record DemoHome(Path path, Gateway gateway, String token) {
  static final String MODEL = "demo";

  /** Makes the home in the system's folder for temporary files. */
  static DemoHome create() throws IOException {
    return create(Gateway::open);
  }

  /** Makes it with a way of its own to open the gateway. */
  static DemoHome create(Function<GatewayOptions, Gateway> opening) throws IOException {
    Path path = Files.createTempDirectory("routerly-demo-");
    try {
      return furnished(path, opening.apply(GatewayOptions.of(path)));
    } catch (RuntimeException | Error e) {
      deleteAfter(path, e);
      throw e;
    }
  }

  private static DemoHome furnished(Path path, Gateway gateway) {
    try {
      return furnish(path, gateway);
    } catch (RuntimeException | Error e) {
      gateway.close();
      throw e;
    }
  }

  private static DemoHome furnish(Path path, Gateway gateway) {
    ProjectTokens.Created token =
        gateway
            .signIn()
            .newTokens()
            .create(
                new TokenSettings(
                    Optional.of("Demo"), BudgetMode.EXTEND, List.of(), Optional.empty()));
    gateway
        .config()
        .edit(
            Actor.command("demo"),
            state ->
                state.withModels(List.of(model())).withProjects(List.of(project(gateway, token))));
    return new DemoHome(path, gateway, token.clearText());
  }

  /** Removes the folder. */
  void delete() {
    delete(path);
  }

  /** Removes the folder because of a failure, which is the one to be told. */
  void deleteAfter(Throwable failure) {
    deleteAfter(path, failure);
  }

  private static void deleteAfter(Path path, Throwable failure) {
    try {
      delete(path);
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void delete(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + path, e);
    }
  }

  private static Model model() {
    return new Model(
        MODEL,
        "demo",
        Optional.empty(),
        Optional.of(new BigDecimal("0.001")),
        Optional.of(new BigDecimal("0.002")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(128_000),
        List.of("chat"),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static Project project(Gateway gateway, ProjectTokens.Created token) {
    return new Project(
        gateway.ids().project(),
        "Demo",
        "demo",
        Optional.empty(),
        List.of(),
        List.of(MODEL),
        Optional.empty(),
        List.of(token.stored()),
        List.of(),
        List.of(),
        Resilience.DEFAULT);
  }
}
