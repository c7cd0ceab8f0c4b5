package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes records to the client one by one, as they stood when they were asked for.
 *
 * <p>When they turn out not to be readable to the end, the connection breaks. Not every server has
 * a way to do that, so the last line is then none of its format, and nobody takes a part for the
 * whole.
 */
final class UsageExport implements StreamingOutput {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** A quote and a brace that are never closed. */
  private static final String NO_CSV = "\"the file broke off: the rest cannot be read";

  private static final String NO_JSON = "{\"error\":\"the file broke off: the rest cannot be read";

  private final UsageSnapshot usage;
  private final UsageFilter filter;
  private final UsageFormat format;
  private final Runnable breaking;

  /** Archives that it does without, as far as that can be told before it begins. */
  private final List<ConfigProblem> gaps;

  /**
   * @param breaking breaks the connection
   */
  UsageExport(UsageSnapshot usage, UsageFilter filter, UsageFormat format, Runnable breaking) {
    this.usage = usage;
    this.filter = filter;
    this.format = format;
    this.breaking = breaking;
    this.gaps = usage.gaps(filter);
  }

  /** Returns which archives it does without. */
  List<ConfigProblem> gaps() {
    return gaps;
  }

  @Override
  public void write(OutputStream client) throws IOException {
    OutputStream out = new BufferedOutputStream(client, BUFFER_BYTES);
    try {
      if (format == UsageFormat.CSV) {
        write(UsageCsv.HEADER, out);
      }
      usage.records(filter, record -> write(record, out));
      requireNoMoreGaps();
      out.flush();
    } catch (GatewayException e) {
      breakOff(out);
      throw new IOException("The ledger cannot be read to the end, so the file must not end.", e);
    } catch (UncheckedIOException e) {
      throw new IOException("The client left.", e);
    }
  }

  /** The next export can tell of it before it begins. */
  private void requireNoMoreGaps() {
    if (!gaps.containsAll(usage.gaps(filter))) {
      throw new GatewayException(
          ErrorCode.USAGE_STORE_UNAVAILABLE, "An archive could not be read to its end.");
    }
  }

  private void breakOff(OutputStream out) throws IOException {
    write(format == UsageFormat.CSV ? NO_CSV : NO_JSON, out);
    out.flush();
    breaking.run();
  }

  private void write(UsageRecord record, OutputStream out) {
    try {
      if (format == UsageFormat.CSV) {
        write(UsageCsv.line(record), out);
      } else {
        out.write(JsonAnswer.bytes(UsageView.of(record)));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
