/**
 * The conversation in no wire format.
 *
 * <p>Holds what the gateway understands of every call whatever its format: what a request says and
 * needs, as {@link io.routerly.chat.Conversation}, and the tokens that an answer used.
 */
@NullMarked
package io.routerly.chat;

import org.jspecify.annotations.NullMarked;
