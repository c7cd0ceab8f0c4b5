/** Tests of the loopback server with raw sockets. */
@NullMarked
package io.routerly.testkit.http;

import org.jspecify.annotations.NullMarked;
