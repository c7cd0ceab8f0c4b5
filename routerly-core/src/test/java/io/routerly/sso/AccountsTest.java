package io.routerly.sso;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.PersonalToken;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {
  private static final String ANN = "'email':'ann@example.com','email_verified':true";
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private void comes(String claims) {
    desk.issuer.knows(Desk.json("{" + claims + "}"));
  }

  private User signIn(String claims) {
    comes(claims);
    return desk.signIn().user();
  }

  private void assertRefused(ErrorCode code, String reason) {
    assertThat(desk.failure()).returns(code, GatewayException::code).hasMessageContaining(reason);
  }

  private User addPasswordUser(String email, String role) {
    User user = new User("usr_pw", email, "$2a$04$hash", role, Optional.empty());
    desk.config.add(user);
    return user;
  }

  @Test
  void aPersonIsKnownByTheirSubjectWhateverTheirAddress() {
    User before = desk.signIn().user();

    User after = signIn("'email':'new@example.com','email_verified':true,'groups':['staff']");

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(desk.onlyUser().email()).isEqualTo("new@example.com");
  }

  @Test
  void anAddressThatAnotherAccountHasIsNotTakenOver() {
    User before = desk.signIn().user();
    addPasswordUser("Bob@example.com", "admin");

    User after = signIn("'email':'bob@example.com','email_verified':true,'groups':['staff']");

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.email()).isEqualTo("ann@example.com");
  }

  @Test
  void anAccountOfTheSameAddressStandsInTheWay() {
    addPasswordUser("ANN@example.com", "admin");

    assertRefused(ErrorCode.CONFLICT, "already");
    assertThat(desk.onlyUser().identities()).isEmpty();
  }

  @Test
  void anAccountIsLinkedByItsAddressWhereTheSettingsSaySo() {
    addPasswordUser("admin@example.com", "admin");
    desk.config.add(
        new User("usr_ann", "ANN@example.com", "$2a$04$ann", "viewer", Optional.empty()));
    desk.configure("'linkByEmail':true");

    User linked = desk.signIn().user();

    assertThat(linked.id()).isEqualTo("usr_ann");
    assertThat(linked.role()).isEqualTo("member");
    assertThat(linked.identities()).hasSize(1);
  }

  /** Somebody may have given their account the address of a person who is to come. */
  @Test
  void whoHadTheAccountBeforeIsOutOfItOnceItIsLinked() {
    PersonalToken token =
        new PersonalToken(
            "pat_lurking",
            "lurking",
            PersonalToken.SHA256 + "0".repeat(64),
            List.of(),
            Instant.EPOCH,
            Instant.MAX);
    desk.config.add(
        new User("usr_eve", "ann@example.com", "$2a$04$eve", "viewer", Optional.empty())
            .withAccessTokens(List.of(token)));
    desk.configure("'linkByEmail':true");

    User linked = desk.signIn().user();

    assertThat(linked.id()).isEqualTo("usr_eve");
    assertThat(linked.hasPassword()).isFalse();
    assertThat(linked.accessTokens()).isEmpty();
  }

  @Test
  void whoHoldsEveryPermissionKeepsTheirPassword() {
    addPasswordUser("ann@example.com", "admin");
    desk.config.add(
        new User("usr_root", "root@example.com", "$2a$04$root", "admin", Optional.empty()));
    desk.configure("'linkByEmail':true");

    assertThat(desk.signIn().user().passwordHash()).isEqualTo("$2a$04$hash");
  }

  @Test
  void anAccountThatTheProviderKnowsAsSomebodyElseIsNotLinked() {
    desk.configure("'linkByEmail':true");
    desk.signIn();

    comes(ANN + ",'groups':['staff'],'sub':'subject-2'");

    assertRefused(ErrorCode.CONFLICT, "already");
  }

  @ParameterizedTest
  @CsvSource({"'email_verified':false", "'x':1", "'email_verified':'yes'", "'email_verified':1"})
  void anAddressThatNobodyVerifiedIsRefused(String verified) {
    comes("'email':'ann@example.com','groups':['staff']," + verified.replace("''", "'"));

    assertRefused(ErrorCode.SIGN_IN_REFUSED, "verified");
  }

  @Test
  void anUnverifiedAddressIsTakenWhereTheSettingsSaySo() {
    desk.configure("'requireVerifiedEmail':false");

    assertThat(signIn("'email':'ann@example.com','groups':['staff']").email())
        .isEqualTo("ann@example.com");
  }

  @ParameterizedTest
  @CsvSource({"'groups':[]", "'groups':['unknown']", "'x':1", "'groups':'unknown'", "'groups':17"})
  void whoIsInNoGroupIsRefused(String groups) {
    comes(ANN + "," + groups);

    assertRefused(ErrorCode.SIGN_IN_REFUSED, "group");
  }

  @Test
  void whoLeftTheirGroupsIsRefusedToo() {
    desk.signIn();
    comes(ANN);

    assertRefused(ErrorCode.SIGN_IN_REFUSED, "group");
  }

  @Test
  void theDefaultRoleIsForWhoIsInNoGroup() {
    desk.configure("'defaultRole':'viewer'");

    assertThat(signIn(ANN).role()).isEqualTo("viewer");
  }

  @Test
  void rolesFollowTheGroupsAtEachSignInAndTheStrongestCounts() {
    addPasswordUser("admin@example.com", "admin");
    assertThat(signIn(ANN + ",'groups':'staff'").role()).isEqualTo("member");
    assertThat(signIn(ANN + ",'groups':['staff','ops']").role()).isEqualTo("admin");
    assertThat(signIn(ANN + ",'groups':['staff']").role()).isEqualTo("member");
    assertThat(desk.config.actors).hasSize(3);
  }

  @Test
  void rolesThatNoGroupGivesAreLeftToAdministrators() {
    desk.configure("'groupRoles':{},'defaultRole':'viewer'");
    User ann = desk.signIn().user();
    desk.config.edit(
        io.routerly.domain.Actor.command("test"),
        state ->
            state.withUsers(
                java.util.List.of(ann.with(ann.email(), "member", ann.passwordHash()))));

    assertThat(desk.signIn().user().role()).isEqualTo("member");
  }

  @Test
  void theLastAdministratorIsNotDemoted() {
    signIn(ANN + ",'groups':['ops']");
    comes(ANN + ",'groups':['staff']");

    assertRefused(ErrorCode.CONFLICT, "last administrator");
    assertThat(desk.onlyUser().role()).isEqualTo("admin");
  }

  @Test
  void accountsAreNotMadeWhereTheSettingsForbidIt() {
    desk.configure("'allowCreate':false");

    assertRefused(ErrorCode.SIGN_IN_REFUSED, "no account");
    assertThat(desk.config.current().users()).isEmpty();
  }

  @Test
  void whoHasNoAddressIsRefused() {
    comes("'groups':['staff']");

    assertRefused(ErrorCode.SIGN_IN_REFUSED, "oidc.emailClaim");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutBeingShown() {
    comes("'email':'canary no address','email_verified':true,'groups':['staff']");

    assertThat(desk.failure())
        .returns(ErrorCode.SIGN_IN_REFUSED, GatewayException::code)
        .message()
        .doesNotContain("canary");
  }

  @Test
  void groupsMayLieDeepInTheClaims() {
    desk.configure("'groupsClaim':'/realm_access/roles'");

    assertThat(signIn(ANN + ",'realm_access':{'roles':['ops']}").role()).isEqualTo("admin");
  }
}
