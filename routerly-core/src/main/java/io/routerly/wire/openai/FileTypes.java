package io.routerly.wire.openai;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What files are by the endings of their names, and the other way round: OpenAI reads a file as
 * what the ending says.
 */
public final class FileTypes {
  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

  /** What a file is of which only its bytes are known: all models that read files read these. */
  private static final String USUAL = "application/pdf";

  private static final String ENDING_OF_TEXT = "txt";

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

  private static final Map<String, String> BY_TYPE =
      Map.ofEntries(
          Map.entry(USUAL, "pdf"),
          Map.entry("text/plain", ENDING_OF_TEXT),
          Map.entry("text/markdown", "md"),
          Map.entry("text/csv", "csv"),
          Map.entry("text/tab-separated-values", "tsv"),
          Map.entry("text/html", "html"),
          Map.entry("text/xml", "xml"),
          Map.entry("application/xml", "xml"),
          Map.entry("application/json", "json"),
          Map.entry("application/rtf", "rtf"),
          Map.entry("text/rtf", "rtf"),
          Map.entry(OFFICE + "wordprocessingml.document", "docx"),
          Map.entry(OFFICE + "spreadsheetml.sheet", "xlsx"),
          Map.entry(OFFICE + "presentationml.presentation", "pptx"));

  private static final Pattern SOME_ENDING = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,9}$");

  private FileTypes() {}

  /**
   * Returns a name for a file, with an ending that fits to what the file is; without one where none
   * is known.
   *
   * @param title what the client calls it, with or without an ending; empty if it has no name
   * @param mediaType what it is; parameters after a semicolon do not count
   */
  public static String name(String title, String mediaType) {
    String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String name = title.isBlank() ? "document" : title;
    String ending = ending(type);
    return ending.isEmpty() || fits(name, type, ending) ? name : name + "." + ending;
  }

  /** The endings of plain texts, of programs among them, are without number. */
  private static boolean fits(String name, String type, String ending) {
    if (ending.equals(ENDING_OF_TEXT)) {
      return SOME_ENDING.matcher(name).find();
    }
    String its = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return its.equals(ending) || type.equals(BY_ENDING.get(its));
  }

  private static String ending(String type) {
    return BY_TYPE.getOrDefault(type, type.startsWith("text/") ? ENDING_OF_TEXT : "");
  }

  /** Returns the media type of a file. */
  public static String of(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
    return BY_ENDING.getOrDefault(ending.toLowerCase(Locale.ROOT), USUAL);
  }
}
