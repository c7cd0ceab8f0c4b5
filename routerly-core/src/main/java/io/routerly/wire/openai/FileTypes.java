package io.routerly.wire.openai;

import java.util.Locale;
import java.util.Map;

/** Tells what a file is by the ending of its name, where nothing else tells. */
public final class FileTypes {
  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

  /** What a file is of which only its bytes are known: all models that read files read these. */
  private static final String USUAL = "application/pdf";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("txt", "text/plain"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("htm", "text/html"),
          Map.entry("html", "text/html"),
          Map.entry("xml", "text/xml"),
          Map.entry("json", "application/json"),
          Map.entry("rtf", "application/rtf"),
          Map.entry("docx", OFFICE + "wordprocessingml.document"),
          Map.entry("xlsx", OFFICE + "spreadsheetml.sheet"),
          Map.entry("pptx", OFFICE + "presentationml.presentation"));

  private FileTypes() {}

  /** Returns the media type of a file. */
  public static String of(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
    return BY_ENDING.getOrDefault(ending.toLowerCase(Locale.ROOT), USUAL);
  }
}
