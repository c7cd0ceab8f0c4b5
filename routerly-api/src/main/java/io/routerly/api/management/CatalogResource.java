package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Paging;
import io.routerly.api.http.QueryParameters;
import io.routerly.api.http.SignedIn;
import io.routerly.catalog.Catalog;
import io.routerly.catalog.CatalogModel;
import io.routerly.catalog.CatalogProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code /api/catalog}: the providers that models may name, and what is known of their models.
 *
 * <p>Providers that the catalog has and this version cannot serve are not shown, nor their models.
 */
@Path("api/catalog")
@Produces(MediaType.APPLICATION_JSON)
public final class CatalogResource {
  private static final Set<String> PAGING = Set.of("limit", "offset");
  private static final Set<String> SEARCH = Set.of("provider", "q", "limit", "offset");

  private final Set<String> served;
  private final Supplier<Catalog> catalog;

  /**
   * @param catalog asked at the first request
   */
  public CatalogResource(BuiltInNames builtIns, Supplier<Catalog> catalog) {
    this.served = builtIns.providers();
    this.catalog = catalog;
  }

  /**
   * Which models are asked for.
   *
   * @param provider name of their provider
   * @param q text in {@code id} or one of {@code names}, whatever its case
   */
  record Search(Optional<String> provider, Optional<String> q) {}

  /** Lists the providers. */
  @GET
  @Path("providers")
  @SignedIn
  @Answers(value = CatalogProvider.class, list = true)
  public Response providers(@Asks(Paging.class) @Context UriInfo uri) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    QueryParameters.requireKnown(query, PAGING);
    return JsonAnswer.ok(
        Paging.of(query)
            .of(
                catalog.get().providers().stream()
                    .filter(provider -> served.contains(provider.name()))
                    .toList()));
  }

  /** Lists the models, or those of a provider, or those with a text in one of their names. */
  @GET
  @Path("models")
  @SignedIn
  @Answers(CatalogView.class)
  public Response models(@Asks({Search.class, Paging.class}) @Context UriInfo uri) {
    MultivaluedMap<String, String> query = uri.getQueryParameters();
    QueryParameters.requireKnown(query, SEARCH);
    Optional<String> provider = QueryParameters.text(query, "provider");
    Optional<String> text =
        QueryParameters.text(query, "q").map(q -> q.strip().toLowerCase(Locale.ROOT));
    Catalog all = catalog.get();
    return JsonAnswer.ok(
        CatalogView.of(
            Paging.of(query)
                .of(
                    all.models().stream()
                        .filter(model -> served.contains(model.provider()))
                        .filter(model -> provider.map(model.provider()::equals).orElse(true))
                        .filter(model -> text.map(q -> isCalled(model, q)).orElse(true))
                        .toList()),
            all.date().toString(),
            all.sources()));
  }

  private static boolean isCalled(CatalogModel model, String text) {
    return Stream.concat(Stream.of(model.id()), model.names().stream())
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(text));
  }
}
