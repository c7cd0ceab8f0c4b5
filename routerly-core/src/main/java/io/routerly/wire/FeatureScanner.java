package io.routerly.wire;

import io.routerly.chat.Feature;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Finds what a request takes of a model while its body is walked, without a tree.
 *
 * <p>The formats differ in where things stand and hardly in how they are named, so one scanner
 * looks at all of those places. What it does not know it passes over. Not thread-safe.
 */
final class FeatureScanner {
  private final JsonCursor cursor;
  private final Set<Feature> found = EnumSet.noneOf(Feature.class);

  /**
   * @param cursor stands in the request's object
   */
  FeatureScanner(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** Returns the features of a whole body; none if it is no JSON object. */
  static Set<Feature> scan(byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    FeatureScanner scanner = new FeatureScanner(cursor);
    try {
      cursor.enterObject();
      while (cursor.nextField()) {
        scanner.readField();
      }
      return scanner.found();
    } catch (JsonSyntaxException e) {
      return Set.of();
    }
  }

  /** Returns what was found so far. */
  Set<Feature> found() {
    return Set.copyOf(found);
  }

  /** Walks over the value of the top-level field that was just met. */
  void readField() {
    switch (cursor.peek()) {
      case '[' -> readArray();
      case '{' -> readObject();
      case '"' -> readText();
      default -> cursor.skip();
    }
  }

  private void readArray() {
    if (cursor.nameIs("messages") || cursor.nameIs("input")) {
      readMessages();
    } else if (cursor.nameIs("system") || cursor.nameIs("instructions")) {
      readParts();
    } else if (cursor.nameIs("tools") || cursor.nameIs("functions")) {
      readTools();
    } else {
      cursor.skip();
    }
  }

  private void readObject() {
    if (cursor.nameIs("response_format") || cursor.nameIs("output_format")) {
      readFormat();
    } else if (cursor.nameIs("text") || cursor.nameIs("output_config")) {
      readFormatWithin();
    } else if (cursor.nameIs("thinking")) {
      find(Feature.THINKING, !textIn("type").equals("disabled"));
    } else if (cursor.nameIs("reasoning")) {
      find(Feature.THINKING, !textIn("effort").equals("none"));
    } else {
      cursor.skip();
    }
  }

  private void readText() {
    if (cursor.nameIs("reasoning_effort")) {
      String effort = cursor.readString();
      find(Feature.THINKING, !effort.isEmpty() && !effort.equals("none"));
    } else {
      cursor.skip();
    }
  }

  private void readMessages() {
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.peek() != '{') {
        cursor.skip();
        continue;
      }
      cursor.enterObject();
      while (cursor.nextField()) {
        if (cursor.peek() == '[' && cursor.nameIs("content")) {
          readParts();
        } else {
          cursor.skip();
        }
      }
    }
  }

  private void readParts() {
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.peek() == '{') {
        readPart();
      } else {
        cursor.skip();
      }
    }
  }

  private void readPart() {
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (first == '"' && cursor.nameIs("type")) {
        readPartType();
      } else if (first == '[' && cursor.nameIs("content")) {
        readParts(); // A tool's result may show images.
      } else {
        cursor.skip();
      }
    }
  }

  private void readPartType() {
    switch (cursor.readString()) {
      case "image", "image_url", "input_image" -> found.add(Feature.IMAGES);
      case "document", "file", "input_file" -> found.add(Feature.DOCUMENTS);
      default -> {}
    }
  }

  private void readTools() {
    cursor.enterArray();
    while (cursor.nextElement()) {
      found.add(Feature.TOOLS);
      cursor.skip();
    }
  }

  private void readFormat() {
    find(Feature.JSON_MODE, textIn("type").startsWith("json"));
  }

  private void readFormatWithin() {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.peek() == '{' && cursor.nameIs("format")) {
        readFormat();
      } else {
        cursor.skip();
      }
    }
  }

  private void find(Feature feature, boolean there) {
    if (there) {
      found.add(feature);
    }
  }

  /** Walks over the object that stands here and returns a text in it, or an empty one. */
  private String textIn(String name) {
    String text = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.peek() == '"' && cursor.nameIs(name)) {
        text = cursor.readString();
      } else {
        cursor.skip();
      }
    }
    return text;
  }
}
