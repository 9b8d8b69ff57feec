package dev.carillon.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        " permessage-deflate ;\tclient_max_window_bits ",
        "permessage-deflate;client_max_window_bits=8",
        "permessage-deflate; client_max_window_bits=15",
        "permessage-deflate; client_max_window_bits=\"10\"",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate",
        "permessage-deflate; mystery, permessage-deflate",
        "permessage-deflate; server_max_window_bits=9, permessage-deflate",
        ", permessage-deflate, ,"
      })
  void theFirstAcceptableOfferIsTaken(String header) {
    assertThat(negotiate(header)).isEqualTo(new Negotiation.Agreed(ANSWER));
  }

  @Test
  void theFullWindowIsPromisedWhenAskedFor() {
    assertThat(negotiate("permessage-deflate; server_max_window_bits=15"))
        .isEqualTo(new Negotiation.Agreed(ANSWER + "; server_max_window_bits=15"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deflate-frame",
        "Permessage-Deflate",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; unknown",
        "permessage-deflate; server_no_context_takeover=true",
        "permessage-deflate; client_no_context_takeover=1",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=1000",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=16"
      })
  void whatCannotBePromisedIsDeclined(String header) {
    assertThat(negotiate(header)).isInstanceOf(Negotiation.Declined.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "permessage-deflate;",
        "permessage-deflate; a=",
        "permessage-deflate; =1",
        "permessage-deflate; a b",
        "permessage-deflate; a=\"b",
        "permessage-deflate; a=\"b c\"",
        "permessage-deflate; a=\"\"",
        "permessage deflate",
        "permessage-deflate; a=(b)"
      })
  void whatIsNotAListOfExtensionsIsMalformed(String header) {
    assertThat(negotiate(header)).isInstanceOf(Negotiation.Malformed.class);
  }

  @Test
  void theHeaderMayHaveSeveralLines() {
    assertThat(Negotiation.negotiate(List.of("a, b; c=d", "permessage-deflate")))
        .isEqualTo(new Negotiation.Agreed(ANSWER));
    assertThat(Negotiation.negotiate(List.of("permessage-deflate", ";")))
        .isInstanceOf(Negotiation.Malformed.class);
    assertThat(Negotiation.negotiate(List.of())).isInstanceOf(Negotiation.Declined.class);
  }

  private static Negotiation negotiate(String line) {
    return Negotiation.negotiate(List.of(line));
  }
}
