package io.routerly.wire;

/**
 * Whom a request is written for.
 *
 * @param model what the provider calls the model
 * @param traits how its API differs from others of the same format
 */
public record Target(String model, ApiTraits traits) {}
