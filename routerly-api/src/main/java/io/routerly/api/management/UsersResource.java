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
import io.routerly.auth.Passwords;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.Ids;
import io.routerly.domain.Permission;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** {@code /api/users}: the people who sign in. */
@Path("api/users")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {
  private final ConfigStore config;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Ids ids;
  private final Clock clock;

  public UsersResource(
      ConfigStore config, Passwords passwords, Sessions sessions, Ids ids, Clock clock) {
    this.config = config;
    this.passwords = passwords;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Lists the users. */
  @GET
  @RequiresPermission({Permission.USERS_WRITE, Permission.ROLES_WRITE})
  @Answers(value = UserView.class, list = true)
  public Response list(@Asks(Paging.class) @Context UriInfo uri) {
    return JsonAnswer.ok(
        Paging.of(uri.getQueryParameters())
            .of(config.current().users().stream().map(UserView::of).toList()));
  }

  /** Adds a user. */
  @POST
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(value = UserView.class, status = 201, tagged = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response create(
      @Takes(value = UserDraft.class, required = "password") JsonBody body,
      @Context SecurityContext security) {
    Principal me = principalOf(security);
    UserDraft draft = body.as(UserDraft.class);
    if (draft.id().isPresent()) {
      throw Refusals.wrongField("/id", "is given by the service: leave it out");
    }
    Grants.requireMayGive(me, config.current(), draft.role());
    String password =
        draft.password().orElseThrow(() -> Refusals.wrongField("/password", "is missing"));
    User user =
        Refusals.checked(
            () ->
                new User(
                    ids.user(),
                    draft.email().strip(),
                    passwords.hash(password, "password"),
                    draft.role(),
                    Optional.of(clock.instant())));
    config.edit(
        me.actor(),
        current -> {
          Grants.requireMayGive(me, current, user.role());
          return UserEdits.add(current, user);
        });
    return shown(201, user);
  }

  /** Shows a user. */
  @GET
  @Path("{id}")
  @RequiresPermission({Permission.USERS_WRITE, Permission.ROLES_WRITE})
  @Answers(value = UserView.class, tagged = true)
  public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
    User user = UserEdits.find(config.current(), id);
    return JsonAnswer.taggedFor(headers, UserView.of(user), UserVersion.of(user));
  }

  /** Replaces e-mail address and role, and the password if there is one. */
  @PUT
  @Path("{id}")
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(value = UserView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response replace(
      @PathParam("id") String id,
      @Takes(UserDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    UserDraft draft = body.as(UserDraft.class);
    return change(id, principalOf(security), headers, before -> draft);
  }

  /** Changes some fields of a user, by JSON merge patch. */
  @PATCH
  @Path("{id}")
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(value = UserView.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response patch(
      @PathParam("id") String id,
      @Takes(UserDraft.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    return change(
        id,
        principalOf(security),
        headers,
        before -> body.mergedInto(UserDraft.of(before), UserDraft.class));
  }

  /** Removes a user, their sessions and memberships. */
  @DELETE
  @Path("{id}")
  @RequiresPermission(Permission.USERS_WRITE)
  @Answers(conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response delete(
      @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    config.edit(
        me.actor(),
        current -> {
          User user = UserEdits.find(current, id);
          EntityTags.requireMatch(headers, UserVersion.of(user));
          Grants.requireMayChange(me, current, user);
          return Grants.keepingAnAdministrator(current, UserEdits.remove(current, id));
        });
    sessions.endAllOf(id);
    return Response.noContent().build();
  }

  private Response change(
      String id, Principal me, HttpHeaders headers, Function<User, UserDraft> wanted) {
    User seen = UserEdits.find(config.current(), id);
    // Hashing takes a while, so it is done before the store's lock is held.
    Optional<String> newHash =
        wanted
            .apply(seen)
            .password()
            .map(text -> Refusals.checked(() -> passwords.hash(text, "password")));
    Configuration changed =
        config.edit(
            me.actor(),
            current -> {
              User before = UserEdits.find(current, id);
              EntityTags.requireMatch(headers, UserVersion.of(before));
              UserDraft draft = wanted.apply(before);
              requireAllowed(me, current, before, draft);
              String hash = newHash.orElse(before.passwordHash());
              return Grants.keepingAnAdministrator(
                  current, UserEdits.replace(current, id, user -> changed(user, draft, hash)));
            });
    newHash.ifPresent(hash -> sessions.endAllOf(id));
    return shown(200, UserEdits.find(changed, id));
  }

  private static Response shown(int status, User user) {
    return JsonAnswer.tagged(status, UserView.of(user), UserVersion.of(user));
  }

  private static void requireAllowed(
      Principal me, Configuration current, User before, UserDraft draft) {
    if (draft.password().isPresent() && !before.hasPassword()) {
      throw Refusals.conflict(
          "This user signs in at the identity provider and has no password here.");
    }
    if (!draft.id().orElse(before.id()).equals(before.id())) {
      throw Refusals.wrongField("/id", "cannot be changed");
    }
    Grants.requireMayChange(me, current, before);
    Grants.requireMayGive(me, current, draft.role());
  }

  private static User changed(User before, UserDraft draft, String passwordHash) {
    return before.with(draft.email().strip(), draft.role(), passwordHash);
  }
}
