/**
 * Reads and writes the providers' wire formats.
 *
 * <p>Start at {@link io.routerly.wire.WireCodec}: there is one per format, in a package of its own.
 * Where client and provider speak the same format, bytes pass untouched; a codec then only reads
 * facts of a request, watches an answer for its usage, and writes errors. Where they differ, the
 * {@link io.routerly.wire.ChatCodec} of the client's format and that of the provider's meet in the
 * values of {@code chat}.
 */
@NullMarked
package io.routerly.wire;

import org.jspecify.annotations.NullMarked;
