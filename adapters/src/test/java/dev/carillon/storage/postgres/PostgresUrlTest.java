package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.sql.StorageException;
import org.junit.jupiter.api.Test;

class PostgresUrlTest {

  @Test
  void theTextHasHostsAndNameOnly() {
    assertThat(PostgresUrl.of("postgres://me:s3%2Fcret@db1:5433,db2/chat?sslmode=require"))
        .hasToString("db1:5433,db2/chat");
    assertThat(PostgresUrl.of("jdbc:postgresql://db/chat?user=me&password=s3cret"))
        .hasToString("db/chat");
  }

  @Test
  void whatIsNoAddressIsRefusedWithoutRepeatingIt() {
    for (String url : new String[] {"", "mysql://me:s3cret@db/chat", "postgresql://me:s3cret@db"}) {
      assertThatThrownBy(() -> PostgresUrl.of(url))
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "the database's address can't be read"
                  + " (expected: postgresql://user:password@host:5432/database)");
    }
  }
}
