package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL, started once for all tests of the JVM on a free port. Each test class that
 * extends itself with this may ask for a {@link TestDatabase} of its own: one with our tables,
 * which are empty when a test begins.
 */
public final class PostgresServer implements ParameterResolver, BeforeEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(PostgresServer.class);
  private static final String TEMPLATE = "carillon_template";

  /**
   * The server, which ends with the JVM. JUnit's own stores end earlier: surefire makes a run of
   * its own of each class.
   */
  private static final class Running {
    private static final Running SERVER = new Running();

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    Running() {
      try {
        postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      execute("CREATE DATABASE " + TEMPLATE);
      Schema.State _ = PostgresDatabase.migrate(url(TEMPLATE));
    }

    String url(String name) {
      return "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/" + name;
    }

    String newDatabase() {
      String name = "test" + databases.incrementAndGet();
      execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
      return url(name);
    }

    private void execute(String statement) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement create = connection.createStatement()) {
        create.execute(statement);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The address of a new database with our tables, which is there until the JVM ends. */
  public static String newDatabase() {
    return Running.SERVER.newDatabase();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return database(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database(context).empty();
  }

  private static TestDatabase database(ExtensionContext context) {
    return storeOfClass(context)
        .computeIfAbsent(
            TestDatabase.class, _ -> new TestDatabase(newDatabase()), TestDatabase.class);
  }

  /** Of the class that stands alone in its file: what it holds ends with it. */
  private static Store storeOfClass(ExtensionContext context) {
    ExtensionContext found = context;
    while (found.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      found = found.getParent().orElseThrow();
    }
    return found.getStore(NAMESPACE);
  }
}
