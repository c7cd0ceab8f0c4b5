package io.routerly.store.file;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.error.GatewayException.Detail;
import io.routerly.store.ConfigProblem;
import io.routerly.store.file.ConfigLoader.Loaded;
import java.util.List;
import java.util.Set;

/** Refuses edits before anything is written. */
final class EditRefusals {
  private EditRefusals() {}

  /**
   * Refuses an edit whose outcome no start would accept.
   *
   * @throws GatewayException {@code conflict}
   */
  static void requireValid(List<ConfigProblem> problems) {
    List<ConfigProblem> errors = ConfigChecks.errorsOf(problems);
    if (!errors.isEmpty()) {
      throw GatewayException.withDetails(
          ErrorCode.CONFLICT, errors.get(0).message(), details(errors));
    }
  }

  /**
   * Refuses an edit of a file that is broken on disk, since someone's work there would be lost.
   *
   * @throws GatewayException {@code config_file_invalid}
   */
  static void requireIntact(Set<ConfigFile> changed, Loaded loaded) {
    for (ConfigFile file : changed) {
      if (loaded.broken().contains(file)) {
        List<ConfigProblem> why =
            loaded.problems().stream().filter(p -> p.file().equals(file.fileName())).toList();
        String first = why.isEmpty() ? file.fileName() : why.get(0).toString();
        throw GatewayException.withDetails(
            ErrorCode.CONFIG_FILE_INVALID,
            "config/" + first + "; repair the file first, nothing was changed",
            details(why));
      }
    }
  }

  private static List<Detail> details(List<ConfigProblem> problems) {
    return problems.stream().map(p -> new Detail(p.pointer(), p.message())).toList();
  }
}
