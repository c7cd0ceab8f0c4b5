package io.routerly.chat;

import java.math.BigDecimal;
import java.util.List;

/**
 * How probable a token of an answer was.
 *
 * @param logprob natural logarithm of its probability
 * @param bytes its UTF-8 bytes, from 0 to 255; empty where they are not told
 * @param alternatives the most probable tokens in its place
 */
public record TokenLogprob(
    String token, BigDecimal logprob, List<Integer> bytes, List<TokenLogprob> alternatives) {
  public TokenLogprob {
    bytes = List.copyOf(bytes);
    alternatives = List.copyOf(alternatives);
  }
}
