package io.routerly.api;

import io.routerly.api.http.ErrorShape;
import io.routerly.api.management.BuiltInNames;
import io.routerly.auth.Logins;
import io.routerly.auth.Passwords;
import io.routerly.auth.PersonalTokens;
import io.routerly.auth.ProjectTokens;
import io.routerly.auth.Sessions;
import io.routerly.auth.SetupCode;
import io.routerly.domain.Ids;
import io.routerly.pipeline.TraceBook;
import io.routerly.secret.ProviderKeys;
import io.routerly.sso.HeaderSignIn;
import io.routerly.store.ConfigStore;
import io.routerly.store.UsageStore;
import io.routerly.store.audit.AuditTrail;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the HTTP surface stands on.
 *
 * @param config the configuration
 * @param usage the usage ledger
 * @param traces decisions and what became of them
 * @param audit who changed what
 * @param auth who people are
 * @param providerKeys encrypts the keys that people enter
 * @param builtIns what configuration may refer to
 * @param ids source of new identifiers
 * @param clock tells the time
 * @param version the product's version
 * @param publicUrl where people reach the service, if that is not what the settings say
 * @param errorShapes envelopes of the errors of parts of the surface, first match first
 * @param extras further resources, filters and features, as instances
 */
public record ApiParts(
    ConfigStore config,
    UsageStore usage,
    TraceBook traces,
    AuditTrail audit,
    Auth auth,
    ProviderKeys providerKeys,
    BuiltInNames builtIns,
    Ids ids,
    Clock clock,
    String version,
    Optional<String> publicUrl,
    List<ErrorShape> errorShapes,
    List<Object> extras) {
  /** The parts that tell who people are and make credentials. */
  public record Auth(
      Logins logins,
      Passwords passwords,
      Sessions sessions,
      SetupCode setupCode,
      ProjectTokens tokens,
      PersonalTokens personalTokens,
      HeaderSignIn headerSignIn) {}

  public ApiParts {
    errorShapes = List.copyOf(errorShapes);
    extras = List.copyOf(extras);
  }
}
