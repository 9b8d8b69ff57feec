package dev.carillon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.carillon.architecture.SourceTree.Method;
import dev.carillon.architecture.SourceTree.Source;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;

  /** Tests are lists of cases, so they may be half as long again. */
  private static final int TEST_FILE_LINES = 600;

  private static final int TEST_METHOD_LINES = 60;

  /** Files and methods that may be longer: what is better read in one piece. */
  private static final Set<String> LONGER =
      Set.of("server/src/main/java/dev/carillon/api/topics/BroadcastEncoder.java#encode");

  private static final Pattern SLEEP =
      Pattern.compile("(Thread|TimeUnit\\s*\\.\\s*\\w+)\\s*\\.\\s*sleep\\b");
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?|Base)");
  private static final Pattern MUTABLE_STATIC =
      Pattern.compile(
          "\\bstatic\\s+final\\s[^=(;{]*=\\s*new\\s+[\\w.]*"
              + "(Map|List|Set|Queue|Deque|Adder|Builder|Buffer|Cache|Lock|Semaphore|Random"
              + "|Atomic\\w+|ThreadLocal)\\b");

  private final SourceTree sources = SourceTree.read();
  private final JavaClasses classes = new ClassFileImporter().importPaths(sources.classes());
  private final Directions directions = new Directions();

  @Test
  void everyPackageHasItsPlaceInTheTable() {
    assertThat(packages().map(JavaPackage::getName)).isNotEmpty().allMatch(directions::hasRowFor);
  }

  @Test
  void packagesUseWhatTheTableAllows() {
    Stream<String> denied =
        classes.stream()
            .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
            .filter(
                dependency -> !isAllowed(dependency.getOriginClass(), dependency.getTargetClass()))
            .map(dependency -> dependency.getDescription());

    assertThat(denied).isEmpty();
  }

  @Test
  void noPackagesUseEachOtherInACircle() {
    SlicesRuleDefinition.slices()
        .matching("dev.carillon.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItKnows() {
    assertThat(packages()).allMatch(known -> known.isAnnotatedWith(NullMarked.class));
    assertThat(sources.main().stream().filter(s -> s.path().endsWith("package-info.java")))
        .allMatch(source -> source.lines().getFirst().startsWith("/**"));
  }

  @Test
  void noStaticStateChanges() {
    Stream<JavaField> variables =
        classes.stream()
            .flatMap(owner -> owner.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
            .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));

    assertThat(variables).isEmpty();
    assertThat(found(MUTABLE_STATIC, sources.main())).isEmpty();
  }

  @Test
  void onlyTheTerminalWritesToStandardOutput() {
    Stream<String> writers =
        classes.stream()
            .filter(owner -> !owner.getPackageName().equals("dev.carillon.cli"))
            .flatMap(owner -> owner.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
            .map(access -> access.getDescription());

    assertThat(writers).isEmpty();
  }

  @Test
  void nothingSleeps() {
    assertThat(found(SLEEP, sources.all())).isEmpty();
  }

  @Test
  void namesSayWhatAClassIs() {
    assertThat(classes.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> EMPTY_NAME.matcher(name).matches());
  }

  @Test
  void filesAreShort() {
    Stream<String> longer =
        sources.all().stream()
            .filter(
                source -> source.lines().size() > (source.isMain() ? FILE_LINES : TEST_FILE_LINES))
            .map(source -> source.path().toString())
            .filter(path -> !LONGER.contains(path));

    assertThat(longer).isEmpty();
  }

  @Test
  void methodsAreShort() {
    Stream<Method> longer =
        sources.methods().stream()
            .filter(method -> method.lines() > (method.isMain() ? METHOD_LINES : TEST_METHOD_LINES))
            .filter(method -> !LONGER.contains(method.path() + "#" + method.name()));

    assertThat(longer).isEmpty();
  }

  @Test
  void theTableItselfIsHeld() {
    assertThat(directions.allow("dev.carillon.core.hub", "dev.carillon.core.topic")).isTrue();
    assertThat(directions.allow("dev.carillon.core.topic", "dev.carillon.core.hub")).isFalse();
    assertThat(directions.allow("dev.carillon.core.hub", "io.netty.buffer")).isFalse();
    assertThat(directions.allow("dev.carillon.wire.tls", "io.netty.buffer")).isTrue();
    assertThat(directions.allow("dev.carillon.wire.http", "dev.carillon.wire")).isTrue();
    assertThat(directions.allow("dev.carillon.wire", "dev.carillon.wire.http")).isFalse();
    assertThat(directions.allow("dev.carillon.wire.http", "dev.carillon.wire.socket")).isFalse();
    assertThat(directions.allow("dev.carillon.wire.socket", "dev.carillon.gate")).isFalse();
    assertThat(directions.allow("dev.carillon.wire.frame", "io.netty.buffer")).isFalse();
    assertThat(directions.allow("dev.carillon.api.topics", "dev.carillon.api.chat")).isFalse();
    assertThat(directions.allow("dev.carillon.api.topics", "dev.carillon.core.hub")).isTrue();
    assertThat(directions.allow("dev.carillon.market", "org.slf4j")).isFalse();
    assertThat(directions.allow("dev.carillon.market", "java.lang.reflect")).isFalse();
    assertThat(directions.hasRowFor("dev.carillon.somewhere")).isFalse();
  }

  private boolean isAllowed(JavaClass from, JavaClass to) {
    JavaClass target = to.getBaseComponentType();
    return target.isPrimitive() || directions.allow(from.getPackageName(), target.getPackageName());
  }

  private Stream<JavaPackage> packages() {
    return classes.stream().map(JavaClass::getPackage).distinct();
  }

  private static List<String> found(Pattern pattern, List<Source> sources) {
    return sources.stream()
        .flatMap(source ->
            pattern
                .matcher(String.join("\n", source.lines()))
                .results()
                .map(match -> source.path() + ": " + match.group()))
        .toList();
  }
}
