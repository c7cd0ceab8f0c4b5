package io.routerly.store.audit;

import io.routerly.domain.Member;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.json.JsonTrees;
import io.routerly.store.Configuration;
import io.routerly.store.binding.RecordWriter;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Tells what differs between two states of the configuration, by names and never by values.
 *
 * <p>Thread-safe. Uses reflection, so it is for changes and not for calls.
 */
final class ConfigChanges {
  /** More fields of one thing than this are not told one by one. */
  private static final int MOST_FIELDS = 100;

  private final RecordWriter writer = new RecordWriter(false);

  /**
   * What became of one thing.
   *
   * @param action such as {@code model.changed}
   * @param target which thing
   * @param project slug of the project that it is, or is part of
   * @param fields JSON pointers of what is different
   */
  record Change(String action, String target, Optional<String> project, List<String> fields) {}

  /** What all things of a kind have in common. */
  private record Kind<T extends Record>(
      String name,
      Function<T, String> id,
      Function<T, String> shown,
      Function<T, Optional<String>> project) {
    Change change(String what, T thing, List<String> fields) {
      return new Change(name + "." + what, shown.apply(thing), project.apply(thing), fields);
    }
  }

  /** Returns what was made, changed and removed, in the order of the files. */
  List<Change> between(Configuration before, Configuration after) {
    List<Change> found = new ArrayList<>();
    List<String> settings = fields(before.settings(), after.settings());
    if (!settings.isEmpty()) {
      found.add(new Change("settings.changed", "settings", Optional.empty(), settings));
    }
    compare(kind("model", Model::id), before.models(), after.models(), found);
    projects(before.projects(), after.projects(), found);
    compare(
        new Kind<>("user", User::id, User::email, user -> Optional.empty()),
        before.users(),
        after.users(),
        found);
    compare(kind("role", Role::name), before.roles(), after.roles(), found);
    return found;
  }

  private static <T extends Record> Kind<T> kind(String name, Function<T, String> id) {
    return new Kind<>(name, id, id, thing -> Optional.empty());
  }

  private void projects(List<Project> before, List<Project> after, List<Change> found) {
    Kind<Project> kind =
        new Kind<>("project", Project::id, Project::slug, project -> Optional.of(project.slug()));
    compare(kind, before, after, found);
    Map<String, Project> former = byId(kind, before);
    for (Project project : after) {
      Optional<Project> then = Optional.ofNullable(former.get(project.id()));
      Optional<String> slug = Optional.of(project.slug());
      compare(
          new Kind<>("token", ProjectToken::id, ProjectToken::id, token -> slug),
          then.map(Project::tokens).orElse(List.of()),
          project.tokens(),
          found);
      compare(
          new Kind<>("member", Member::userId, Member::userId, member -> slug),
          then.map(Project::members).orElse(List.of()),
          project.members(),
          found);
    }
  }

  private <T extends Record> void compare(
      Kind<T> kind, List<T> before, List<T> after, List<Change> found) {
    if (before.equals(after)) {
      return;
    }
    Map<String, T> former = byId(kind, before);
    for (T thing : after) {
      T then = former.remove(kind.id().apply(thing));
      if (then == null) {
        found.add(kind.change("created", thing, List.of()));
      } else if (!then.equals(thing)) {
        List<String> fields = fields(then, thing);
        if (!fields.isEmpty()) {
          found.add(kind.change("changed", thing, fields));
        }
      }
    }
    former.values().forEach(gone -> found.add(kind.change("deleted", gone, List.of())));
  }

  private static <T extends Record> Map<String, T> byId(Kind<T> kind, List<T> things) {
    Map<String, T> byId = new LinkedHashMap<>();
    things.forEach(thing -> byId.put(kind.id().apply(thing), thing));
    return byId;
  }

  private List<String> fields(Record before, Record after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    differences("", json(before), json(after), found);
    boolean project = before instanceof Project;
    List<String> told =
        found.stream().filter(pointer -> !(project && isToldApart(pointer))).toList();
    return told.size() <= MOST_FIELDS ? told : told.subList(0, MOST_FIELDS);
  }

  private static boolean isToldApart(String pointer) {
    return pointer.equals("/tokens") || pointer.equals("/members");
  }

  private JsonObject json(Record value) {
    return JsonTrees.object(writer.write(value));
  }

  /** Lists differ as a whole; what is in an object is told one by one. */
  private static void differences(
      String pointer, JsonObject before, JsonObject after, List<String> found) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      JsonValue former = before.getOrDefault(name, JsonValue.NULL);
      JsonValue present = after.getOrDefault(name, JsonValue.NULL);
      String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (former instanceof JsonObject was && present instanceof JsonObject is) {
        differences(below, was, is, found);
      } else if (!former.equals(present)) {
        found.add(below);
      }
    }
  }
}
