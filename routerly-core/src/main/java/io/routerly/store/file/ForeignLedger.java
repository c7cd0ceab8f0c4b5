package io.routerly.store.file;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger that is a valid array of records in another layout, such as one formatted for reading.
 * It is rewritten with one record per line, because only then the records can be found from the
 * end.
 */
final class ForeignLedger {
  private ForeignLedger() {}

  /**
   * What stands in the way of reading it.
   *
   * @param line number of the line, from 1
   */
  record Damage(long line, String message) {}

  /** Copies the records, one per line; returns the damage that ended this, if any. */
  static Optional<Damage> copy(Path from, OutputStream to) throws IOException {
    try (InputStream in = new BufferedInputStream(new FileInputStream(from.toFile()), 1 << 16);
        OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
      if (hasByteOrderMark(in)) {
        return Optional.of(
            new Damage(1, "begins with a byte-order mark (BOM): save it as UTF-8 without BOM"));
      }
      InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
      try (JsonParser parser =
          JsonProvider.provider().createParserFactory(Map.of()).createParser(text)) {
        return copy(parser, out);
      }
    } catch (JsonParsingException e) {
      return Optional.of(new Damage(e.getLocation().getLineNumber(), "is not valid JSON"));
    } catch (JsonException e) {
      return Optional.of(new Damage(1, "is not valid JSON in UTF-8: " + e.getMessage()));
    }
  }

  private static Optional<Damage> copy(JsonParser parser, OutputStream out) throws IOException {
    if (parser.next() != JsonParser.Event.START_ARRAY) {
      return Optional.of(new Damage(1, "must be an array of usage records"));
    }
    String separator = "[\n";
    while (parser.next() != JsonParser.Event.END_ARRAY) {
      Optional<byte[]> record = record(parser);
      if (record.isEmpty()) {
        return Optional.of(
            new Damage(parser.getLocation().getLineNumber(), "is not a usage record"));
      }
      out.write(separator.getBytes(StandardCharsets.US_ASCII));
      out.write(record.get());
      separator = ",\n";
    }
    parser.hasNext(); // Throws if anything follows.
    out.write((separator.startsWith("[") ? "[\n]\n" : "\n]\n").getBytes(StandardCharsets.US_ASCII));
    return Optional.empty();
  }

  private static Optional<byte[]> record(JsonParser parser) {
    JsonValue value;
    try {
      value = parser.getValue();
    } catch (UnsupportedOperationException | ArithmeticException | NumberFormatException e) {
      return Optional.empty(); // The parser refuses numbers of very many digits.
    }
    if (!(value instanceof JsonObject object)) {
      return Optional.empty();
    }
    byte[] text = object.toString().getBytes(StandardCharsets.UTF_8);
    boolean usable =
        LedgerScan.isRecord(text) && RecordDecoder.decode(text, 0, text.length).isPresent();
    return usable ? Optional.of(text) : Optional.empty();
  }

  private static boolean hasByteOrderMark(InputStream in) throws IOException {
    in.mark(3);
    byte[] start = in.readNBytes(3);
    in.reset();
    return (start.length == 3 && (start[0] & 0xFF) == 0xEF && (start[1] & 0xFF) == 0xBB)
        || (start.length >= 2 && (start[0] & 0xFF) == 0xFE && (start[1] & 0xFF) == 0xFF)
        || (start.length >= 2 && (start[0] & 0xFF) == 0xFF && (start[1] & 0xFF) == 0xFE);
  }
}
