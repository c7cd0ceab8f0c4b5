package io.routerly.standalone;

/**
 * A call whose answer its client has received whole.
 *
 * @param amount what it used, as the client reckons
 */
record PaidCall(String traceId, Amount amount) {}
