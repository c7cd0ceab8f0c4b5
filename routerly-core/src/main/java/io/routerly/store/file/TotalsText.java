package io.routerly.store.file;

import io.routerly.store.HourlyUsage;
import io.routerly.store.file.LedgerIndex.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes what is known of a file of the ledger as JSON, so that it need not be read whole again.
 *
 * <p>The first line is the head; a digest ends it, and another one ends the text, so that damage is
 * seen. Sums name their kind by its place in the list of kinds.
 */
final class TotalsText {
  /** Goes up when the text or the meaning of a sum changes; older texts are then reckoned anew. */
  static final int FORMAT = 1;

  /** Stands before a digest of all that comes before it. */
  static final String DIGEST = ",\"crc32\":\"";

  private final JsonBytes out;
  private final Map<HourlyUsage.Key, Integer> kinds = new LinkedHashMap<>();

  private TotalsText(int expectedBytes) {
    out = new JsonBytes(expectedBytes);
  }

  /** Returns the text, of which only the bytes up to the length count. */
  static JsonBytes of(LedgerView view, FileStamp stamp) {
    int expected = 1024 + 60 * view.stretches().size() + 80 * view.totals().size();
    TotalsText text = new TotalsText(expected);
    text.head(view.head(), stamp);
    text.stretches(view);
    text.kinds(view.totals());
    text.hours(view.totals());
    text.out.raw("]");
    text.digest(0);
    text.out.raw("}\n");
    return text.out;
  }

  private void head(LedgerView.Head head, FileStamp stamp) {
    out.raw("{\"head\":");
    int from = out.length();
    out.raw("{\"format\":").number(FORMAT);
    out.raw(",\"length\":").number(stamp.length());
    out.raw(",\"modified\":").number(stamp.modifiedMs());
    out.raw(",\"end\":").number(head.end());
    out.raw(",\"digest\":").number(head.crc32());
    out.raw(",\"records\":").number(head.records());
    out.raw(",\"first\":").number(head.firstSecond());
    out.raw(",\"last\":").number(head.lastSecond());
    digest(from);
    out.raw("},\n");
  }

  private void stretches(LedgerView view) {
    out.raw("\"stretches\":[");
    String separator = "\n[";
    for (Stretch stretch : view.stretches()) {
      out.raw(separator).number(stretch.from());
      out.raw(",").number(stretch.to());
      out.raw(",").number(stretch.count());
      out.raw(",").number(stretch.firstSecond());
      out.raw(",").number(stretch.lastSecond()).raw("]");
      separator = ",\n[";
    }
    out.raw("],\n");
  }

  private void kinds(TotalsView totals) {
    out.raw("\"kinds\":[");
    String separator = "\n[";
    for (Map<HourlyUsage.Key, Tally> tallies : totals.hours().values()) {
      for (HourlyUsage.Key key : tallies.keySet()) {
        if (kinds.putIfAbsent(key, kinds.size()) == null) {
          out.raw(separator);
          kind(key);
          separator = ",\n[";
        }
      }
    }
    out.raw("],\n");
  }

  private void kind(HourlyUsage.Key key) {
    out.string(key.projectId()).raw(",").string(key.tokenId()).raw(",");
    out.string(key.modelId()).raw(",").string(key.provider()).raw(",");
    out.string(key.status().wireName()).raw(",").string(key.callType().wireName()).raw("]");
  }

  private void hours(TotalsView totals) {
    out.raw("\"hours\":[");
    String separator = "\n[";
    for (Map.Entry<Long, Map<HourlyUsage.Key, Tally>> hour : totals.hours().entrySet()) {
      out.raw(separator).number(hour.getKey());
      hour.getValue().forEach(this::sum);
      out.raw("]");
      separator = ",\n[";
    }
  }

  private void sum(HourlyUsage.Key key, Tally tally) {
    HourlyUsage.Sum sum = tally.sum();
    out.raw(",[").number(kinds.getOrDefault(key, -1));
    out.raw(",").number(tally.records());
    out.raw(",").number(sum.calls()).raw(",").number(sum.errors());
    out.raw(",").number(sum.inputTokens()).raw(",").number(sum.outputTokens());
    out.raw(",").number(sum.cacheTokens());
    out.raw(",\"").number(sum.cost().usd()).raw("\",").number(sum.unpriced()).raw("]");
  }

  private void digest(int from) {
    String digest = digest(out.bytes(), from, out.length());
    out.raw(DIGEST).raw(digest).raw("\"");
  }

  static String digest(byte[] text, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(text, from, to - from);
    return Long.toHexString(crc.getValue() | 1L << 32).substring(1);
  }

  /** Returns where the last digest's name begins, or -1. */
  static int lastDigest(byte[] text, int length) {
    byte[] wanted = DIGEST.getBytes(StandardCharsets.US_ASCII);
    for (int i = length - wanted.length; i >= 0; i--) {
      int k = 0;
      while (k < wanted.length && text[i + k] == wanted[k]) {
        k++;
      }
      if (k == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
