package io.routerly.store.file;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a home is opened with.
 *
 * @param home the folder; made if it does not exist
 * @param names what configuration may refer to
 * @param clock tells when things happened
 * @param random makes secrets and nonces
 * @param environment gives the value of an environment variable
 */
public record HomeOptions(
    Path home,
    KnownNames names,
    Clock clock,
    SecureRandom random,
    Function<String, Optional<String>> environment) {}
