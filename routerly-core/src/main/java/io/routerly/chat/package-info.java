/**
 * The conversation in no wire format.
 *
 * <p>Holds what the gateway understands of every call whatever its format. {@link
 * io.routerly.chat.ChatRequest} and {@link io.routerly.chat.ChatAnswer} are the values through
 * which one format becomes another, {@link io.routerly.chat.ChatEvent} the steps of an answer that
 * is streamed, {@link io.routerly.chat.Losses} what could not be said in the other format. {@link
 * io.routerly.chat.Conversation} is the little that a routing decision may need to know of a
 * request.
 */
@NullMarked
package io.routerly.chat;

import org.jspecify.annotations.NullMarked;
