package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Role;
import io.routerly.domain.Settings;
import io.routerly.domain.User;
import io.routerly.error.GatewayException.Detail;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.binding.BindingException;
import io.routerly.store.binding.RecordBinder;
import io.routerly.store.binding.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Turns the text of configuration files into values and back. Thread-safe. */
final class ConfigText {
  private final RecordBinder binder = new RecordBinder();

  /**
   * Made when it is first needed: most starts write nothing, and JSON-B takes its time to start.
   */
  private final AtomicReference<RecordWriter> writer = new AtomicReference<>();

  /** Returns the contents of a new home. */
  Parts defaults() {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    Settings settings = binder.read(nothing, Settings.class);
    return new Parts(settings, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Returns {@code base} with one file's contents taken from its text.
   *
   * @throws BindingException if anything is wrong with the text
   */
  Parts read(ConfigFile file, byte[] text, Parts base) {
    return switch (file) {
      case SETTINGS -> base.withSettings(binder.read(text, Settings.class));
      case MODELS -> base.withModels(binder.readList(text, Model.class));
      case PROJECTS ->
          new Parts(
              base.settings(),
              base.models(),
              binder.readList(text, Project.class),
              base.users(),
              base.roles());
      case USERS ->
          new Parts(
              base.settings(),
              base.models(),
              base.projects(),
              binder.readList(text, User.class),
              base.roles());
      case ROLES ->
          new Parts(
              base.settings(),
              base.models(),
              base.projects(),
              base.users(),
              binder.readList(text, Role.class));
    };
  }

  byte[] write(ConfigFile file, Parts parts) {
    RecordWriter present = writer.get();
    if (present == null) {
      present = new RecordWriter(true);
      writer.set(present);
    }
    return present.write(parts.get(file));
  }

  /** Returns whether a text could be a file's contents, taken by itself. */
  boolean isValid(ConfigFile file, byte[] text) {
    try {
      read(file, text, defaults());
      return true;
    } catch (BindingException e) {
      return false;
    }
  }

  static List<ConfigProblem> problems(ConfigFile file, BindingException failure) {
    return failure.details().stream().map(detail -> problem(file, detail)).toList();
  }

  private static ConfigProblem problem(ConfigFile file, Detail detail) {
    boolean whole = detail.pointer().isEmpty();
    String message =
        detail.message() + (whole ? ": repair the file, or put it back from a backup" : "");
    return new ConfigProblem(file.fileName(), detail.pointer(), message, Severity.ERROR);
  }
}
