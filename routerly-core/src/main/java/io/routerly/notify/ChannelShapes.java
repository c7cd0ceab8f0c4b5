package io.routerly.notify;

import static io.routerly.notify.ChannelField.address;
import static io.routerly.notify.ChannelField.addresses;
import static io.routerly.notify.ChannelField.host;
import static io.routerly.notify.ChannelField.listOf;
import static io.routerly.notify.ChannelField.matching;
import static io.routerly.notify.ChannelField.oneOf;
import static io.routerly.notify.ChannelField.optional;
import static io.routerly.notify.ChannelField.port;
import static io.routerly.notify.ChannelField.required;
import static io.routerly.notify.ChannelField.text;
import static io.routerly.notify.ChannelField.url;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields the channels of each type have, and what is wrong with those of given ones. */
public final class ChannelShapes {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");
  private static final List<String> FORMATS = List.of("json", "slack", "teams");
  private static final List<String> SECURITY = List.of("none", "starttls", "tls");

  private static final List<String> SES_SMTP = List.of("user", "password");
  private static final List<String> SES_API = List.of("accessKeyId", "secretAccessKey");

  private static final List<ChannelField> COMMON =
      List.of(
          required("type", text()),
          required("name", text()),
          optional("events", listOf(oneOf(NoticeKind.names()))),
          optional("projects", listOf(text())));

  private static final List<ChannelField> MAIL =
      List.of(required("from", address()), required("to", addresses()));

  private static final Map<String, List<ChannelField>> SHAPES =
      Map.of(
          "webhook",
          List.of(
              required("url", url()),
              optional("secret", text()),
              optional("format", oneOf(FORMATS))),
          "smtp",
          mail(
              required("host", host()),
              optional("port", port()),
              optional("security", oneOf(SECURITY)),
              optional("user", text()),
              optional("username", text()), // As it was called before; stored as user.
              optional("password", text())),
          "ses",
          mail(
              required("region", matching(REGION, "eu-central-1")),
              optional("user", text()),
              optional("password", text()),
              optional("accessKeyId", text()),
              optional("secretAccessKey", text())),
          "sendgrid",
          mail(required("apiKey", text())),
          "azure",
          mail(required("connectionString", text())),
          "google",
          mail(
              required("clientId", text()),
              required("clientSecret", text()),
              required("refreshToken", text())));

  private ChannelShapes() {}

  private static List<ChannelField> mail(ChannelField... own) {
    return Stream.concat(Stream.of(own), MAIL.stream()).toList();
  }

  /**
   * Returns what is wrong with channels, by a JSON pointer below their list such as {@code
   * /0/port}, in their order. No sentence repeats what a field holds.
   */
  public static Map<String, String> check(List<JsonObject> channels) {
    Map<String, String> wrong = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < channels.size(); i++) {
      JsonObject channel = channels.get(i);
      check(channel, "/" + i + "/", wrong);
      if (!names.add(channel.getString("name", ""))) {
        wrong.put("/" + i + "/name", "is that of another channel: each must be unique");
      }
    }
    return wrong;
  }

  private static void check(JsonObject channel, String pointer, Map<String, String> wrong) {
    String type = channel.getString("type", "");
    if (!SHAPES.containsKey(type)) {
      wrong.put(pointer + "type", "must be one of " + new TreeSet<>(SHAPES.keySet()));
      return;
    }
    Map<String, ChannelField> fields = fieldsOf(type);
    channel.forEach(
        (name, value) -> {
          ChannelField field = fields.get(name);
          if (field == null) {
            wrong.put(pointer + name, "unknown field; known are " + new TreeSet<>(fields.keySet()));
          } else {
            field.rule().wrong(value).ifPresent(why -> wrong.put(pointer + name, why));
          }
        });
    fields.values().stream()
        .filter(field -> field.required() && !channel.containsKey(field.name()))
        .forEach(field -> wrong.put(pointer + field.name(), "is missing"));
    if (wrong.isEmpty()) {
      checkTogether(channel, pointer, wrong);
    }
  }

  private static Map<String, ChannelField> fieldsOf(String type) {
    return Stream.concat(COMMON.stream(), SHAPES.getOrDefault(type, List.of()).stream())
        .collect(Collectors.toMap(ChannelField::name, field -> field));
  }

  /** Checks what fields must not be without others; each by itself is right. */
  private static void checkTogether(JsonObject channel, String pointer, Map<String, String> wrong) {
    if (channel.getString("type").equals("webhook")
        && channel.getString("format", "json").equals("json")
        && !channel.containsKey("secret")) {
      wrong.put(pointer + "secret", "is missing: it signs what is sent");
    }
    switch (channel.getString("type")) {
      case "smtp" -> checkLogin(channel, pointer, wrong);
      case "ses" -> checkSes(channel, pointer, wrong);
      default -> {
        // The others have no fields that depend on each other.
      }
    }
    if (channel.get("connectionString") instanceof JsonString stored
        && !AzureConnection.mayBe(stored.getString())) {
      wrong.put(pointer + "connectionString", "must be such as endpoint=https://…;accesskey=…");
    }
  }

  private static void checkLogin(JsonObject channel, String pointer, Map<String, String> wrong) {
    boolean named = channel.containsKey("user") || channel.containsKey("username");
    if (named != channel.containsKey("password")) {
      wrong.put(pointer + (named ? "password" : "user"), "is missing beside the other");
    }
    if (channel.containsKey("user") && channel.containsKey("username")) {
      wrong.put(pointer + "username", "is the name that user had before: give one of them");
    }
    if (named
        && channel.get("security") instanceof JsonString security
        && security.getString().equals("none")) {
      wrong.put(pointer + "security", "must be starttls or tls where a password is sent");
    }
  }

  /** Either the credentials of its mail servers, or an access key for its API as before. */
  private static void checkSes(JsonObject channel, String pointer, Map<String, String> wrong) {
    boolean api = isSesApi(channel);
    for (String field : api ? SES_API : SES_SMTP) {
      if (!channel.containsKey(field)) {
        wrong.put(pointer + field, "is missing");
      }
    }
    if (api && SES_SMTP.stream().anyMatch(channel::containsKey)) {
      wrong.put(pointer + SES_API.get(0), "must not stand beside user and password");
    }
  }

  /** Returns whether a channel for SES has an access key, rather than SMTP credentials. */
  static boolean isSesApi(JsonObject channel) {
    return SES_API.stream().anyMatch(channel::containsKey);
  }
}
