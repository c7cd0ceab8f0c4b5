package io.routerly.accounting;

import io.routerly.domain.CallType;
import io.routerly.domain.Project;
import java.time.Instant;

/**
 * What all attempts of one request have in common.
 *
 * @param traceId {@code trc_…}
 * @param timestamp start of the request
 * @param project whose request it is
 * @param tokenId the token that was shown
 * @param requestedModel the model that the client named; empty when it named none
 * @param callType which API was called
 * @param stream whether the answer is to be streamed
 */
public record CallInfo(
    String traceId,
    Instant timestamp,
    Project project,
    String tokenId,
    String requestedModel,
    CallType callType,
    boolean stream) {}
