package io.routerly.provider;

import io.routerly.upstream.UpstreamResponse;

/**
 * What a provider that accepted a call sends back.
 *
 * @param response its answer, to be closed by the one who takes it
 * @param redaction takes the secrets that were sent with the call out of what it says
 */
public record ProviderAnswer(UpstreamResponse response, Redaction redaction) {}
