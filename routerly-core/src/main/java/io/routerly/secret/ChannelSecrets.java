package io.routerly.secret;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Encrypts the secrets of notification channels for {@code settings.json} and reads them back.
 *
 * <p>A secret is bound to the channel's name and to its field: moved elsewhere it does not decrypt.
 * {@code env:NAME} names an environment variable instead. Thread-safe.
 */
public final class ChannelSecrets {
  /**
   * The fields of channels that hold secrets. The address of a webhook is one: whoever knows that
   * of Slack or Teams can write there.
   */
  public static final Set<String> FIELDS =
      Set.of(
          "password",
          "apiKey",
          "secretAccessKey",
          "connectionString",
          "clientSecret",
          "refreshToken",
          "secret",
          "url");

  private static final String USER = "user";
  private static final String USERNAME = "username";

  private final SecretBox box;

  /**
   * @param environment gives the value of an environment variable
   */
  public ChannelSecrets(
      MasterSecret secret, SecureRandom random, Function<String, Optional<String>> environment) {
    box = new SecretBox(keys(List.of(secret)), random, environment);
  }

  /**
   * Uses these secrets from now on.
   *
   * @param secrets the first one encrypts, all of them decrypt
   */
  public void use(List<MasterSecret> secrets) {
    box.use(keys(secrets));
  }

  private static List<byte[]> keys(List<MasterSecret> secrets) {
    return secrets.stream().map(secret -> secret.derive(MasterSecret.CHANNEL_SECRETS, 32)).toList();
  }

  /** Returns the fields of a channel that hold a secret in whatever form, in their order. */
  public static List<String> fieldsOf(JsonObject channel) {
    return FIELDS.stream()
        .sorted()
        .filter(field -> channel.get(field) instanceof JsonString)
        .filter(field -> !channel.getString(field).isBlank())
        .toList();
  }

  /**
   * Returns the channels as they are stored: all secrets in their stored form, and fields under the
   * names of today.
   */
  public List<JsonObject> seal(List<JsonObject> channels) {
    return channels.stream().map(this::seal).toList();
  }

  /**
   * Returns the channels with the same secrets, encrypted with the secret that is used now; what
   * cannot be decrypted stays as it is.
   */
  public List<JsonObject> reseal(List<JsonObject> channels) {
    return channels.stream().map(this::reseal).toList();
  }

  private JsonObject reseal(JsonObject channel) {
    JsonObjectBuilder sealed = JsonFactories.BUILDERS.createObjectBuilder(channel);
    fieldsOf(channel)
        .forEach(
            field ->
                sealed.add(field, box.reseal(place(channel, field), channel.getString(field))));
    return sealed.build();
  }

  /** Returns the secret in a field of a channel. */
  public ProviderKey of(JsonObject channel, String field) {
    return fieldsOf(channel).contains(field)
        ? box.open(
            place(channel, field),
            channel.getString(field),
            "its "
                + field
                + " cannot be decrypted with config/secret for this channel: enter it again")
        : new ProviderKey.Absent();
  }

  private JsonObject seal(JsonObject given) {
    JsonObject channel = withTodaysNames(given);
    List<String> clear =
        fieldsOf(channel).stream()
            .filter(field -> !ProviderKeys.isStoredForm(channel.getString(field)))
            .toList();
    if (clear.isEmpty()) {
      return channel;
    }
    JsonObjectBuilder sealed = JsonFactories.BUILDERS.createObjectBuilder(channel);
    clear.forEach(
        field -> sealed.add(field, box.seal(place(channel, field), channel.getString(field))));
    return sealed.build();
  }

  /** The user of a mail server was called {@code username} before. */
  private static JsonObject withTodaysNames(JsonObject channel) {
    boolean earlier =
        channel.getString("type", "").equals("smtp")
            && channel.containsKey(USERNAME)
            && !channel.containsKey(USER);
    return earlier
        ? JsonFactories.BUILDERS
            .createObjectBuilder(channel)
            .remove(USERNAME)
            .add(USER, channel.get(USERNAME))
            .build()
        : channel;
  }

  private static String place(JsonObject channel, String field) {
    return "channel:" + field + ":" + channel.getString("name", "");
  }
}
