package dev.carillon.testkit.node;

import dev.carillon.testkit.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The TypeScript compiler of the npm registry, which takes the types away. */
public final class TypeScript {
  /** Where scripts are that need it. */
  public static final Path SAMPLES = Path.of("target", "samples");

  private static final Path NPM = Path.of("src", "test", "npm");
  private static final Path COMPILER =
      SAMPLES.resolve(Path.of("node_modules", "typescript", "bin", "tsc"));
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");

  private TypeScript() {}

  /**
   * Brings it, and the package {@code ws}, where scripts in {@link #SAMPLES} and folders below find
   * it; false: npm is not there, or can't.
   */
  public static boolean install() {
    return NodeScript.isThere("npm") && Once.in(SAMPLES, TypeScript::installNow);
  }

  private static boolean installNow() throws IOException {
    boolean installed = Files.exists(COMPILER);
    for (String file : List.of("package.json", "package-lock.json")) {
      Path to = SAMPLES.resolve(file);
      installed = installed && Files.exists(to) && Files.mismatch(NPM.resolve(file), to) < 0;
      Files.copy(NPM.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }
    return installed || NodeScript.exitCode(INSTALL, SAMPLES) == 0;
  }

  /** The same as JavaScript. */
  public static String compile(Path folder, String name, String source) throws IOException {
    Files.writeString(folder.resolve(name + ".ts"), source);
    List<String> compile =
        List.of(
            "node",
            COMPILER.toAbsolutePath().toString(),
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
