package io.routerly.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sentences with what their authors want.
 *
 * @param examples what an intent is made of
 * @param sentences what is to be recognised
 * @param strangers what belongs to no intent
 */
record IntentSet(
    Map<String, List<String>> examples,
    Map<String, List<String>> sentences,
    List<String> strangers) {
  private static final String NONE = "none";

  /** Reads {@code intents.txt}. */
  static IntentSet read() throws IOException {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    String intent = NONE;
    Map<String, List<String>> into = examples;
    for (String line : lines()) {
      if (line.startsWith("[")) {
        intent = line.substring(1, line.length() - 1);
        into = examples;
      } else if (line.equals("---")) {
        into = sentences;
      } else {
        into.computeIfAbsent(intent, fresh -> new ArrayList<>()).add(line);
      }
    }
    List<String> strangers = Objects.requireNonNull(sentences.remove(NONE));
    return new IntentSet(examples, sentences, strangers);
  }

  private static List<String> lines() throws IOException {
    try (InputStream file = IntentSet.class.getResourceAsStream("intents.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(Objects.requireNonNull(file), UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }
}
