/**
 * Counts tokens where no provider is asked.
 *
 * <p>{@link io.routerly.tokens.TokenCounter} counts those of a text, {@link
 * io.routerly.tokens.PromptTokens} those of a whole request. Both are exact for some models of
 * OpenAI only, and near enough for others to plan with.
 */
@NullMarked
package io.routerly.tokens;

import org.jspecify.annotations.NullMarked;
