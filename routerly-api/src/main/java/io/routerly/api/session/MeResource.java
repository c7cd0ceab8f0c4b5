package io.routerly.api.session;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.AtMost;
import io.routerly.api.http.EntityTags;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.SignedIn;
import io.routerly.api.management.UserEdits;
import io.routerly.auth.Logins;
import io.routerly.auth.Passwords;
import io.routerly.auth.Principal;
import io.routerly.auth.Sessions;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/** {@code /api/me}: the signed-in person's own account. */
@Path("api/me")
@Produces(MediaType.APPLICATION_JSON)
public final class MeResource {
  private final ConfigStore config;
  private final Logins logins;
  private final Passwords passwords;
  private final Sessions sessions;

  public MeResource(ConfigStore config, Logins logins, Passwords passwords, Sessions sessions) {
    this.config = config;
    this.logins = logins;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  /**
   * The body of a change to one's own account.
   *
   * @param email the new login name; absent: it stays
   * @param currentPassword the password as it is now
   * @param newPassword absent: the password stays
   */
  public record AccountChange(
      Optional<String> email, String currentPassword, Optional<String> newPassword) {
    /** Prints without the passwords. */
    @Override
    public String toString() {
      return "AccountChange[***]";
    }
  }

  /** Tells who is signed in and what they may do. */
  @GET
  @SignedIn
  @Answers(value = PersonView.class, tagged = true)
  public Response get(@Context SecurityContext security, @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    User user = UserEdits.find(config.current(), me.userId());
    return JsonAnswer.taggedFor(headers, PersonView.of(user, me.permissions()));
  }

  /** Changes e-mail address or password; a new password ends all sessions, this one included. */
  @PUT
  @SignedIn(inPerson = true)
  @Answers(value = PersonView.class, tagged = true, conditional = true)
  @Edits
  @Refuses({ErrorCode.CONFLICT, ErrorCode.TOO_MANY_ATTEMPTS})
  public Response change(
      @AtMost(AtMost.CREDENTIALS) @Takes(AccountChange.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    Principal me = principalOf(security);
    AccountChange change = body.as(AccountChange.class);
    requirePassword(UserEdits.find(config.current(), me.userId()), me, change.currentPassword());
    Optional<String> newHash =
        change
            .newPassword()
            .map(text -> Refusals.checked(() -> passwords.hash(text, "newPassword")));
    Configuration changed =
        config.edit(
            me.actor(),
            current -> {
              EntityTags.requireMatch(
                  headers, PersonView.of(UserEdits.find(current, me.userId()), me.permissions()));
              return UserEdits.replace(
                  current,
                  me.userId(),
                  before -> changed(before, change, newHash.orElse(before.passwordHash())));
            });
    newHash.ifPresent(hash -> sessions.endAllOf(me.userId()));
    User user = UserEdits.find(changed, me.userId());
    return JsonAnswer.tagged(200, PersonView.of(user, me.permissions()));
  }

  private void requirePassword(User user, Principal me, String password) {
    if (!user.hasPassword()) {
      throw Refusals.conflict(
          "Your account has no password: it is the identity provider that looks after it.");
    }
    try {
      logins.verify(me.email(), password, me.address());
    } catch (GatewayException e) {
      if (e.code() != ErrorCode.INVALID_LOGIN) {
        throw e;
      }
      throw Refusals.wrongField("/currentPassword", "is not your password");
    }
  }

  private static User changed(User before, AccountChange change, String passwordHash) {
    return before.with(
        change.email().map(String::strip).orElse(before.email()), before.role(), passwordHash);
  }
}
