/** Tests of the stores in files, with the contract that every store has to keep. */
@NullMarked
package io.routerly.store.file;

import org.jspecify.annotations.NullMarked;
