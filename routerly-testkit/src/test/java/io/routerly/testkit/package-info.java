/** Tests of the fakes against plain HTTP clients, raw sockets and the providers' own SDKs. */
@NullMarked
package io.routerly.testkit;

import org.jspecify.annotations.NullMarked;
