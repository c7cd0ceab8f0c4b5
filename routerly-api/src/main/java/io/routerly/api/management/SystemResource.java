package io.routerly.api.management;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.RequiresPermission;
import io.routerly.domain.Permission;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /api/system}: what runs here and what is wrong with configuration and ledger. */
@Path("api/system")
@Produces(MediaType.APPLICATION_JSON)
public final class SystemResource {
  private static final String DEFAULT_URL = "http://localhost:3000";

  private final ConfigStore config;
  private final UsageStore usage;
  private final String version;
  private final Optional<String> publicUrl;
  private final Instant startedAt;

  public SystemResource(
      ConfigStore config,
      UsageStore usage,
      Clock clock,
      String version,
      Optional<String> publicUrl) {
    this.config = config;
    this.usage = usage;
    this.version = version;
    this.publicUrl = publicUrl;
    this.startedAt = clock.instant();
  }

  /**
   * What runs here.
   *
   * @param version the product's version
   * @param java the version of Java that it runs on
   * @param startedAt when the service was started
   * @param publicUrl where people reach the service, as the environment or the settings say, or
   *     else where this request reached it
   * @param configHealthy whether the configuration can be read and written
   * @param usageHealthy whether usage can be recorded
   * @param problems what someone should look at
   */
  public record Info(
      String version,
      String java,
      Instant startedAt,
      String publicUrl,
      boolean configHealthy,
      boolean usageHealthy,
      List<Problem> problems) {}

  /** One problem, as {@link ConfigProblem} has it. */
  public record Problem(String file, String pointer, String message, String severity) {
    static Problem of(ConfigProblem problem) {
      return new Problem(
          problem.file(),
          problem.pointer(),
          problem.message(),
          problem.severity().name().toLowerCase(Locale.ROOT));
    }
  }

  /** The default address is nobody's choice: the one that the request reached is right at least. */
  private String reached(UriInfo uri) {
    String chosen = config.current().settings().publicUrl();
    return chosen.equals(DEFAULT_URL) ? uri.getBaseUri().toString().replaceFirst("/$", "") : chosen;
  }

  /** Tells version, Java and the problems of the home. */
  @GET
  @Path("info")
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(value = Info.class, tagged = true)
  public Response info(@Context HttpHeaders headers, @Context ContainerRequestContext request) {
    return JsonAnswer.taggedFor(
        headers,
        new Info(
            version,
            System.getProperty("java.runtime.version", "unknown"),
            startedAt,
            publicUrl.orElseGet(() -> reached(request.getUriInfo())),
            config.isHealthy(),
            usage.isHealthy(),
            Stream.concat(config.problems().stream(), usage.problems().stream())
                .map(Problem::of)
                .toList()));
  }
}
