package io.routerly.embeddings;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts texts into the pieces of words that BERT models without upper case know. Immutable.
 *
 * @see <a href="https://github.com/google-research/bert#tokenization">how BERT does it</a>
 */
final class WordPieces {
  private static final String CONTINUED = "##";
  private static final int LONGEST_WORD = 100;
  private static final char REPLACEMENT = '\uFFFD';

  private final Map<String, Integer> vocabulary;
  private final int begin;
  private final int end;
  private final int unknown;

  /**
   * @param vocabulary the numbers of the pieces; those that continue a word begin with {@code ##}
   */
  WordPieces(Map<String, Integer> vocabulary) {
    this.vocabulary = Map.copyOf(vocabulary);
    this.begin = special("[CLS]");
    this.end = special("[SEP]");
    this.unknown = special("[UNK]");
  }

  private int special(String name) {
    Integer number = vocabulary.get(name);
    if (number == null) {
      throw new IllegalArgumentException("the vocabulary has no " + name);
    }
    return number;
  }

  /**
   * Returns the numbers of a text's pieces, between those of its begin and its end.
   *
   * @param most how many at most, those two included
   */
  long[] of(String text, int most) {
    List<Integer> pieces = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String plain = plain(text);
    for (int at = 0; at < plain.length() && pieces.size() < most - 2; ) {
      int letter = plain.codePointAt(at);
      at += Character.charCount(letter);
      if (standsAlone(letter)) {
        add(word, pieces);
        add(word.appendCodePoint(letter), pieces);
      } else if (isSpace(letter)) {
        add(word, pieces);
      } else {
        word.appendCodePoint(letter);
      }
    }
    add(word, pieces);
    return framed(pieces.subList(0, Math.min(pieces.size(), most - 2)));
  }

  private long[] framed(List<Integer> pieces) {
    long[] numbers = new long[pieces.size() + 2];
    numbers[0] = begin;
    for (int i = 0; i < pieces.size(); i++) {
      numbers[i + 1] = pieces.get(i);
    }
    numbers[numbers.length - 1] = end;
    return numbers;
  }

  /** Returns a text in lower case, without accents and what cannot be seen. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(letter -> isSpace(letter) || !isUnseen(letter))
        .forEach(letter -> plain.appendCodePoint(Character.toLowerCase(letter)));
    return plain.toString();
  }

  private static boolean isUnseen(int letter) {
    int type = Character.getType(letter);
    return letter == REPLACEMENT
        || type == Character.NON_SPACING_MARK
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  private static boolean isSpace(int letter) {
    return letter == '\t' || letter == '\n' || letter == '\r' || Character.isSpaceChar(letter);
  }

  /** Chinese characters are words each, and so is every sign. */
  private static boolean standsAlone(int letter) {
    return isSign(letter) || isIdeograph(letter);
  }

  private static boolean isSign(int letter) {
    boolean ascii =
        isWithin(letter, 33, 47)
            || isWithin(letter, 58, 64)
            || isWithin(letter, 91, 96)
            || isWithin(letter, 123, 126);
    return ascii
        || switch (Character.getType(letter)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isIdeograph(int letter) {
    return isWithin(letter, 0x4E00, 0x9FFF)
        || isWithin(letter, 0x3400, 0x4DBF)
        || isWithin(letter, 0xF900, 0xFAFF)
        || isWithin(letter, 0x20000, 0x2CEAF)
        || isWithin(letter, 0x2F800, 0x2FA1F);
  }

  private static boolean isWithin(int letter, int first, int last) {
    return letter >= first && letter <= last;
  }

  /** Adds the pieces of a word, the longest that is known first, and empties it. */
  private void add(StringBuilder word, List<Integer> pieces) {
    int before = pieces.size();
    boolean known = word.length() <= LONGEST_WORD;
    for (int from = 0; known && from < word.length(); ) {
      int to = longestFrom(word, from, pieces);
      known = to > from;
      from = to;
    }
    if (!known) {
      pieces.subList(before, pieces.size()).clear();
      pieces.add(unknown);
    }
    word.setLength(0);
  }

  /** Adds the longest piece that begins there and returns where it ends; the begin if none is. */
  private int longestFrom(StringBuilder word, int from, List<Integer> pieces) {
    for (int to = word.length(); to > from; to--) {
      String piece = word.substring(from, to);
      Integer number = vocabulary.get(from == 0 ? piece : CONTINUED + piece);
      if (number != null) {
        pieces.add(number);
        return to;
      }
    }
    return from;
  }
}
