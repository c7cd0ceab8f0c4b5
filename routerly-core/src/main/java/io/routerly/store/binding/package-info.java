/**
 * Binds JSON to the configuration records strictly, and writes the records back.
 *
 * <p>Start at {@link io.routerly.store.binding.RecordBinder}: it takes the text of a file or of a
 * request body and gives records, or all that is wrong with the text, each with its JSON pointer
 * and a remedy. {@link io.routerly.store.binding.RecordWriter} is the way back, by JSON-B. Which
 * fields there are is said by the records' components alone.
 */
@NullMarked
package io.routerly.store.binding;

import org.jspecify.annotations.NullMarked;
