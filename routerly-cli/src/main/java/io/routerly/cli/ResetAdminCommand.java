package io.routerly.cli;

import io.routerly.auth.Passwords;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.domain.Actor;
import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.User;
import io.routerly.store.Configuration;
import io.routerly.store.file.FileHome;
import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The way back for people who cannot sign in any more: works on a home that no service uses. */
@Command(
    name = "reset-admin",
    description = "Give an administrator a new password, or make one; the service must be stopped.",
    mixinStandardHelpOptions = true)
final class ResetAdminCommand implements Runnable {
  private static final int PASSWORD_LENGTH = 20;
  private static final String ADMIN = "admin";

  @Mixin private HomeOption home;

  @Option(
      names = "--email",
      required = true,
      paramLabel = "ADDRESS",
      description = "Whose password to set; becomes an administrator if that is nobody yet.")
  private String email = "";

  @Option(names = "--prompt", description = "Ask for the password rather than make a random one.")
  private boolean prompt;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  ResetAdminCommand(Environment environment) {
    this.home = new HomeOption(environment);
  }

  @Override
  public void run() {
    GatewayOptions options = GatewayOptions.of(home.existing());
    String password = prompt ? ask() : Ids.base62(options.random(), PASSWORD_LENGTH);
    try (FileHome opened = FileHome.openWithoutAdministrator(Gateway.homeOptions(options))) {
      String hash = new Passwords(options.random()).hash(password, "password");
      opened
          .config()
          .edit(Actor.command("reset-admin"), state -> withAdministrator(state, hash, options));
    } catch (InvalidFieldException e) {
      throw new CommandFailure("the " + e.field() + " " + e.getMessage() + ".", e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(email + " is an administrator.");
    if (!prompt) {
      out.println("The password, which is shown only now: " + password);
    }
  }

  private Configuration withAdministrator(
      Configuration state, String hash, GatewayOptions options) {
    List<User> users = new ArrayList<>(state.users());
    Optional<User> known =
        users.stream().filter(user -> user.email().equalsIgnoreCase(email)).findFirst();
    known.ifPresent(users::remove);
    users.add(
        new User(
            known.map(User::id).orElseGet(() -> new Ids(options.random()).user()),
            known.map(User::email).orElse(email),
            hash,
            ADMIN,
            known.flatMap(User::createdAt).or(() -> Optional.of(options.clock().instant()))));
    Configuration changed = state.withUsers(users);
    return state.settings().setupCompletedAt().isPresent()
        ? changed
        : changed.withSettings(state.settings().withSetupCompletedAt(options.clock().instant()));
  }

  @SuppressWarnings("SystemConsoleNull") // later Javas always have one, and it reads a pipe
  private static String ask() {
    Console console = System.console();
    if (console == null) {
      throw new CommandFailure("there is no terminal to ask on: leave --prompt away.");
    }
    char[] first = console.readPassword("New password: ");
    char[] second = console.readPassword("Again: ");
    if (first == null || second == null || !new String(first).equals(new String(second))) {
      throw new CommandFailure("the two passwords differ: nothing was changed.");
    }
    return new String(first);
  }
}
