package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.EntityTags;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Paging;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code /api/roles}: named sets of permissions; the three built-in ones stay as they are. */
@Path("api/roles")
@Produces(MediaType.APPLICATION_JSON)
public final class RolesResource {
  private final ConfigStore config;

  public RolesResource(ConfigStore config) {
    this.config = config;
  }

  /**
   * What clients see of a role.
   *
   * @param name unique name
   * @param permissions what it grants
   * @param builtIn whether every installation has it, so that it cannot be changed
   */
  public record RoleView(String name, List<String> permissions, boolean builtIn) {
    static RoleView of(Role role) {
      return new RoleView(role.name(), role.permissions(), Role.BUILT_IN.containsKey(role.name()));
    }
  }

  /**
   * The body that changes a role; name and kind may be sent back.
   *
   * @param name may be sent back, and cannot be changed
   * @param permissions what it grants from now on
   * @param builtIn may be sent back, and changes nothing
   */
  public record PermissionsChange(
      Optional<String> name, List<String> permissions, Optional<Boolean> builtIn) {}

  /** Lists the roles, built-in ones first. */
  @GET
  @RequiresPermission({Permission.USERS_WRITE, Permission.ROLES_WRITE})
  @Answers(value = RoleView.class, list = true)
  public Response list(@Asks(Paging.class) @Context UriInfo uri) {
    Stream<Role> all =
        Stream.concat(
            new TreeMap<>(Role.BUILT_IN).values().stream(), config.current().roles().stream());
    return JsonAnswer.ok(Paging.of(uri.getQueryParameters()).of(all.map(RoleView::of).toList()));
  }

  /** Shows a role. */
  @GET
  @Path("{name}")
  @RequiresPermission({Permission.USERS_WRITE, Permission.ROLES_WRITE})
  @Answers(value = RoleView.class, tagged = true)
  public Response get(@PathParam("name") String name, @Context HttpHeaders headers) {
    Role role = config.current().role(name).orElseThrow(() -> Refusals.notFound("role " + name));
    return JsonAnswer.taggedFor(headers, RoleView.of(role));
  }

  /** Adds a role. */
  @POST
  @RequiresPermission(Permission.ROLES_WRITE)
  @Answers(value = RoleView.class, status = 201, tagged = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response create(@Takes(Role.class) JsonBody body, @Context SecurityContext security) {
    Role role = body.as(Role.class);
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          Grants.requireHeld(me, current, role.granted());
          if (current.role(role.name()).isPresent()) {
            throw Refusals.conflict("There is a role " + role.name() + " already.");
          }
          List<Role> roles = new ArrayList<>(current.roles());
          roles.add(role);
          return current.withRoles(roles);
        });
    return JsonAnswer.tagged(201, RoleView.of(role));
  }

  /** Replaces the permissions of a role. */
  @PUT
  @Path("{name}")
  @RequiresPermission(Permission.ROLES_WRITE)
  @Answers(value = RoleView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response replace(
      @PathParam("name") String name,
      @Takes(PermissionsChange.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    PermissionsChange change = body.as(PermissionsChange.class);
    if (!change.name().orElse(name).equals(name)) {
      throw Refusals.wrongField("/name", "cannot be changed: add a role of that name instead");
    }
    Role role = Refusals.checked(() -> new Role(name, change.permissions()));
    config.edit(
        me.actor(),
        current -> {
          Role before = requireCustom(current, name, headers);
          Set<Permission> held = before.granted();
          Grants.requireHeld(
              me, current, role.granted().stream().filter(p -> !held.contains(p)).toList());
          return current.withRoles(
              current.roles().stream().map(r -> r.name().equals(name) ? role : r).toList());
        });
    return JsonAnswer.tagged(200, RoleView.of(role));
  }

  /** Removes a role that nobody has. */
  @DELETE
  @Path("{name}")
  @RequiresPermission(Permission.ROLES_WRITE)
  @Answers(conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response delete(
      @PathParam("name") String name,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    config.edit(
        principalOf(security).actor(),
        current -> {
          requireCustom(current, name, headers);
          List<String> holders = holders(current, name);
          if (!holders.isEmpty()) {
            throw Refusals.conflict(
                "The role is held by " + String.join(", ", holders) + ": change them first.");
          }
          return current.withRoles(
              current.roles().stream().filter(role -> !role.name().equals(name)).toList());
        });
    return Response.noContent().build();
  }

  private static List<String> holders(Configuration current, String role) {
    return current.users().stream()
        .filter(user -> user.role().equals(role))
        .map(User::email)
        .toList();
  }

  private static Role requireCustom(Configuration current, String name, HttpHeaders headers) {
    Role role = current.role(name).orElseThrow(() -> Refusals.notFound("role " + name));
    if (Role.BUILT_IN.containsKey(name)) {
      throw Refusals.conflict("The role " + name + " is built in and cannot be changed.");
    }
    EntityTags.requireMatch(headers, RoleView.of(role));
    return role;
  }
}
