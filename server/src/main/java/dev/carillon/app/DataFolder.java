package dev.carillon.app;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of everything that is kept. */
final class DataFolder {
  private DataFolder() {}

  /**
   * Makes it when it is missing, for its owner alone: it holds password hashes and, in the demo,
   * the signing key.
   */
  static void prepare(Path folder) {
    if (Files.exists(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder, onlyForOwner("rwx------"));
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: " + folder + " (expected: a folder that can be written)", problem);
    }
  }

  /** Permissions as {@code ls} shows them, where the file system knows such. */
  static FileAttribute<?>[] onlyForOwner(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
