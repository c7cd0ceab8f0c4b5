package io.routerly.api;

import io.routerly.domain.Permission;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Something that two people count up in, each in its own way of showing a number. */
enum SharedObject {
  MODEL("/api/models/gpt", "model.changed") {
    @Override
    long valueIn(JsonObject shown) {
      return shown.getInt("timeoutMs");
    }

    @Override
    JsonObject with(JsonObject shown, long value) {
      return Json.createObjectBuilder(shown).add("timeoutMs", value).build();
    }
  },
  PROJECT("/api/projects/app", "project.changed") {
    @Override
    long valueIn(JsonObject shown) {
      return shown.getInt("defaultTimeoutMs");
    }

    @Override
    JsonObject with(JsonObject shown, long value) {
      return Json.createObjectBuilder(shown).add("defaultTimeoutMs", value).build();
    }
  },
  SETTINGS("/api/settings", "settings.changed") {
    @Override
    long valueIn(JsonObject shown) {
      return shown.getInt("idleTimeoutMs");
    }

    @Override
    JsonObject with(JsonObject shown, long value) {
      return Json.createObjectBuilder(shown).add("idleTimeoutMs", value).build();
    }
  },
  USER("/api/users/usr_shared", "user.changed") {
    @Override
    long valueIn(JsonObject shown) {
      return Long.parseLong(shown.getString("email").replaceAll("\\D", ""));
    }

    @Override
    JsonObject with(JsonObject shown, long value) {
      return Json.createObjectBuilder(shown).add("email", value + "@example.com").build();
    }
  },
  /** The number is told by the order of the permissions, of which there are 5,040. */
  ROLE("/api/roles/shared", "role.changed") {
    @Override
    long valueIn(JsonObject shown) {
      List<String> left = allPermissions();
      long value = 0;
      for (JsonString name : shown.getJsonArray("permissions").getValuesAs(JsonString.class)) {
        value = value * left.size() + left.indexOf(name.getString());
        left.remove(name.getString());
      }
      return value;
    }

    @Override
    JsonObject with(JsonObject shown, long value) {
      List<String> left = allPermissions();
      List<Integer> digits = new ArrayList<>();
      long rest = value;
      for (int base = 1; base <= left.size(); base++) {
        digits.add(0, (int) (rest % base));
        rest /= base;
      }
      JsonArrayBuilder order = Json.createArrayBuilder();
      digits.forEach(digit -> order.add(left.remove((int) digit)));
      return Json.createObjectBuilder(shown).add("permissions", order).build();
    }
  };

  final String path;
  final String action;

  SharedObject(String path, String action) {
    this.path = path;
    this.action = action;
  }

  abstract long valueIn(JsonObject shown);

  abstract JsonObject with(JsonObject shown, long value);

  private static List<String> allPermissions() {
    return new ArrayList<>(Arrays.stream(Permission.values()).map(Permission::wireName).toList());
  }
}
