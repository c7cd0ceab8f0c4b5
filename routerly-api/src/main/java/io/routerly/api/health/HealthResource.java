package io.routerly.api.health;

import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.Public;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code /health}: whether the process runs, and whether it can do its work. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private final ConfigStore config;
  private final UsageStore usage;
  private final Clock clock;
  private final String version;

  public HealthResource(ConfigStore config, UsageStore usage, Clock clock, String version) {
    this.config = config;
    this.usage = usage;
    this.clock = clock;
    this.version = version;
  }

  /** Answers 200 as long as the process answers at all. */
  @GET
  @Public
  public Response health() {
    return status(200, "ok");
  }

  /** The same as {@link #health()}, under the name that orchestrators use. */
  @GET
  @Path("live")
  @Public
  public Response live() {
    return status(200, "ok");
  }

  /** Answers 503 while configuration or usage cannot be read or written. */
  @GET
  @Path("ready")
  @Public
  public Response ready() {
    return config.isHealthy() && usage.isHealthy() ? status(200, "ok") : status(503, "unavailable");
  }

  private Response status(int status, String word) {
    return JsonAnswer.of(
            status,
            JsonAnswer.JSON
                .createObjectBuilder()
                .add("status", word)
                .add("version", version)
                .add("timestamp", clock.instant().toString())
                .build())
        .build();
  }
}
