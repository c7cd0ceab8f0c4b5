/**
 * The built WAR on real servers. The build runs these tests once for each server.
 *
 * <p>They talk to the server over HTTP only, so that no class of the product is on their class
 * path.
 */
@NullMarked
package io.routerly.war.it;

import org.jspecify.annotations.NullMarked;
