package io.routerly.routing;

import io.routerly.domain.Project;

/**
 * What a policy may know of the request.
 *
 * @param project whose request it is
 * @param requestedModel the model that the client named; empty when it named none
 * @param inputBytes length of the request body in bytes
 * @param stream whether the answer is to be streamed
 */
public record RoutingContext(
    Project project, String requestedModel, int inputBytes, boolean stream) {}
