/**
 * The answers of the providers' APIs, byte for byte as they send them.
 *
 * <p>Start at {@link io.routerly.testkit.wire.WireFormat}: one implementation for each endpoint
 * that generates. The formats were written from the providers' public API references and share no
 * code with the gateway's codecs, so that a mistake there is not repeated here.
 */
@NullMarked
package io.routerly.testkit.wire;

import org.jspecify.annotations.NullMarked;
