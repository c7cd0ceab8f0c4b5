package io.routerly.api.proxy;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The paths of the proxy, wherever they are rooted. */
public abstract class ProxyRoutes {
  private final ProxyEndpoint endpoint;
  private final ModelListing models;

  ProxyRoutes(ProxyEndpoint endpoint, ModelListing models) {
    this.endpoint = endpoint;
    this.models = models;
  }

  @POST
  @Path("chat/completions")
  public Response chat(@Context ContainerRequestContext request) {
    return endpoint.serve(Route.CHAT, request);
  }

  @POST
  @Path("responses")
  public Response responses(@Context ContainerRequestContext request) {
    return endpoint.serve(Route.RESPONSES, request);
  }

  @POST
  @Path("messages")
  public Response messages(@Context ContainerRequestContext request) {
    return endpoint.serve(Route.MESSAGES, request);
  }

  @GET
  @Path("chat/completions")
  public Response storedChats(@Context ContainerRequestContext request) {
    return endpoint.serve(Route.STORED_CHATS, request);
  }

  @HEAD
  @Path("chat/completions")
  public Response headOfStoredChats() {
    throw headNotPassed("POST");
  }

  @HEAD
  @Path("{rest: .+}")
  public Response headOfOther() {
    throw headNotPassed("POST", "PUT", "PATCH", "DELETE");
  }

  /** Left to itself, JAX-RS serves HEAD as GET, and the provider would send the whole body. */
  private static NotAllowedException headNotPassed(String... others) {
    return new NotAllowedException("GET", others);
  }

  @GET
  @Path("models")
  public Response models(@Context ContainerRequestContext request) {
    return models.list(request);
  }

  @GET
  @Path("models/{id: .+}")
  public Response model(@Context ContainerRequestContext request, @PathParam("id") String modelId) {
    return models.one(request, modelId);
  }

  @GET
  @Path("{rest: .+}")
  public Response getOther(
      @Context ContainerRequestContext request, @Encoded @PathParam("rest") String rest) {
    return endpoint.serve(Route.other(rest), request);
  }

  @POST
  @Path("{rest: .+}")
  public Response postOther(
      @Context ContainerRequestContext request, @Encoded @PathParam("rest") String rest) {
    return endpoint.serve(Route.other(rest), request);
  }

  @PUT
  @Path("{rest: .+}")
  public Response putOther(
      @Context ContainerRequestContext request, @Encoded @PathParam("rest") String rest) {
    return endpoint.serve(Route.other(rest), request);
  }

  @PATCH
  @Path("{rest: .+}")
  public Response patchOther(
      @Context ContainerRequestContext request, @Encoded @PathParam("rest") String rest) {
    return endpoint.serve(Route.other(rest), request);
  }

  @DELETE
  @Path("{rest: .+}")
  public Response deleteOther(
      @Context ContainerRequestContext request, @Encoded @PathParam("rest") String rest) {
    return endpoint.serve(Route.other(rest), request);
  }
}
