/**
 * Keeps configuration and usage as files in one folder, {@code $ROUTERLY_HOME}.
 *
 * <p>Start at {@link io.routerly.store.file.FileHome}, which locks the folder, checks everything in
 * it, and gives the two stores. {@link io.routerly.store.file.FileConfigStore} holds the state of
 * {@code config/}; {@link io.routerly.store.file.FileUsageStore} appends to {@code
 * data/usage.json}. No file that is damaged is ever replaced: a start is refused, a running service
 * keeps its last good state.
 */
@NullMarked
package io.routerly.store.file;

import org.jspecify.annotations.NullMarked;
