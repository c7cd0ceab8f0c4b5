package io.routerly.api.http;

import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import jakarta.ws.rs.core.SecurityContext;

/** Carries the signed-in person from the filter to the resource method. */
public final class SignedInContext implements SecurityContext {
  private final Principal principal;
  private final SecurityContext before;

  SignedInContext(Principal principal, SecurityContext before) {
    this.principal = principal;
    this.before = before;
  }

  /**
   * Returns who is signed in.
   *
   * @throws IllegalStateException in a method that needs no session
   */
  public static Principal principalOf(SecurityContext context) {
    if (context.getUserPrincipal() instanceof Principal principal) {
      return principal;
    }
    throw new IllegalStateException("only methods that need a session know who is signed in");
  }

  @Override
  public Principal getUserPrincipal() {
    return principal;
  }

  @Override
  public boolean isUserInRole(String role) {
    return Permission.of(role).filter(principal::holds).isPresent();
  }

  @Override
  public boolean isSecure() {
    return before.isSecure();
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
