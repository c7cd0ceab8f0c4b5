/**
 * Models, projects, tokens, people and usage, for those who look after them.
 *
 * <p>Each resource has a record for what clients send and one for what they see; the latter never
 * holds a key or a hash. Changes are made to the newest state of the configuration, under the
 * store's lock, by {@code ConfigStore.edit}.
 */
@NullMarked
package io.routerly.api.management;

import org.jspecify.annotations.NullMarked;
