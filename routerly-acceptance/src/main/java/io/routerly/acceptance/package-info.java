/**
 * What a running gateway must do, seen from outside: the same tests for every server and for the
 * standalone service.
 *
 * <p>Start at {@link io.routerly.acceptance.GatewayContract}. A test class implements it and says
 * with {@link io.routerly.acceptance.GatewayAddress} where the gateway is; {@link
 * io.routerly.acceptance.Site} then sets the gateway up through its API, with fake providers behind
 * it. No class of the product is used here.
 */
@NullMarked
package io.routerly.acceptance;

import org.jspecify.annotations.NullMarked;
