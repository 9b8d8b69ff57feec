package dev.carillon.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  /** Every kind of command and of report. */
  private static final String COMMANDS =
      """
      1,0,1,0,100,11,1005
      2,0,1,0,50,12,1000
      3,0,0,0,30,13,990
      4,0,0,0,70,14,1000
      5,0,0,1,150,15,1005
      6,1,0,0,0,13,0
      7,1,0,0,0,13,0
      8,2,0,0,25,14,995
      9,2,0,0,25,99,995
      10,0,1,0,10,16,1010
      11,2,1,0,40,16,995
      12,0,1,0,5,16,2000
      13,2,1,1,20,16,2000
      """;

  private static final String REPORTS =
      """
      0,1,1,11,1005,100
      0,2,1,12,1000,50
      0,3,0,13,990,30
      0,4,0,14,1000,70
      1,4,1000,50,12,14
      0,5,0,15,1005,150
      1,5,1005,100,11,15
      2,5,0,15,1005
      2,6,0,13,990
      4,7,13
      3,8,0,14,995,25
      5,9,99
      0,10,1,16,1010,10
      1,11,995,25,14,16
      3,11,1,16,995,40
      2,13,1,16,2000
      3,13,1,16,2000,20\
      """;

  @TempDir Path folder;

  @Test
  void everyKindOfReportIsWrittenAsDocumented() throws IOException {
    Reports reports = Reports.kept();

    BookReplay replay = BookReplay.run(CommandFiles.ofText(bytes(COMMANDS)), reports);

    assertThat(text(reports)).isEqualTo(REPORTS);
    assertThat(replay.refused()).isEqualTo(1);
  }

  @Test
  void theSameFromRecordsGivesTheSame() throws IOException {
    Reports reports = Reports.kept();

    BookReplay.run(CommandFiles.ofRecords(records(COMMANDS)), reports);

    assertThat(text(reports)).isEqualTo(REPORTS);
  }

  @Test
  void reportsAreInTheOrderOfTheNumbersWhateverThatOfTheFile() throws IOException {
    Reports reports = Reports.kept();

    BookReplay.run(
        CommandFiles.ofText(bytes("9,0,1,0,5,1,1000\r\n7,0,0,0,8,2,1000\r\n8,1,0,0,0,2,0")),
        reports);

    assertThat(text(reports))
        .isEqualTo("0,7,0,2,1000,8\n1,7,1000,5,1,2\n2,8,0,2,1000\n0,9,1,1,1000,5");
  }

  @Test
  void moreReportsThanABlockHoldsAreAllWritten() throws IOException {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      commands.append(i).append(",1,0,0,0,").append(i).append(",0\n");
    }
    Reports reports = Reports.kept();

    BookReplay.run(CommandFiles.ofText(bytes(commands.toString())), reports);

    assertThat(text(reports).lines()).hasSize(70_000).endsWith("4,69999,69999");
  }

  @Test
  void theCommandWritesTheReportsAndTellsTheirDigest() throws Exception {
    Path commands = Files.writeString(folder.resolve("commands.csv"), COMMANDS);
    Path reports = folder.resolve("reports.csv");
    long[] nanos = {0};

    String told = new ReplayCommand(() -> nanos[0] += 1_000).run(commands, false, reports);

    assertThat(reports).hasContent(REPORTS);
    assertThat(Files.size(reports)).isEqualTo(REPORTS.length());
    assertThat(told)
        .contains("commands   13\n", "reports    17\n", "refused    1\n")
        .contains("commands/s 13000000 (median of 5; 13000000 the first time)\n")
        .contains("sha256     " + sha256(REPORTS) + "\n");
  }

  @Test
  void anEmptyFileHasNoReports() throws Exception {
    Path commands = Files.writeString(folder.resolve("empty.csv"), "");

    assertThat(new ReplayCommand(() -> 0).run(commands, false, null))
        .contains("commands   0\n")
        .contains(sha256(""));
  }

  @Test
  void whatIsNoCommandIsToldWithItsLineAndWhatWasExpected() {
    assertRefused(
        "1,0,1,0,100,11\n", "line 1: 1,0,1,0,100,11 (expected: seq,type,side,ioc,qty,order_id,");
    assertRefused("1,1,0,0,0,7,0\n2,0,x,0,1,1,1\n", "line 2: 2,0,x,0,1,1,1 (expected: seq,type");
    assertRefused("1,1,0,0,0,7,0,5\n", "line 1: 1,1,0,0,0,7,0,5 (expected: ");
    assertRefused("\n", "line 1:  (expected: ");
    assertRefused("1,3,0,0,1,1,1\n", "line 1: type: 3 (expected: 0..2)");
    assertRefused("1,0,2,0,1,1,1\n", "line 1: side: 2 (expected: 0..1)");
    assertRefused("1,0,0,2,1,1,1\n", "line 1: ioc: 2 (expected: 0..1)");
    assertRefused("1,0,0,0,0,1,1\n", "line 1: qty: 0 (expected: 1..2^63-1)");
    assertRefused("1,2,0,0,1,1,-4\n", "line 1: price: -4 (expected: 1..2^63-1)");
    assertRefused("1,0,0,0,1,9223372036854775808,1\n", "line 1: order_id (expected: a number that");
  }

  @Test
  void aFileOfRecordsThatEndsWithinOneIsRefused() {
    assertThatThrownBy(() -> CommandFiles.ofRecords(new byte[60]))
        .hasMessage("the file: 60 bytes (expected: 16, and 40 for each command)");
    byte[] odd = records("1,0,0,0,1,1,1\n2,1,0,0,1,1,1\n");
    odd[16 + 40] = 7;
    assertThatThrownBy(() -> CommandFiles.ofRecords(odd))
        .hasMessage("record 2: type: 7 (expected: 0..2)");
  }

  @Test
  void aFileThatIsNotThereIsAProblemWithItsName() {
    assertThatThrownBy(
            () -> new ReplayCommand(() -> 0).run(folder.resolve("nothing.csv"), false, null))
        .isInstanceOf(CommandFileException.class)
        .hasMessageContaining("nothing.csv: cannot be read");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> CommandFiles.ofText(bytes(text)))
        .isInstanceOf(CommandFileException.class)
        .hasMessageStartingWith(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Reports reports) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reports.writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** The same commands in the binary form. */
  private static byte[] records(String text) {
    ByteBuffer out =
        ByteBuffer.allocate(16 + 40 * (int) text.lines().count()).order(ByteOrder.LITTLE_ENDIAN);
    out.position(16);
    for (String line : text.lines().toList()) {
      String[] fields = line.split(",", -1);
      out.put(Byte.parseByte(fields[1]));
      out.put(Byte.parseByte(fields[2]));
      out.put(Byte.parseByte(fields[3]));
      out.put((byte) 0);
      out.putInt(Integer.parseInt(fields[4]));
      out.putLong(Long.parseLong(fields[0]));
      out.putLong(Long.parseLong(fields[5]));
      out.putLong(Long.parseLong(fields[6]));
      out.putLong(0);
    }
    return out.array();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
  }
}
