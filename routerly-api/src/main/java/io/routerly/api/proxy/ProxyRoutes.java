package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
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
  public void chat(@Context ContainerRequestContext request, @Suspended AsyncResponse answer) {
    endpoint.serve(Route.CHAT, request, answer);
  }

  @POST
  @Path("responses")
  public void responses(@Context ContainerRequestContext request, @Suspended AsyncResponse answer) {
    endpoint.serve(Route.RESPONSES, request, answer);
  }

  @POST
  @Path("messages")
  public void messages(@Context ContainerRequestContext request, @Suspended AsyncResponse answer) {
    endpoint.serve(Route.MESSAGES, request, answer);
  }

  @GET
  @Path("chat/completions")
  public void storedChats(
      @Context ContainerRequestContext request, @Suspended AsyncResponse answer) {
    endpoint.serve(Route.STORED_CHATS, request, answer);
  }

  @HEAD
  @Path("chat/completions")
  public Response headOfStoredChats() {
    throw headNotPassed();
  }

  @HEAD
  @Path("{rest: .+}")
  public Response headOfOther() {
    throw headNotPassed();
  }

  /** Left to itself, JAX-RS serves HEAD as GET, and the provider would send the whole body. */
  private static GatewayException headNotPassed() {
    return new GatewayException(
        ErrorCode.METHOD_NOT_ALLOWED, "HEAD is not passed on to providers: use GET.");
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
  public void getOther(
      @Context ContainerRequestContext request,
      @Encoded @PathParam("rest") String rest,
      @Suspended AsyncResponse answer) {
    endpoint.serve(Route.other(rest), request, answer);
  }

  @POST
  @Path("{rest: .+}")
  public void postOther(
      @Context ContainerRequestContext request,
      @Encoded @PathParam("rest") String rest,
      @Suspended AsyncResponse answer) {
    endpoint.serve(Route.other(rest), request, answer);
  }

  @PUT
  @Path("{rest: .+}")
  public void putOther(
      @Context ContainerRequestContext request,
      @Encoded @PathParam("rest") String rest,
      @Suspended AsyncResponse answer) {
    endpoint.serve(Route.other(rest), request, answer);
  }

  @PATCH
  @Path("{rest: .+}")
  public void patchOther(
      @Context ContainerRequestContext request,
      @Encoded @PathParam("rest") String rest,
      @Suspended AsyncResponse answer) {
    endpoint.serve(Route.other(rest), request, answer);
  }

  @DELETE
  @Path("{rest: .+}")
  public void deleteOther(
      @Context ContainerRequestContext request,
      @Encoded @PathParam("rest") String rest,
      @Suspended AsyncResponse answer) {
    endpoint.serve(Route.other(rest), request, answer);
  }
}
