package dev.carillon.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Java sources of all modules, main and test. */
final class SourceTree {
  private static final List<String> MODULES =
      List.of("core", "domain", "adapters", "server", "nodes", "bench");

  /** What may use all others, and is compiled after the tests of the server. */
  private static final Set<String> OUTSIDE = Set.of("nodes", "bench");

  private final Path root;
  private final List<Source> sources;

  /**
   * One file.
   *
   * @param path relative to the repository
   */
  record Source(Path path, List<String> lines) {
    boolean isMain() {
      return SourceTree.isMain(path);
    }
  }

  /**
   * A method or constructor.
   *
   * @param lines from its annotations to its last brace, its Javadoc not counted
   */
  record Method(Path path, String name, long lines) {
    boolean isMain() {
      return SourceTree.isMain(path);
    }
  }

  private SourceTree(Path root, List<Source> sources) {
    this.root = root;
    this.sources = sources;
  }

  /** Reads the sources of the repository that the tests run in. */
  static SourceTree read() {
    Path root = repository();
    List<Source> sources = new ArrayList<>();
    for (String module : MODULES) {
      for (String part : List.of("src/main/java", "src/test/java")) {
        readAll(root, root.resolve(module).resolve(part), sources);
      }
    }
    return new SourceTree(root, sources);
  }

  List<Source> all() {
    return sources;
  }

  List<Source> main() {
    return sources.stream().filter(Source::isMain).toList();
  }

  /** Where the compiled main classes of the modules are that have some. */
  List<Path> classes() {
    return MODULES.stream()
        .filter(module -> !OUTSIDE.contains(module))
        .map(module -> root.resolve(module).resolve("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  List<Method> methods() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Method> methods = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> paths = sources.stream().map(source -> root.resolve(source.path())).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodScanner(root, unit, positions, methods).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return methods;
  }

  private static boolean isMain(Path path) {
    return path.toString().contains("/src/main/");
  }

  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("working directory: not within the repository");
      }
      directory = parent;
    }
    return directory;
  }

  private static void readAll(Path root, Path directory, List<Source> into) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        into.add(new Source(root.relativize(file), Files.readAllLines(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MethodScanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Path root;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> methods;

    MethodScanner(
        Path root, CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
      this.root = root;
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      LineMap map = unit.getLineMap();
      long first = map.getLineNumber(positions.getStartPosition(unit, method));
      long last = map.getLineNumber(positions.getEndPosition(unit, method));
      Path path = root.relativize(Path.of(unit.getSourceFile().toUri()));
      methods.add(new Method(path, method.getName().toString(), last - first + 1));
      return super.visitMethod(method, null);
    }
  }
}
