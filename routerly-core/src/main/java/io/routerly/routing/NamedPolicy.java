package io.routerly.routing;

/**
 * A policy at its place in a project's list.
 *
 * @param type its name in configuration
 * @param policy the policy
 */
public record NamedPolicy(String type, RoutingPolicy policy) {}
