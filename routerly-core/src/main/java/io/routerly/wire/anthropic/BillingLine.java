package io.routerly.wire.anthropic;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The line that Claude Code puts before its instructions for Anthropic's billing.
 *
 * <p>It differs from call to call. To any other provider it would be the first words of the prompt,
 * and keep all that follows them from being found in its cache.
 */
final class BillingLine {
  private static final String BEGIN = "x-anthropic-billing-header:";

  private BillingLine() {}

  /** Returns instructions without such lines. */
  static List<ContentBlock> without(List<ContentBlock> system) {
    List<ContentBlock> others = new ArrayList<>(system.size());
    for (ContentBlock block : system) {
      if (!(block instanceof Text text) || !text.text().startsWith(BEGIN)) {
        others.add(block);
      } else if (text.text().indexOf('\n') >= 0) {
        String rest = text.text().substring(text.text().indexOf('\n') + 1);
        others.add(new Text(rest, text.citations(), text.cache()));
      }
    }
    return others;
  }
}
