package dev.carillon.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "PNG, 89504e470d0a1a0a 0000000d 49484452 00000280 000001e0 0806, 640, 480",
    "GIF, 474946383961 0a00 1400 f0, 10, 20",
    "JPEG, ffd8ffe0 0006 41424344 ffc2 0011 08 01e0 0280 03 01, 640, 480",
    "BMP, 424d 36000000 00000000 36000000 28000000 80020000 20feffff 0100, 640, 480",
    "WEBP, 52494646 00000000 57454250 56503820 00000000 300100 9d012a 8002 e001, 640, 480",
    "WEBP, 52494646 00000000 57454250 5650384c 00000000 2f 7fc27700 0000000000, 640, 480",
    "WEBP, 52494646 00000000 57454250 56503858 00000000 00000000 7f0200 df0100, 640, 480",
  })
  void aPictureIsKnownByItsBytesAndHasASize(FileKind kind, String hex, int width, int height) {
    assertThat(FileKind.of(bytes(hex))).isEqualTo(kind);
    assertThat(PictureSize.of(kind, bytes(hex))).hasValue(new PictureSize(width, height));
  }

  @Test
  void aPictureThatIsCutOffHasNoSize() {
    assertThat(PictureSize.of(FileKind.PNG, bytes("89504e470d0a1a0a"))).isEmpty();
    assertThat(PictureSize.of(FileKind.JPEG, bytes("ffd8ffe0"))).isEmpty();
    assertThat(PictureSize.of(FileKind.WEBP, bytes("52494646"))).isEmpty();
    assertThat(PictureSize.of(FileKind.AVIF, bytes("0000001c6674797061766966"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><p>                 | MARKUP",
        "'   <svg onload=\"alert(1)\">'     | MARKUP",
        "<?xml version=\"1.0\"?>            | MARKUP",
        "<b>x</b><script>alert(1)</script>  | MARKUP",
        "< 3 of them                        | OTHER",
        "hello <html>                       | OTHER",
        "BM is not yet a bitmap             | OTHER",
        "''                                 | OTHER",
      })
  void textThatABrowserMayRunIsMarkup(String text, FileKind kind) {
    assertThat(FileKind.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
    assertThat(FileKind.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(kind);
  }

  @Test
  void onlyPicturesAreClaimed() {
    assertThat(FileKind.claimed("image/jpg")).hasValue(FileKind.JPEG);
    assertThat(FileKind.claimed("image/png")).hasValue(FileKind.PNG);
    assertThat(FileKind.claimed("image/svg+xml")).isEmpty();
    assertThat(FileKind.claimed("text/html")).isEmpty();
  }
}
