package io.routerly.sso;

import io.routerly.domain.OidcSettings;
import io.routerly.domain.User;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.OidcSecrets;
import io.routerly.store.binding.RecordBinder;
import io.routerly.testkit.FakeIssuer;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** Single sign-on with a provider on this machine, without HTTP on our side. */
final class Desk implements AutoCloseable {
  static final String CALLBACK = "https://gateway.example/api/auth/oidc/callback";

  final SettableClock clock = new SettableClock();
  final FakeIssuer issuer = FakeIssuer.start(clock);
  final MemoryConfigStore config = new MemoryConfigStore();
  private final SecureRandom random = new SecureRandom();
  final OidcSecrets secrets =
      new OidcSecrets(MasterSecret.random(random), random, name -> Optional.empty());
  private final SocketUpstreamClient upstream =
      SocketUpstreamClient.create(UpstreamSettings.DEFAULTS);
  final SingleSignOn singleSignOn = new SingleSignOn(config, secrets, upstream, clock, random);

  Desk() {
    configure("");
    issuer.knows(json("{'email':'ann@example.com','email_verified':true,'groups':['staff']}"));
  }

  /** Uses settings with these fields beside the usual ones, after a comma. */
  void configure(String more) {
    JsonObject usual =
        json(
            "{'issuer':'%s','clientId':'routerly','groupRoles':{'staff':'member','ops':'admin'}}"
                .formatted(issuer.issuer()));
    JsonObject all =
        JsonFactories.BUILDERS
            .createObjectBuilder(usual)
            .addAll(JsonFactories.BUILDERS.createObjectBuilder(json("{" + more + "}")))
            .build();
    config.use(secrets.seal(new RecordBinder().bind(all, OidcSettings.class)));
  }

  static JsonObject json(String text) {
    return JsonTrees.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a sign-in. */
  SingleSignOn.Begun begin() {
    return singleSignOn.begin(CALLBACK, "/dashboard?tab=1");
  }

  /** Signs the person in whom the provider knows. */
  SingleSignOn.Done signIn() {
    SingleSignOn.Begun begun = begin();
    return finish(issuer.signIn(begun.location()), begun);
  }

  SingleSignOn.Done finish(URI answer, SingleSignOn.Begun begun) {
    return singleSignOn.finish(
        answerOf(answer), Optional.of(begun.kept()), Optional.of("192.0.2.1"));
  }

  static SingleSignOn.Answer answerOf(URI address) {
    Map<String, String> query =
        Arrays.stream(address.getRawQuery().split("&"))
            .map(field -> field.split("=", 2))
            .collect(
                Collectors.toMap(
                    field -> field[0],
                    field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    return new SingleSignOn.Answer(
        Optional.ofNullable(query.get("code")),
        Optional.ofNullable(query.get("state")),
        Optional.ofNullable(query.get("error")),
        Optional.ofNullable(query.get("iss")));
  }

  /** Returns why a sign-in fails. */
  GatewayException failure() {
    return Assertions.catchThrowableOfType(GatewayException.class, this::signIn);
  }

  /** Returns the only user. */
  User onlyUser() {
    Assertions.assertThat(config.current().users()).hasSize(1);
    return config.current().users().get(0);
  }

  @Override
  public void close() {
    upstream.close();
    issuer.close();
  }
}
