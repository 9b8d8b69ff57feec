package dev.carillon.app;

import dev.carillon.storage.OwnerOnly;
import dev.carillon.upkeep.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of everything that is kept. */
final class DataFolder {
  private DataFolder() {}

  /**
   * Makes it when it is missing, for its owner alone: it holds password hashes and, in the demo,
   * the signing key.
   */
  static void prepare(Path folder) {
    Restore.refuseHalf(folder);
    if (Files.exists(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder, OwnerOnly.folder());
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: " + folder + " (expected: a folder that can be written)", problem);
    }
  }
}
