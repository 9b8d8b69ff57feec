package dev.carillon.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which package may use which: what the table does not name is denied.
 *
 * <p>A package without a row of its own is part of the nearest one above it that has a row. The JDK
 * and JSpecify may be used everywhere, reflection nowhere.
 */
final class Directions {
  private static final String OURS = "dev.carillon.";
  private static final List<String> EVERYWHERE = List.of("java", "javax", "org.jspecify");
  private static final String NOWHERE = "java.lang.reflect";

  /** Package: packages of ours it may use | libraries it may use. A star: all that begin so. */
  private static final String TABLE =
      """
      core.topic        :
      core.limit        :
      core.auth         :
      core.cluster      : | org.slf4j
      core.bus          : core.topic core.cluster | org.slf4j org.jctools
      core.hub          : core.topic core.bus | org.slf4j org.jctools
      core.presence     : core.topic core.bus core.cluster | org.slf4j
      core.session      : core.hub core.limit core.auth core.bus core.topic | org.slf4j

      decimal           :
      state             :
      journal           : state
      ledger            :
      market            : ledger decimal state market.*
      market.book       :
      market.data       : decimal state
      desk              : ledger decimal state desk.*
      ticks             : decimal state
      chat              :
      identity          :
      messages          :
      files             :
      webhooks          :

      security          : identity core.auth | org.slf4j com.nimbusds com.password4j com.github.benmanes tools.jackson
      storage           : identity messages chat webhooks market desk | org.slf4j org.jdbi org.flywaydb com.zaxxer
      storage.sql       : storage identity messages webhooks | org.slf4j org.flywaydb
      storage.sql.chat  : storage storage.sql chat
      storage.sql.history : storage.sql market market.* desk state
      storage.sql.database : storage storage.sql storage.sql.* identity messages chat webhooks market desk
      storage.sqlite    : storage storage.sql storage.sql.* | org.slf4j org.flywaydb org.sqlite
      storage.postgres  : storage storage.sql storage.sql.* files ticks journal | org.slf4j org.flywaydb com.zaxxer org.postgresql
      storage.journal   : storage journal | org.slf4j
      storage.files     : storage files state ticks
      bus.redis         : core.bus core.cluster core.topic | org.slf4j io.lettuce

      json              : | tools.jackson
      http              : core.auth core.limit json | org.slf4j
      gate              : core.limit http | org.slf4j
      wire              : core.session http | io.netty
      wire.http         : wire gate core.session http | org.slf4j io.netty
      wire.socket       : wire wire.frame core.session core.hub http | org.slf4j io.netty
      wire.frame        : core.session
      protocol.phoenix  : core.* json | org.slf4j
      protocol.phoenix.longpoll : core.* json http | org.slf4j
      api.topics        : core.* http json messages identity | org.slf4j tools.jackson.core
      api.identity      : core.* http json identity | org.slf4j
      api.chat          : core.* http json protocol.phoenix chat identity | org.slf4j
      api.chat.hooks    : api.chat core.bus core.cluster json chat webhooks | org.slf4j
      api.chat.rest     : api.chat api.chat.hooks core.auth core.bus http json chat webhooks files | org.slf4j
      api.ticks         : core.* http json protocol.phoenix market market.* ticks identity decimal | org.slf4j
      api.ticks.rest    : api.ticks core.auth http json ticks identity
      api.exchange      : core.* http json engine machine machine.history market market.* ledger identity decimal | org.slf4j tools.jackson.core
      api.desk          : core.* http json deskengine machine machine.history desk desk.* ledger identity decimal | org.slf4j
      machine           : journal state core.cluster | org.slf4j org.jctools
      machine.history   : machine | org.slf4j
      engine            : machine machine.history market market.* journal ledger state | org.slf4j
      deskengine        : machine machine.history desk desk.* journal state | org.slf4j
      bridge            : api.topics api.ticks chat engine machine market market.* ticks json
      ops               : core.hub http json | org.slf4j io.micrometer io.prometheus
      console           : http
      demo              : core.auth identity messages chat engine market market.* ledger desk | org.slf4j
      demo.ticks        : ticks | org.slf4j
      demo.market       : demo engine machine journal market market.* ledger decimal state | org.slf4j
      demo.desk         : demo deskengine journal desk desk.* decimal state | org.slf4j
      cli               : | picocli
      upkeep            : storage storage.* journal ticks
      app.config        : | tools.jackson
      app               : * | org.slf4j ch.qos.logback io.micrometer
      replay            : market.book
      replay.recording  : json
      nodes             : bus.redis | io.zonky
      bench.book        : market.book | exchange.core2 com.paritytrading
      bench             : * | org.openjdk.jmh
      """;

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(String name, List<String> ours, List<String> libraries) {
    boolean allows(Row target) {
      return ours.stream()
          .anyMatch(allowed ->
              allowed.endsWith("*")
                  ? target.name.startsWith(allowed.substring(0, allowed.length() - 1))
                  : target.name.equals(allowed));
    }
  }

  Directions() {
    TABLE.lines().filter(line -> !line.isBlank()).map(Directions::row).forEach(this::add);
  }

  private void add(Row row) {
    rows.put(row.name(), row);
  }

  private static Row row(String line) {
    String[] nameAndUses = line.split(":", -1);
    String[] uses = (nameAndUses[1] + "|").split("\\|", -1);
    return new Row(nameAndUses[0].strip(), words(uses[0]), words(uses[1]));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split(" +")).filter(word -> !word.isEmpty()).toList();
  }

  boolean hasRowFor(String packageName) {
    return rowOf(packageName).isPresent();
  }

  /** Whether code in package {@code from} may use what is in package {@code to}. */
  boolean allow(String from, String to) {
    Optional<Row> user = rowOf(from);
    if (user.isEmpty() || isIn(to, NOWHERE)) {
      return false;
    }
    if (to.startsWith(OURS)) {
      Optional<Row> used = rowOf(to);
      return used.isPresent() && (used.equals(user) || user.get().allows(used.get()));
    }
    return EVERYWHERE.stream().anyMatch(library -> isIn(to, library))
        || user.get().libraries().stream().anyMatch(library -> isIn(to, library));
  }

  private Optional<Row> rowOf(String packageName) {
    if (!packageName.startsWith(OURS)) {
      return Optional.empty();
    }
    String name = packageName.substring(OURS.length());
    while (!rows.containsKey(name)) {
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      name = name.substring(0, dot);
    }
    return Optional.ofNullable(rows.get(name));
  }

  private static boolean isIn(String packageName, String ancestor) {
    return packageName.equals(ancestor) || packageName.startsWith(ancestor + ".");
  }
}
