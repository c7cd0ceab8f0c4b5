package io.routerly.routing;

/**
 * A model that was left out of a ranking.
 *
 * @param modelId the model
 * @param by the name of the policy, or of the check, that left it out
 * @param reason why, as a sentence
 */
public record Exclusion(String modelId, String by, String reason) {}
