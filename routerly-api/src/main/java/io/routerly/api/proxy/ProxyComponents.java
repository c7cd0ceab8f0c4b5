package io.routerly.api.proxy;

import io.routerly.api.http.ErrorShape;
import io.routerly.bootstrap.Gateway;
import java.util.List;

/** Makes the resources and filters of the proxy. */
public final class ProxyComponents {
  private final ProxyErrors errors;
  private final List<Object> instances;

  /**
   * @param clientWatch tells when a client leaves a silent call
   */
  public ProxyComponents(Gateway gateway, ClientWatch clientWatch) {
    this.errors = ProxyErrors.builtIn();
    ProxyEndpoint endpoint =
        new ProxyEndpoint(
            gateway.pipeline(), gateway.config(), errors, clientWatch, gateway.options().clock());
    ModelListing models = new ModelListing(gateway.config());
    this.instances =
        List.of(
            new TraceIdFilter(gateway.ids()),
            new CallerFilter(gateway.signIn().tokens()),
            new BudgetFilter(gateway.budgets(), gateway.refusals(), gateway.options().clock()),
            new RootResource(),
            new RootProxyResource(endpoint, models),
            new ProjectProxyResource(endpoint, models),
            new RootCountResource(endpoint),
            new ProjectCountResource(endpoint));
  }

  /** Returns the resources and filters. */
  public List<Object> instances() {
    return instances;
  }

  /** Returns the envelopes of errors on the proxy's paths. */
  public List<ErrorShape> errorShapes() {
    return errors.shapes();
  }
}
