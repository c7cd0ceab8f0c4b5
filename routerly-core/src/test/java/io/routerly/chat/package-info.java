/** Tests of the conversation in no wire format. */
@NullMarked
package io.routerly.chat;

import org.jspecify.annotations.NullMarked;
