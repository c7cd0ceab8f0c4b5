package io.routerly.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.auth.Principal;
import io.routerly.domain.ActorKind;
import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.store.binding.BindingException;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSignInTest {
  private static final String USUAL =
      "'userHeader':'X-User','emailHeader':'X-Email','groupsHeader':'X-Groups',"
          + "'groupRoles':{'staff':'member','ops':'admin'},'trustedProxies':['10.0.0.0/24']";
  private static final Optional<String> PROXY = Optional.of("10.0.0.7");

  private final MemoryConfigStore config = new MemoryConfigStore();
  private final HeaderSignIn signIn =
      new HeaderSignIn(config, new SettableClock(), new SecureRandom());
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @BeforeEach
  void annComes() {
    use("");
    send("x-user", "ann");
    send("x-email", "ann@example.com");
    send("x-groups", "other, staff");
  }

  private void use(String more) {
    use(Changes.add(Desk.json("{" + USUAL + "}"), "{" + more + "}"));
  }

  private void use(JsonObject trusted) {
    config.use(JsonFactories.BUILDERS.createObjectBuilder().add("trustedHeader", trusted).build());
  }

  private void send(String name, String... values) {
    headers.put(name, Arrays.asList(values));
  }

  private Optional<Principal> from(Optional<String> peer) {
    return signIn.verify(name -> headers.getOrDefault(name, List.of()), peer);
  }

  private GatewayException refusal() {
    return catchThrowableOfType(GatewayException.class, () -> from(PROXY));
  }

  @Test
  void whomATrustedProxyNamesIsThatPerson() {
    Principal ann = from(PROXY).orElseThrow();

    assertThat(ann.email()).isEqualTo("ann@example.com");
    assertThat(ann.role()).isEqualTo("member");
    assertThat(ann.via()).isEqualTo(ActorKind.PROXY);
    assertThat(from(PROXY).orElseThrow().userId()).isEqualTo(ann.userId());
    assertThat(config.actors)
        .singleElement()
        .satisfies(
            actor -> {
              assertThat(actor.via()).isEqualTo(ActorKind.PROXY);
              assertThat(actor.address()).isEqualTo(PROXY);
            });
    User stored = config.current().users().get(0);
    assertThat(stored.hasPassword()).isFalse();
    assertThat(stored.identities()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.1.7", "127.0.0.1", "::1", "", "10.0.0.7, 10.0.1.7"})
  void whatOthersSayDoesNotCount(String peer) {
    send("x-forwarded-for", "10.0.0.7");

    assertThat(from(Optional.of(peer))).isEmpty();
    assertThat(
            signIn.isFromElsewhere(
                name -> headers.getOrDefault(name, List.of()), Optional.of(peer)))
        .isTrue();
    assertThat(config.current().users()).isEmpty();
  }

  @Test
  void aServerThatDoesNotTellWhoIsThereIsNotBelieved() {
    assertThat(from(Optional.empty())).isEmpty();
  }

  @Test
  void itIsOffUnlessTheSettingsSaySo() {
    config.use(Desk.json("{}"));

    assertThat(from(PROXY)).isEmpty();
    assertThat(signIn.isFromElsewhere(name -> headers.getOrDefault(name, List.of()), PROXY))
        .isFalse();
  }

  @Test
  void withoutTheHeaderThereIsNobody() {
    headers.remove("x-user");

    assertThat(from(PROXY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-user", "x-email", "x-groups"})
  void severalCopiesAreRefused(String name) {
    send(name, headers.getOrDefault(name, List.of()).get(0), "mallory");

    assertThat(refusal()).returns(ErrorCode.CONFLICTING_CREDENTIALS, GatewayException::code);
    assertThat(config.current().users()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x-user, 'mallory, ann'", "x-email, 'm@example.com,ann@example.com'"})
  void copiesThatAProxyJoinedAreRefused(String name, String value) {
    send(name, value);

    assertThat(refusal()).returns(ErrorCode.CONFLICTING_CREDENTIALS, GatewayException::code);
  }

  @ParameterizedTest
  @CsvSource({"x-user, ''", "x-email, none", "x-groups, ''", "x-groups, unknown"})
  void whatNamesNobodyIsRefused(String name, String value) {
    send(name, value);

    assertThat(refusal()).returns(ErrorCode.UNAUTHENTICATED, GatewayException::code);
    assertThat(config.current().users()).isEmpty();
  }

  @Test
  void rolesFollowTheGroupsOfEachRequest() {
    config.add(new User("usr_1", "root@example.com", "$2a$04$x", "admin", Optional.empty()));
    String ann = from(PROXY).orElseThrow().userId();
    send("x-groups", "ops");
    assertThat(from(PROXY).orElseThrow().role()).isEqualTo("admin");
    send("x-groups", "staff");
    Principal again = from(PROXY).orElseThrow();

    assertThat(again.userId()).isEqualTo(ann);
    assertThat(again.role()).isEqualTo("member");
  }

  @Test
  void anAccountThatWasThereBeforeIsNotTakenOver() {
    config.add(new User("usr_1", "ann@example.com", "$2a$04$x", "admin", Optional.empty()));

    assertThat(refusal())
        .returns(ErrorCode.UNAUTHENTICATED, GatewayException::code)
        .hasMessageContaining("account");
    use("'linkByEmail':true,'groupRoles':{'staff':'admin'}");
    assertThat(from(PROXY).orElseThrow().userId()).isEqualTo("usr_1");
  }

  @Test
  void theUserHeaderMayBeTheAddressAndGroupsBeSeparatedOtherwise() {
    use(
        Desk.json(
            "{'userHeader':'X-User','groupsHeader':'X-Groups','groupsSeparator':'|',"
                + "'groupRoles':{'cn=a,ou=b':'viewer'},'trustedProxies':['10.0.0.7']}"));
    send("x-user", "bob@example.com");
    send("x-groups", "x|cn=a,ou=b");

    assertThat(from(PROXY).orElseThrow().role()).isEqualTo("viewer");
  }

  @Test
  void whoseAccountIsGoneOrWhoseProxyIsNotBelievedAnyMoreHasNoRights() {
    Principal ann = from(PROXY).orElseThrow();
    assertThat(signIn.again(ann).role()).isEqualTo("member");
    config.use(Desk.json("{}"));

    assertThat(catchThrowableOfType(GatewayException.class, () -> signIn.again(ann)))
        .returns(ErrorCode.UNAUTHENTICATED, GatewayException::code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'trustedProxies':[]",
        "'trustedProxies':['0.0.0.0/0']",
        "'trustedProxies':['proxy.internal']",
        "'userHeader':'Authorization'",
        "'userHeader':'X User'",
        "'userHeader':'x-email'",
        "'groupRoles':{}",
        "'groupsSeparator':''"
      })
  void settingsThatCannotBeMeantAreRefused(String change) {
    assertThat(catchThrowableOfType(BindingException.class, () -> use(change)))
        .message()
        .contains("trustedHeader");
  }
}
