package io.routerly.wire.openai;

import static java.util.Locale.ROOT;

/** What this format calls the media types of sound. */
final class AudioFormats {
  private static final String AUDIO = "audio/";

  private AudioFormats() {}

  static String mediaType(String format) {
    return format.equals("mp3") ? "audio/mpeg" : AUDIO + format;
  }

  static String format(String mediaType) {
    String type = mediaType.toLowerCase(ROOT);
    return switch (type) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      default -> type.startsWith(AUDIO) ? type.substring(AUDIO.length()) : type;
    };
  }
}
