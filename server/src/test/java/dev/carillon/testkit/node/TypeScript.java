package dev.carillon.testkit.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The TypeScript compiler of the npm registry, which takes the types away. */
public final class TypeScript {
  private static final Path NPM = Path.of("src", "test", "npm");
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");

  private TypeScript() {}

  /** Brings it into a folder; false: npm is not there, or can't. */
  public static boolean install(Path folder) throws IOException {
    if (!NodeScript.isThere("npm")) {
      return false;
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(NPM.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return NodeScript.exitCode(INSTALL, folder) == 0;
  }

  /** The same as JavaScript. */
  public static String compile(Path folder, String name, String source) throws IOException {
    Files.writeString(folder.resolve(name + ".ts"), source);
    List<String> compile =
        List.of(
            "node",
            "node_modules/typescript/bin/tsc",
            "--noCheck",
            "--target",
            "es2022",
            "--module",
            "es2022",
            "--moduleResolution",
            "bundler",
            name + ".ts");
    if (NodeScript.exitCode(compile, folder) != 0) {
      throw new AssertionError(name + ".ts does not compile");
    }
    return Files.readString(folder.resolve(name + ".js"));
  }
}
