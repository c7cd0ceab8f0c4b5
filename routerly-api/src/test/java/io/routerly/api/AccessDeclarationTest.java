package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.api.http.ProxyCall;
import io.routerly.api.http.Public;
import io.routerly.api.http.SignedIn;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class AccessDeclarationTest {
  /** Forgot to say who may call it. */
  @Path("forgotten")
  public static final class ForgottenResource {
    @GET
    public String get() {
      return "secret";
    }
  }

  /** Cannot make up its mind. */
  @Path("torn")
  public static final class TornResource {
    @GET
    @Public
    @SignedIn
    public String get() {
      return "secret";
    }
  }

  /** Hands over to an object that nobody checked. */
  @Path("locator")
  public static final class LocatorResource {
    @Path("below")
    public ForgottenResource below() {
      return new ForgottenResource();
    }
  }

  /** Guarded by filters of its own. */
  @Path("proxied")
  @ProxyCall
  public static final class ProxiedResource {
    @GET
    public String get() {
      return "answer";
    }
  }

  @Test
  void aMethodThatDeclaresNothingStopsTheStart() {
    assertThatThrownBy(() -> new RunningGateway(new ForgottenResource()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ForgottenResource.get must say who may call it");
  }

  @Test
  void aMethodThatDeclaresTwoThingsStopsTheStart() {
    assertThatThrownBy(() -> new RunningGateway(new TornResource()))
        .hasMessageContaining("TornResource.get must say who may call it");
  }

  @Test
  void aLocatorWithoutDeclarationStopsTheStart() {
    assertThatThrownBy(() -> new RunningGateway(new LocatorResource()))
        .hasMessageContaining("LocatorResource.below must say who may call it");
  }

  @Test
  void theBindingOfProxyCallsIsADeclaration() {
    try (RunningGateway gateway = new RunningGateway(new ProxiedResource())) {
      assertThat(gateway.get("proxied").body()).isEqualTo("answer");
    }
  }
}
