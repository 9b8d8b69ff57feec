package dev.carillon.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns our own documents into HTML: headings, paragraphs, lists, tables, fenced code, rules, and
 * in a line code, bold, links. Anything else stays as it is; all text is escaped.
 */
final class Markdown {
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*?) *#*");
  private static final Pattern BULLET = Pattern.compile(" *[-*] +(.*)");
  private static final Pattern NUMBERED = Pattern.compile(" *\\d+\\. +(.*)");
  private static final Pattern RULE = Pattern.compile("(-{3,}|\\*{3,})");
  private static final Pattern CELL_RULE = Pattern.compile("[|\\s:-]+");
  private static final Pattern INLINE =
      Pattern.compile("`([^`]+)`|\\*\\*(.+?)\\*\\*|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

  private final List<String> lines;
  private final StringBuilder html = new StringBuilder(4_096);
  private int at;

  private Markdown(String text) {
    lines = text.lines().toList();
  }

  /** The HTML of a document, to stand inside a page's body. */
  static String toHtml(String text) {
    Markdown document = new Markdown(text);
    while (document.at < document.lines.size()) {
      document.block();
    }
    return document.html.toString();
  }

  private void block() {
    String line = lines.get(at);
    Matcher heading = HEADING.matcher(line);
    if (line.isBlank()) {
      at++;
    } else if (line.startsWith("```")) {
      fence();
    } else if (heading.matches()) {
      heading(heading.group(1).length(), heading.group(2));
    } else if (RULE.matcher(line.strip()).matches()) {
      html.append("<hr>\n");
      at++;
    } else if (line.startsWith("|")) {
      table();
    } else if (BULLET.matcher(line).matches()) {
      list("ul", BULLET);
    } else if (NUMBERED.matcher(line).matches()) {
      list("ol", NUMBERED);
    } else {
      paragraph();
    }
  }

  private void fence() {
    html.append("<pre tabindex=\"0\"><code>");
    for (at++; at < lines.size() && !lines.get(at).startsWith("```"); at++) {
      html.append(escape(lines.get(at))).append('\n');
    }
    at++;
    html.append("</code></pre>\n");
  }

  private void heading(int level, String text) {
    html.append("<h%d id=\"%s\">%s</h%d>%n".formatted(level, anchor(text), inline(text), level));
    at++;
  }

  /** The anchors that links of the documents use: lower case, words joined by hyphens. */
  private static String anchor(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-');
  }

  private void table() {
    html.append("<table>\n");
    boolean head = at + 1 < lines.size() && CELL_RULE.matcher(lines.get(at + 1)).matches();
    for (; at < lines.size() && lines.get(at).startsWith("|"); at++) {
      if (CELL_RULE.matcher(lines.get(at)).matches()) {
        continue;
      }
      String cell = head ? "th" : "td";
      html.append("<tr>");
      for (String text : cells(lines.get(at))) {
        html.append('<').append(cell).append('>').append(inline(text));
        html.append("</").append(cell).append('>');
      }
      html.append("</tr>\n");
      head = false;
    }
    html.append("</table>\n");
  }

  private static List<String> cells(String line) {
    String inner = line.strip();
    inner =
        inner.substring(
            1, inner.endsWith("|") && inner.length() > 1 ? inner.length() - 1 : inner.length());
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("(?<!\\\\)\\|", -1)) {
      cells.add(cell.strip().replace("\\|", "|"));
    }
    return cells;
  }

  private void list(String tag, Pattern item) {
    html.append('<').append(tag).append(">\n");
    while (at < lines.size()) {
      Matcher matcher = item.matcher(lines.get(at));
      if (!matcher.matches()) {
        break;
      }
      StringBuilder text = new StringBuilder(matcher.group(1));
      for (at++; at < lines.size() && lines.get(at).startsWith("  ") && !startsItem(at); at++) {
        text.append(' ').append(lines.get(at).strip());
      }
      html.append("<li>").append(inline(text.toString())).append("</li>\n");
    }
    html.append("</").append(tag).append(">\n");
  }

  private boolean startsItem(int line) {
    return BULLET.matcher(lines.get(line)).matches() || NUMBERED.matcher(lines.get(line)).matches();
  }

  private void paragraph() {
    StringBuilder text = new StringBuilder(lines.get(at++));
    while (at < lines.size() && !lines.get(at).isBlank() && !startsBlock(lines.get(at))) {
      text.append(' ').append(lines.get(at++));
    }
    html.append("<p>").append(inline(text.toString())).append("</p>\n");
  }

  private boolean startsBlock(String line) {
    return line.startsWith("```")
        || line.startsWith("|")
        || HEADING.matcher(line).matches()
        || startsItem(at);
  }

  private static String inline(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    Matcher matcher = INLINE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      out.append(escape(text.substring(from, matcher.start())));
      if (matcher.group(1) != null) {
        out.append("<code>").append(escape(matcher.group(1))).append("</code>");
      } else if (matcher.group(2) != null) {
        out.append("<strong>").append(inline(matcher.group(2))).append("</strong>");
      } else {
        out.append("<a href=\"").append(escape(target(matcher.group(4)))).append("\">");
        out.append(escape(matcher.group(3))).append("</a>");
      }
      from = matcher.end();
    }
    return out.append(escape(text.substring(from))).toString();
  }

  /** Where a link goes: documents link each other by file, pages by name. */
  private static String target(String link) {
    boolean known = link.startsWith("http") || link.startsWith("#") || link.startsWith("/");
    return known || link.contains(":") ? safe(link) : link.replaceFirst("\\.md(#|$)", "$1");
  }

  private static String safe(String link) {
    return link.matches("(?i)(https?://|#|/).*") ? link : "#";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
