package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be said, how the formats on the one side spell it, and what the other side has
 * to get.
 *
 * <p>A file of cases has a paragraph for each, which begins with {@code == title}. {@code chat:
 * JSON} is a spelling, whose fields take the place of those of {@link Format#request} or {@link
 * Format#answer}; {@code all:} is one of all formats. {@code > gemini: ...} is an {@link
 * Expectation}, and {@code > gemini from chat: ...} one that goes before it. {@code let NAME = ...}
 * makes {@code $NAME} stand for a text.
 *
 * @param title what it is
 * @param spellings by format; a format that has no word for it lacks one
 * @param expectations by {@code format} and {@code format from format}
 */
record Feature(
    String title, Map<Format, JsonObject> spellings, Map<String, Expectation> expectations) {

  /** Returns the features in some files, in their order. */
  static List<Feature> load(String folder, String... files) {
    return Stream.of(files).flatMap(file -> parse(read(folder + "/" + file)).stream()).toList();
  }

  /** Returns the formats of the sending side that have a word for it. */
  Stream<Format> senders() {
    return spellings.keySet().stream();
  }

  /** Returns what {@code receiver} has to get of it from {@code sender}. */
  Expectation expectation(Format sender, Format receiver) {
    return Optional.ofNullable(expectations.get(receiver.key() + " from " + sender.key()))
        .or(() -> Optional.ofNullable(expectations.get(receiver.key())))
        .orElseThrow(() -> new IllegalStateException(title + " says nothing of " + receiver.key()));
  }

  JsonObject spelling(Format format) {
    return Optional.ofNullable(spellings.get(format)).orElseThrow();
  }

  private static String read(String name) {
    try (InputStream in = Feature.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("There is no " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Feature> parse(String text) {
    Map<String, String> names = new LinkedHashMap<>();
    List<Feature> features = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      if (line.startsWith("let ")) {
        String[] parts = line.substring(4).split(" = ", 2);
        names.put("$" + parts[0], resolve(parts[1], names));
      } else if (line.startsWith("== ")) {
        features.add(
            new Feature(line.substring(3), new EnumMap<>(Format.class), new LinkedHashMap<>()));
      } else {
        features.get(features.size() - 1).add(resolve(line, names));
      }
    }
    return features;
  }

  private static String resolve(String line, Map<String, String> names) {
    String resolved = line;
    for (Map.Entry<String, String> name : names.entrySet()) {
      resolved = resolved.replace(name.getKey(), name.getValue());
    }
    return resolved;
  }

  private void add(String line) {
    String[] parts = line.split(": ", 2);
    if (parts[0].startsWith("> ")) {
      expectations.put(parts[0].substring(2), Expectation.parse(parts[1]));
    } else if (parts[0].equals("all")) {
      Format.CLIENTS.forEach(format -> spellings.put(format, Json.object(parts[1])));
    } else {
      spellings.put(Format.of(parts[0]), Json.object(parts[1]));
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
