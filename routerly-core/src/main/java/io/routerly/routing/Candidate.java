package io.routerly.routing;

import io.routerly.domain.Model;

/**
 * A model that could serve the request.
 *
 * @param model the model
 * @param position its place in the project's order of preference, from 0
 */
public record Candidate(Model model, int position) {}
