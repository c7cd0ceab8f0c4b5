package io.routerly.notify;

import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel whose reasons repeat none of its secrets, whatever a service's answer repeats.
 *
 * @param channel what sends
 * @param secrets what is to be left out
 */
record Redacted(Channel channel, List<String> secrets) implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Redacted.class);

  /** The longest come first, as one may be a part of another. */
  Redacted {
    secrets =
        secrets.stream()
            .filter(secret -> !secret.isBlank())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  @Override
  public Outcome send(Notice notice) {
    Outcome outcome = guarded(notice);
    if (outcome instanceof Outcome.Failed failed) {
      return new Outcome.Failed(without(failed.reason()));
    }
    return outcome instanceof Outcome.Refused refused
        ? new Outcome.Refused(without(refused.reason()))
        : outcome;
  }

  /** A fault of a channel must not end the lane that asked it, nor show what it was sending. */
  private Outcome guarded(Notice notice) {
    try {
      return channel.send(notice);
    } catch (RuntimeException e) {
      LOG.error("A notification channel failed with {}", e.getClass().getName());
      return new Outcome.Refused("the channel failed unexpectedly, see the log");
    }
  }

  private String without(String reason) {
    String text = reason;
    for (String secret : secrets) {
      text = text.replace(secret, "***");
    }
    return text;
  }

  @Override
  public String toString() {
    return "Redacted[***]";
  }
}
