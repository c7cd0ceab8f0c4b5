/**
 * What a fake is told to do with a request.
 *
 * <p>Start at {@link io.routerly.testkit.script.Script}. A script says what to answer ({@link
 * io.routerly.testkit.script.Source}), what to spoil in it ({@link
 * io.routerly.testkit.script.Edit}) and where to fall silent or cut the connection ({@link
 * io.routerly.testkit.script.Fault}). All of it is data in no provider's format; the fake that
 * plays it translates.
 */
@NullMarked
package io.routerly.testkit.script;

import org.jspecify.annotations.NullMarked;
