package io.routerly.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Secrets that are told from each other, and the search for them in whatever comes out.
 *
 * <p>Each is searched for by a part of letters and digits alone, which stays the same when the
 * whole is escaped for JSON, HTML or a URL; and by that part in hexadecimal and in Base64, at
 * whatever place in the encoded text it begins.
 */
final class Canaries {
  private final Map<String, List<String>> spellings = new LinkedHashMap<>();
  private final List<String> sightings = new ArrayList<>();
  private int outputs;
  private long looks;

  /** Returns a new secret of that name, with characters that JSON and URLs have to escape. */
  String hatch(String name) {
    String core = "canary" + name.replaceAll("[^A-Za-z0-9]", "") + "Tweet" + spellings.size();
    watch(name, core);
    return core + "-\"\\/+&=%<>'-" + core;
  }

  /** Returns a new secret for where such characters are not allowed. */
  String hatchPlain(String name) {
    String core = "canary" + name.replaceAll("[^A-Za-z0-9]", "") + "Tweet" + spellings.size();
    watch(name, core);
    return core;
  }

  /** Watches for a secret that somebody else made. */
  void watch(String name, String core) {
    List<String> all = new ArrayList<>();
    byte[] bytes = core.getBytes(StandardCharsets.UTF_8);
    all.add(core);
    all.add(HexFormat.of().formatHex(bytes));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      String sure = encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2);
      all.add(sure);
      all.add(sure.replace('+', '-').replace('/', '_'));
    }
    spellings.put(name, all.stream().distinct().toList());
  }

  int size() {
    return spellings.size();
  }

  /**
   * Searches an output.
   *
   * @param where what it is, for messages
   * @param allowed tells of a name and the output whether the one belongs into the other
   */
  void search(String where, String output, BiPredicate<String, String> allowed) {
    outputs++;
    spellings.forEach(
        (name, all) -> {
          for (String spelling : all) {
            looks++;
            int at = output.indexOf(spelling);
            if (at >= 0 && !allowed.test(name, where)) {
              String around =
                  output.substring(
                      Math.max(0, at - 120),
                      Math.min(output.length(), at + spelling.length() + 20));
              sightings.add(name + " in " + where + ": …" + around + "…");
            }
          }
        });
  }

  /** Returns where there was one that does not belong there. */
  List<String> sightings() {
    return sightings;
  }

  @Override
  public String toString() {
    return "%d secrets, %d outputs, %d searches".formatted(size(), outputs, looks);
  }
}
