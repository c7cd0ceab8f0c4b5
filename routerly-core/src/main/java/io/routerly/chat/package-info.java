/**
 * The conversation in no wire format.
 *
 * <p>Holds what the gateway understands of every call whatever its format: so far the tokens that
 * an answer used.
 */
@NullMarked
package io.routerly.chat;

import org.jspecify.annotations.NullMarked;
