import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes Chat Completions requests of set sizes.
 *
 * <p>Usage: {@code java GrowingRequest FOLDER "SIZE..."}, sizes in KB of 1,024 bytes. For each it
 * writes {@code turns-SIZE.json}, a conversation of messages of about 1 KB; {@code text-SIZE.json},
 * one long message; and {@code image-SIZE.json}, one image in base64. The model is named {@code
 * @MODEL@}.
 */
public final class GrowingRequest {
  private static final String HEAD = "{\"model\":\"@MODEL@\",\"max_tokens\":512,\"messages\":[";
  private static final String WORDS =
      "The feed pump runs at 78 degrees, \\\"four per cent\\\" above its current.\\n";
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private GrowingRequest() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String size : args[1].trim().split(" +")) {
      int bytes = Integer.parseInt(size) * 1024;
      write(folder.resolve("turns-" + size + ".json"), turns(bytes));
      write(
          folder.resolve("text-" + size + ".json"), HEAD + message("user", words(bytes)) + "]}");
      write(folder.resolve("image-" + size + ".json"), image(bytes));
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String turns(int bytes) {
    StringBuilder text = new StringBuilder(bytes + 2048).append(HEAD);
    String said = words(980);
    boolean user = true;
    while (text.length() < bytes - 1024) {
      text.append(message(user ? "user" : "assistant", said)).append(',');
      user = !user;
    }
    return text.append(message("user", "Which one?")).append("]}").toString();
  }

  private static String image(int bytes) {
    Random random = new Random(1);
    StringBuilder data = new StringBuilder(bytes);
    while (data.length() < bytes - 256) {
      data.append(DIGITS.charAt(random.nextInt(64)));
    }
    data.setLength(data.length() / 4 * 4);
    return HEAD
        + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is this?\"},"
        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
        + data
        + "\"}}]}]}";
  }

  private static String words(int bytes) {
    return WORDS.repeat(Math.max(1, bytes / WORDS.length()));
  }

  private static String message(String role, String text) {
    return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
  }
}
