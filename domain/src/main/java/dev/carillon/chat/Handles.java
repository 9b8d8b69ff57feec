package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What comes after the @ when somebody is mentioned. */
final class Handles {
  private static final int MAX_CHARS = 32;
  private static final int ROOM_FOR_NUMBER = 8;
  private static final int MAX_NUMBER = 9;
  private static final Pattern HANDLE = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,30}[a-z0-9])?");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^\\.+|\\.+$");

  private Handles() {}

  static boolean isOne(String text) {
    return text.length() <= MAX_CHARS && HANDLE.matcher(text).matches();
  }

  /**
   * One that nobody has: {@code John Doe} is {@code john.doe}, the next one {@code john.doe2}, and
   * after some more one that comes from the id.
   */
  static String free(String name, String userId, ChatReader reader) {
    String wanted = of(name);
    String handle = wanted;
    int tries = 1;
    while (reader.personByHandle(handle).isPresent()) {
      tries++;
      handle = tries <= MAX_NUMBER ? wanted + tries : hashed(wanted, userId, tries);
    }
    return handle;
  }

  private static String hashed(String wanted, String userId, int salt) {
    return wanted + "-" + Integer.toString((userId + salt).hashCode() & Integer.MAX_VALUE, 36);
  }

  private static String of(String name) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    String dotted = OTHER.matcher(plain).replaceAll(".");
    String cut = dotted.substring(0, Math.min(dotted.length(), MAX_CHARS - ROOM_FOR_NUMBER));
    String handle = EDGES.matcher(cut).replaceAll("");
    return handle.isEmpty() ? "user" : handle;
  }
}
