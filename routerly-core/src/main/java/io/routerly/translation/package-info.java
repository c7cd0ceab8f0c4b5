/**
 * Takes calls of one wire format to providers of another, and their answers back.
 *
 * <p>Start at {@link io.routerly.translation.Translator}: it reads the client's request with the
 * codec of the client's format, writes it with that of the provider's, and returns a {@link
 * io.routerly.translation.Translation} that does the same with the answer. What the next turn of a
 * conversation needs and clients do not keep, such as seals on reasoning, is remembered here, in
 * bounded memory.
 *
 * <p>Knows nothing of attempts, routing or money.
 */
@NullMarked
package io.routerly.translation;

import org.jspecify.annotations.NullMarked;
