package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Hides;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.EntityTags;
import io.routerly.api.http.JsonAnswer;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.Refusals;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.domain.Settings;
import io.routerly.domain.TrustedHeader;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.notify.ChannelShapes;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * {@code /api/settings}: what holds for the whole service. Works on the JSON of the settings, so
 * that it shows every field that they have.
 */
@Path("api/settings")
@Produces(MediaType.APPLICATION_JSON)
@Hides(of = Settings.class, fields = SettingsResource.SET_UP)
public final class SettingsResource {
  private static final String CHANNELS = "notifications";
  private static final String METRICS = "metricsToken";
  private static final String OIDC = "oidc";

  /** When set-up was done is a fact, not a setting: it is neither shown nor changed here. */
  static final String SET_UP = "setupCompletedAt";

  private final ConfigStore config;

  public SettingsResource(ConfigStore config) {
    this.config = config;
  }

  /** Shows the settings; their secrets are masked. */
  @GET
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(value = Settings.class, tagged = true)
  public Response get(@Context HttpHeaders headers) {
    Configuration current = config.current();
    return JsonAnswer.taggedFor(headers, JsonAnswer.bytes(shown(current)), version(current));
  }

  /** Replaces the settings; a field that is left out takes its default. */
  @PUT
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(value = Settings.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response replace(
      @Takes(Settings.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    JsonObject wanted = body.object();
    return change(security, headers, shown -> wanted);
  }

  /** Changes some settings, by JSON merge patch. */
  @PATCH
  @RequiresPermission(Permission.SETTINGS_WRITE)
  @Answers(value = Settings.class, tagged = true, conditional = true)
  @Edits
  @Refuses(ErrorCode.CONFLICT)
  public Response patch(
      @Takes(Settings.class) JsonBody body,
      @Context SecurityContext security,
      @Context HttpHeaders headers) {
    return change(security, headers, body::mergedInto);
  }

  private Response change(
      SecurityContext security, HttpHeaders headers, UnaryOperator<JsonObject> change) {
    Principal me = principalOf(security);
    Configuration changed =
        config.edit(
            me.actor(),
            current -> {
              EntityTags.requireMatch(headers, version(current));
              Settings wanted = bound(change.apply(shown(current)), current.settings());
              requireMayLetIn(me, current, wanted);
              return current.withSettings(wanted);
            });
    return JsonAnswer.tagged(200, JsonAnswer.bytes(shown(changed)), version(changed));
  }

  /** A secret that somebody else has set counts as a change, though it is not shown. */
  private static byte[] version(Configuration current) {
    return JsonAnswer.bytes(JsonBody.of(current.settings()));
  }

  /** Who says who people are, or what groups become, can make anybody anything. */
  private static void requireMayLetIn(Principal me, Configuration current, Settings wanted) {
    Settings before = current.settings();
    if (!before.oidc().equals(wanted.oidc())
        || !before.trustedHeader().equals(wanted.trustedHeader())) {
      Grants.requireHeld(me, current, EnumSet.allOf(Permission.class));
    }
    wanted.trustedHeader().ifPresent(trusted -> requireSentByNoModel(current, trusted));
  }

  private static void requireSentByNoModel(Configuration current, TrustedHeader trusted) {
    current.models().stream()
        .filter(model -> ModelEdits.isSentBy(model, trusted))
        .findFirst()
        .ifPresent(
            model -> {
              throw Refusals.wrongField(
                  "/trustedHeader",
                  "the model " + model.id() + " has one of these headers: take it out there first");
            });
  }

  private static JsonObject shown(Configuration current) {
    JsonObject all = JsonBody.of(current.settings());
    JsonObjectBuilder shown = JsonAnswer.JSON.createObjectBuilder(all).remove(SET_UP);
    if (all.get(CHANNELS) instanceof JsonArray channels) {
      shown.add(CHANNELS, ChannelMasks.masked(channels));
    }
    if (all.containsKey(METRICS)) {
      shown.add(METRICS, Masks.MASK);
    }
    if (all.get(OIDC) instanceof JsonObject oidc) {
      shown.add(OIDC, OidcMask.masked(oidc));
    }
    return shown.build();
  }

  private static Settings bound(JsonObject wanted, Settings before) {
    JsonObject stored = JsonBody.of(before);
    JsonObjectBuilder complete = JsonAnswer.JSON.createObjectBuilder(wanted).remove(SET_UP);
    if (wanted.get(CHANNELS) instanceof JsonArray channels) {
      JsonValue old = stored.getOrDefault(CHANNELS, JsonValue.EMPTY_JSON_ARRAY);
      complete.add(CHANNELS, ChannelMasks.unmasked(channels, old.asJsonArray()));
    }
    if (Masks.ofSecret(wanted.get(METRICS))) {
      complete.add(
          METRICS,
          before
              .metricsToken()
              .orElseThrow(() -> Refusals.wrongField("/" + METRICS, "must be entered")));
    }
    if (wanted.get(OIDC) instanceof JsonObject oidc) {
      complete.add(OIDC, OidcMask.unmasked(oidc, before.oidc()));
    }
    Settings settings = JsonBody.bind(complete.build(), Settings.class);
    requireValid(ChannelShapes.check(settings.notifications()), "/" + CHANNELS);
    return before.setupCompletedAt().map(settings::withSetupCompletedAt).orElse(settings);
  }

  /** Refuses channels with which something is wrong, by pointers below the one of their list. */
  static void requireValid(Map<String, String> problems, String pointer) {
    List<GatewayException.Detail> wrong =
        problems.entrySet().stream()
            .map(at -> new GatewayException.Detail(pointer + at.getKey(), at.getValue()))
            .toList();
    if (!wrong.isEmpty()) {
      throw GatewayException.withDetails(
          ErrorCode.INVALID_REQUEST, wrong.get(0).pointer() + ": " + wrong.get(0).message(), wrong);
    }
  }
}
