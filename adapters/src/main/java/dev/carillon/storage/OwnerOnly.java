package dev.carillon.storage;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders for whoever the process belongs to alone. */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** For a new folder, where the file system knows permissions. */
  public static FileAttribute<?>[] folder() {
    return permissions("rwx------");
  }

  /** For a new file, where the file system knows permissions. */
  public static FileAttribute<?>[] file() {
    return permissions("rw-------");
  }

  private static FileAttribute<?>[] permissions(String asShown) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(asShown))
        }
        : new FileAttribute<?>[0];
  }
}
