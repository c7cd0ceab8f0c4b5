/**
 * The values that everything else speaks of: models, projects, tokens, users, money and usage.
 *
 * <p>Records with validated contents and no behaviour beyond their own arithmetic. The records of
 * configuration ({@link io.routerly.domain.Settings}, {@link io.routerly.domain.Model}, {@link
 * io.routerly.domain.Project}, {@link io.routerly.domain.User}, {@link io.routerly.domain.Role})
 * have one component per field of their file, under the same name, and tell of a wrong value with
 * an {@link io.routerly.domain.InvalidFieldException}. Imports nothing of Routerly.
 */
@NullMarked
package io.routerly.domain;

import org.jspecify.annotations.NullMarked;
