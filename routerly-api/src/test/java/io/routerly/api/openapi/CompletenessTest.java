package io.routerly.api.openapi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.api.describe.Answers;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Public;
import io.routerly.api.http.SignedIn;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  /** Says less than a reader must know. */
  @Path("api/terse")
  public static final class TerseResource {
    @GET
    @Public
    public Response read() {
      return Response.noContent().build();
    }

    @POST
    @SignedIn
    @Answers
    public Response write(JsonBody body, @Context UriInfo uri) {
      return Response.noContent().build();
    }
  }

  @Test
  void aMethodThatDoesNotSayWhatItDoesStopsTheBuildAndIsToldWhatToAdd() {
    assertThatThrownBy(() -> Completeness.require(Operation.of(TerseResource.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TerseResource.read must say what it answers: add @Answers")
        .hasMessageContaining("TerseResource.write must say what its body is: add @Takes")
        .hasMessageContaining("TerseResource.write must say what it reads of the query: add @Asks");
  }
}
