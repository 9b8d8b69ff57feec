package dev.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void headingsHaveTheAnchorsThatLinksUse() {
    assertThat(Markdown.toHtml("## Topics & Subscriptions"))
        .isEqualToIgnoringNewLines(
            "<h2 id=\"topics--subscriptions\">Topics &amp; Subscriptions</h2>");
  }

  @Test
  void codeIsNotTouchedButEscaped() {
    assertThat(Markdown.toHtml("```json\n{\"a\": \"<b> **c**\"}\n\n# d\n```"))
        .isEqualToIgnoringNewLines(
            "<pre tabindex=\"0\"><code>{&quot;a&quot;: &quot;&lt;b&gt; **c**&quot;}# d</code></pre>");
  }

  @Test
  void aLineMayHaveCodeBoldAndLinks() {
    assertThat(Markdown.toHtml("see `a<b`, **the `x`** and [y](walk.md#z) or [z](https://e.com)"))
        .isEqualToIgnoringNewLines(
            "<p>see <code>a&lt;b</code>, <strong>the <code>x</code></strong> and "
                + "<a href=\"walk#z\">y</a> or <a href=\"https://e.com\">z</a></p>");
  }

  @Test
  void aLinkNeverRunsAScript() {
    assertThat(Markdown.toHtml("[y](javascript:alert)")).contains("href=\"#\"");
  }

  @Test
  void tablesHaveAHead() {
    assertThat(Markdown.toHtml("| Code | Meaning |\n|------|---|\n| 400 | a \\| b |\n"))
        .isEqualToIgnoringNewLines(
            "<table><tr><th>Code</th><th>Meaning</th></tr>"
                + "<tr><td>400</td><td>a | b</td></tr></table>");
  }

  @Test
  void listsGoOnOverLines() {
    assertThat(Markdown.toHtml("- one\n  more\n- two\n\n1. first\n2. second\n"))
        .isEqualToIgnoringNewLines(
            "<ul><li>one more</li><li>two</li></ul><ol><li>first</li><li>second</li></ol>");
  }

  @Test
  void aParagraphEndsWhereABlockBegins() {
    assertThat(Markdown.toHtml("one\ntwo\n- three\n---\nfour"))
        .isEqualToIgnoringNewLines("<p>one two</p><ul><li>three</li></ul><hr><p>four</p>");
  }

  @Test
  void nothingUnfinishedLoopsOrThrows() {
    for (String odd : new String[] {"```", "|", "| a", "#", "- ", "[a](", "**", "`", ""}) {
      assertThat(Markdown.toHtml(odd)).isNotNull();
    }
  }
}
