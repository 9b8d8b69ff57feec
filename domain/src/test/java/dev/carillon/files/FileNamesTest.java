package dev.carillon.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report.pdf                 | report.pdf",
        "../../etc/passwd           | passwd",
        "C:\\Users\\jane\\photo.png | photo.png",
        ".htaccess                  | htaccess",
        "a\"b<c>.txt                | a_b_c_.txt",
        "Grüße 👋.txt               | Grüße 👋.txt",
        "'  '                       | file",
        "..                         | file",
        "''                         | file",
      })
  void aNameIsOneThatHarmsNobody(String given, String name) {
    assertThat(FileNames.clean(given)).isEqualTo(name);
  }

  @Test
  void whatCannotBeSeenIsLeftOut() {
    assertThat(FileNames.clean("a\u0000b\r\n\u202egpj.exe")).isEqualTo("abgpj.exe");
  }

  @Test
  void aLongNameKeepsItsEnding() {
    String name = FileNames.clean("é".repeat(500) + ".jpeg");

    assertThat(name).endsWith("é.jpeg").hasSize(FileNames.MAX_CHARS);
  }
}
