package io.routerly.chat;

import java.util.Optional;

/**
 * A seal that a provider puts on reasoning and wants to see again in the next turn, unchanged.
 *
 * @param vendor who made it; nobody else can read it
 * @param id the name that the vendor gave the sealed item, where it gives names
 * @param value the seal itself, or reasoning in encrypted form
 */
public record Signature(Vendor vendor, Optional<String> id, String value) {
  /** A signature without a name. */
  public Signature(Vendor vendor, String value) {
    this(vendor, Optional.empty(), value);
  }
}
