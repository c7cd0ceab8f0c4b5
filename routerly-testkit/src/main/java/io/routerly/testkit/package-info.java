/**
 * Fake providers on loopback sockets that speak the real wire formats and can be told to fail.
 *
 * <p>Start at the fake of the provider you need; every fake records the requests it got and plays
 * the script it was given. Test scope only.
 */
@NullMarked
package io.routerly.testkit;

import org.jspecify.annotations.NullMarked;
