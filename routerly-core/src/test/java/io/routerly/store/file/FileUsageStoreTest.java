package io.routerly.store.file;

import io.routerly.store.UsageStore;
import io.routerly.store.UsageStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on files. */
final class FileUsageStoreTest extends UsageStoreContract {
  private final Path home;

  FileUsageStoreTest(@TempDir Path home) {
    this.home = home;
  }

  @Override
  protected UsageStore open() {
    try {
      HomeLayout layout = new HomeLayout(home);
      new HomeFolders(layout, new DiskOps()).make();
      return FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
