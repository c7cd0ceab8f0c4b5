package io.routerly.chat;

import java.util.Optional;

/**
 * A mark after which the provider is to keep the prompt in its cache.
 *
 * @param ttl how long, as the provider spells it ({@code 5m}, {@code 1h}); absent: its default
 */
public record CacheControl(Optional<String> ttl) {}
