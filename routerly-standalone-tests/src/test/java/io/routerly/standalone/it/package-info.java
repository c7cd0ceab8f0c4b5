/** Tests of the built jar from outside: it runs as a process of its own and is called over HTTP. */
@NullMarked
package io.routerly.standalone.it;

import org.jspecify.annotations.NullMarked;
