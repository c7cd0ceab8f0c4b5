package io.routerly.api.http;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Gives each resource method the filter that its declaration of access asks for, once, when the
 * application starts. A method without a declaration stops the start, however it was registered.
 */
public final class AccessFeature implements DynamicFeature {
  private final Identity identity;

  public AccessFeature(Identity identity) {
    this.identity = identity;
  }

  /**
   * Checks every method of a resource that requests can reach.
   *
   * @throws IllegalStateException if one of them does not declare who may call it
   */
  public static void requireDeclared(Class<?> resource) {
    AccessRule.requireDeclared(resource);
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (isOfTheFramework(resource)) {
      return;
    }
    AccessRule rule = AccessRule.of(resource.getResourceClass(), resource.getResourceMethod());
    if (rule.needsSession()) {
      context.register(new SessionFilter(identity, rule));
    }
  }

  /** The answers to OPTIONS are generated and tell no more than which methods there are. */
  private static boolean isOfTheFramework(ResourceInfo resource) {
    return resource.getResourceClass().getName().startsWith("org.glassfish.jersey.");
  }
}
