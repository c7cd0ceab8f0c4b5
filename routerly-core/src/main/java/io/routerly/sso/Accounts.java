package io.routerly.sso;

import io.routerly.auth.Logins;
import io.routerly.domain.Actor;
import io.routerly.domain.ActorKind;
import io.routerly.domain.ExternalIdentity;
import io.routerly.domain.Ids;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Permission;
import io.routerly.domain.Role;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the accounts of people who are known elsewhere, makes them, and keeps their roles as their
 * groups are. The configuration is written only where something is different. Thread-safe.
 */
final class Accounts {
  private static final String ADMIN = "admin";

  private final ConfigStore config;
  private final Ids ids;
  private final Clock clock;

  Accounts(ConfigStore config, Ids ids, Clock clock) {
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Someone of whom it is certain who they are elsewhere.
   *
   * @param identity who that is
   * @param email their address
   * @param verified whether the address is known to be theirs
   * @param groups in which they are
   */
  record Person(ExternalIdentity identity, String email, boolean verified, Set<String> groups) {}

  /** Who is let in, and as what. */
  record Rules(RoleMapping roles, boolean allowCreate, boolean linkByEmail) {}

  /**
   * Returns the account of a person.
   *
   * @param via how they are known
   * @param address network address from which they come
   * @throws GatewayException {@code sign_in_refused} if they may not come in, {@code conflict} if
   *     another account stands in the way, or if their groups would leave no administrator
   */
  User admit(Person person, Rules rules, ActorKind via, Optional<String> address) {
    String newId = ids.user();
    Configuration current = config.current();
    User wanted = wanted(current, person, rules, newId);
    if (current.users().contains(wanted)) {
      return wanted;
    }
    Actor actor = Actor.user(wanted.id(), wanted.email(), via, address);
    Configuration changed =
        config.edit(actor, state -> with(state, wanted(state, person, rules, newId)));
    return find(changed, person.identity()).orElseThrow(Accounts::gone);
  }

  /** Returns the account of an identity. */
  static Optional<User> find(Configuration current, ExternalIdentity identity) {
    return current.users().stream()
        .filter(user -> user.identities().contains(identity))
        .findFirst();
  }

  private User wanted(Configuration current, Person person, Rules rules, String newId) {
    try {
      Optional<User> account =
          find(current, person.identity()).or(() -> linked(current, person, rules));
      return account.isPresent()
          ? updated(current, account.get(), person, rules)
          : created(current, person, rules, newId);
    } catch (InvalidFieldException e) {
      throw Failures.refused(
          "What is said of this person holds a value for " + e.field() + " that cannot be one.");
    }
  }

  private User updated(Configuration current, User account, Person person, Rules rules) {
    Optional<Role> byGroups = rules.roles().of(person.groups(), current);
    if (rules.roles().followsGroups() && byGroups.isEmpty()) {
      throw inNoGroup();
    }
    String role =
        byGroups
            .filter(found -> rules.roles().followsGroups())
            .map(Role::name)
            .orElse(account.role());
    requireAnAdministrator(current, account, role);
    boolean free =
        holder(current, person.email()).filter(u -> !u.id().equals(account.id())).isEmpty();
    return account.with(free ? person.email() : account.email(), role, account.passwordHash());
  }

  private User created(Configuration current, Person person, Rules rules, String newId) {
    Role role = rules.roles().of(person.groups(), current).orElseThrow(Accounts::inNoGroup);
    if (holder(current, person.email()).isPresent()) {
      throw new GatewayException(
          ErrorCode.CONFLICT,
          "There is an account with your e-mail address already, which is not linked to the"
              + " identity provider: sign in with its password, or ask an administrator.");
    }
    if (!rules.allowCreate()) {
      throw Failures.refused("You have no account here: ask an administrator for one.");
    }
    return new User(
        newId,
        person.email(),
        User.NO_PASSWORD,
        role.name(),
        Optional.of(clock.instant()),
        List.of(),
        List.of(person.identity()));
  }

  /**
   * An account that the same provider knows as somebody else stays that person's.
   *
   * <p>Whoever chose the address of an account, its holder or who made it, has shown nobody that it
   * is theirs. So the account is handed over: what it was entered with before ends, lest somebody
   * lie in wait with the address of a person who is to become more than they are. Who holds every
   * permission already can gain nothing so, and keeps a way in for the day the provider is down.
   */
  private static Optional<User> linked(Configuration current, Person person, Rules rules) {
    boolean certain = rules.linkByEmail() && person.verified() && isAscii(person.email());
    return holder(current, person.email())
        .filter(user -> certain)
        .filter(
            user ->
                user.identities().stream()
                    .noneMatch(known -> known.issuer().equals(person.identity().issuer())))
        .map(user -> holdsAll(current, user) ? user : handedOver(user))
        .map(user -> user.withIdentity(person.identity()));
  }

  private static boolean holdsAll(Configuration current, User user) {
    return current
        .role(user.role())
        .filter(role -> role.granted().containsAll(EnumSet.allOf(Permission.class)))
        .isPresent();
  }

  private static User handedOver(User user) {
    return user.with(user.email(), user.role(), User.NO_PASSWORD).withAccessTokens(List.of());
  }

  /** Letters of other alphabets may be equal to ours without regard to case. */
  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x7f);
  }

  private static Optional<User> holder(Configuration current, String email) {
    String key = Logins.normal(email);
    return current.users().stream()
        .filter(user -> Logins.normal(user.email()).equals(key))
        .findFirst();
  }

  private static void requireAnAdministrator(Configuration current, User account, String role) {
    boolean another =
        current.users().stream()
            .anyMatch(user -> user.role().equals(ADMIN) && !user.id().equals(account.id()));
    if (account.role().equals(ADMIN) && !role.equals(ADMIN) && !another) {
      throw new GatewayException(
          ErrorCode.CONFLICT,
          "You are the last administrator, and your groups at the identity provider give you the"
              + " role "
              + role
              + ": have another administrator made first, or your groups changed.");
    }
  }

  private static Configuration with(Configuration current, User wanted) {
    boolean known = current.users().stream().anyMatch(user -> user.id().equals(wanted.id()));
    return current.withUsers(
        known
            ? current.users().stream()
                .map(user -> user.id().equals(wanted.id()) ? wanted : user)
                .toList()
            : Stream.concat(current.users().stream(), Stream.of(wanted)).toList());
  }

  private static GatewayException inNoGroup() {
    return Failures.refused(
        "You are in no group that has a role here: ask an administrator of the identity provider.");
  }

  private static GatewayException gone() {
    return Failures.refused("Your account was changed meanwhile: sign in again.");
  }
}
