/** Tests of the catalog: how models are found, and the data that ships. */
@NullMarked
package io.routerly.catalog;

import org.jspecify.annotations.NullMarked;
