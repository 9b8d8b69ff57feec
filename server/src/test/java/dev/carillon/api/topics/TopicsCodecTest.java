package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.topics.ClientMessage.Auth;
import dev.carillon.api.topics.ClientMessage.Malformed;
import dev.carillon.api.topics.ClientMessage.Ping;
import dev.carillon.api.topics.ClientMessage.Publish;
import dev.carillon.api.topics.ClientMessage.Subscribe;
import dev.carillon.api.topics.ClientMessage.Unsubscribe;
import dev.carillon.core.bus.Payload;
import dev.carillon.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsCodecTest {
  private final TopicsCodec codec = new TopicsCodec();

  @Test
  void everyTypeIsRead() {
    assertThat(one("{'type':'auth','token':'t'}")).isEqualTo(new Auth(null, "t"));
    assertThat(one("{'type':'subscribe','topic':'a'}"))
        .isEqualTo(new Subscribe(null, List.of("a"), null, false));
    assertThat(one("{'type':'unsubscribe','topic':'a'}"))
        .isEqualTo(new Unsubscribe(null, List.of("a")));
    assertThat(one("{'type':'ping'}")).isEqualTo(new Ping(null));
    assertThat(one("{'type':'message','topic':'a','data':{}}"))
        .isEqualTo(new Publish(null, "a", "message.sent", Payload.of("{}"), null, true, false));
  }

  @Test
  void theAdditionsAreRead() {
    assertThat(one("{'type':'subscribe','topics':['a','b'],'since':'k-1','presence':true,'id':7}"))
        .isEqualTo(new Subscribe(Payload.of("7"), List.of("a", "b"), "k-1", true));
    assertThat(one("{'id':'x','ack':true,'eventType':'e','type':'message','topic':'a','data':1}"))
        .isEqualTo(new Publish(Payload.of("\"x\""), "a", "e", Payload.of("1"), null, true, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[ 1 , 2.50 ]",
        "null",
        "true",
        "false",
        "0",
        "-0.0",
        "1.000000000000000000000000000000001",
        "1e400",
        "123456789012345678901234567890",
        "\"\"",
        "\"text \\u00e9 \\ud83d\\ude00 \\\" \\\\ \"",
        "\"é😀\"",
        "{\"b\":1, \"a\" : {\"deep\":[[[]]]},\n\t\"c\":2}",
      })
  void dataPassesByteForByte(String data) {
    for (String around : List.of("%s", " %s ", "\n%s\t")) {
      String value = around.formatted(data);
      for (String frame :
          List.of(
              "{\"type\":\"message\",\"topic\":\"a\",\"data\":" + value + "}",
              "{\"data\":" + value + ",\"type\":\"message\",\"topic\":\"a\"}",
              "{\"é\":\"é\",\"data\":"
                  + value
                  + ",\"type\":\"message\",\"topic\":\"a\",\"x\":[1]}")) {
        assertThat(decode(frame)).hasSize(1);
        assertThat(((Publish) decode(frame).getFirst()).data().toString()).isEqualTo(data);
      }
    }
  }

  @Test
  void aPartOfALargerArrayIsRead() {
    byte[] frame = bytes("{\"type\":\"message\",\"topic\":\"a\",\"data\":[1,2],\"id\":\"é\"}");
    byte[] around = new byte[frame.length + 20];
    java.util.Arrays.fill(around, (byte) 'x');
    System.arraycopy(frame, 0, around, 11, frame.length);

    ClientMessage message = codec.decode(around, 11, frame.length).getFirst();

    assertThat(message)
        .isEqualTo(
            new Publish(
                Payload.of("\"é\""), "a", "message.sent", Payload.of("[1,2]"), null, true, false));
  }

  @Test
  void metadataKeepsTheClientsKeysAndDropsTheServers() {
    assertThat(metadata("{}")).isNull();
    assertThat(metadata("{ }")).isNull();
    assertThat(metadata("{\"priority\": \"normal\"}")).hasToString("\"priority\": \"normal\"");
    assertThat(metadata("{ \"a\" : 1.50 , \"senderId\":\"forged\",\"b\" :{\"senderId\":2}}"))
        .hasToString("\"a\" : 1.50,\"b\" :{\"senderId\":2}");
    assertThat(metadata("{\"sender\\u0049d\":\"forged\",\"senderConnectionId\":[{}]}")).isNull();
    assertThat(metadata("{\"t\":\"x\",\"n\":null,\"e\":\"\\\"\"}"))
        .hasToString("\"t\":\"x\",\"n\":null,\"e\":\"\\\"\"");
    assertThat(metadata("null")).isNull();
  }

  @Test
  void echoFalseIsUnderstoodAndPassedOn() {
    Publish publish =
        (Publish) one("{'type':'message','topic':'a','data':1,'metadata':{'echo':false}}");

    assertThat(publish.echo()).isFalse();
    assertThat(publish.metadata()).hasToString("\"echo\":false");
  }

  @Test
  void aBatchIsReadInOrder() {
    assertThat(decode("[{\"type\":\"ping\",\"id\":1},{\"type\":\"ping\",\"id\":2},7]"))
        .containsExactly(
            new Ping(Payload.of("1")),
            new Ping(Payload.of("2")),
            new Malformed(null, "message", "must be a JSON object", true));
    assertThat(one("[]")).isEqualTo(new Malformed(null, "message", "an empty batch", true));
  }

  @Test
  void aBatchHasABound() {
    String pings = "{\"type\":\"ping\"}" + ",{\"type\":\"ping\"}".repeat(TopicsCodec.MAX_BATCH - 1);

    assertThat(decode("[" + pings + "]")).hasSize(1_000).allMatch(new Ping(null)::equals);
    assertThat(decode("[" + pings + ",1]"))
        .containsExactly(new Malformed(null, "message", "a batch of over 1000 messages", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{not json",
        "{'type':'ping'",
        "{'type':'ping'}}",
        "{'type':'ping'} x",
        "{'type':'ping'}{'type':'ping'}",
        "[{'type':'ping'}",
        "[{'type':'ping'},]",
        "{'type':'ping',}",
        "{'type':'ping' 'id':1}",
        "{type:'ping'}",
        "// comment\n{'type':'ping'}",
        "{'type':'message','topic':'a','data':01}",
        "{'type':'message','topic':'a','data':NaN}",
        "{'type':'message','topic':'a','data':+1}",
        "{'type':'message','topic':'a','data':'\\x'}",
        "{'type':'message','topic':'a','data':'\n'}",
        "{'type':'message','topic':'a','data':nul}",
        "{'type':'message','topic':'a','data':[1,2}",
        "\ufeff{'type':'ping'}",
        "\u0000{'type':'ping'}",
        "{\u0000'type':'ping'}",
        "{'type':'ping'}\u0000",
        "null",
        "42",
        "'ping'",
      })
  void whatIsNotJsonIsBroken(String frame) {
    assertThat(decode(frame.replace('\'', '"')))
        .hasSize(1)
        .first()
        .satisfies(message -> {
          Malformed malformed = (Malformed) message;
          assertThat(malformed.broken()).isTrue();
          assertThat(malformed.field()).isEqualTo("message");
          assertThat(malformed.issue()).isNotEmpty();
        });
  }

  @Test
  void utf16IsNotJson() {
    byte[] frame = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThat(codec.decode(frame, 0, frame.length).getFirst()).isInstanceOf(Malformed.class);
  }

  @Test
  void depthHasABound() {
    int spare = TopicsCodec.MAX_DEPTH - 1;
    assertThat(one(deep(spare))).isInstanceOf(Publish.class);
    assertThat(one(deep(spare + 1))).isInstanceOf(Malformed.class);
    assertThat(one(deep(400_000))).isInstanceOf(Malformed.class);
    assertThat(one("[".repeat(400_000))).isInstanceOf(Malformed.class);
  }

  @Test
  void aNumberHasABound() {
    assertThat(one("{'type':'message','topic':'a','data':" + "9".repeat(5_000) + "}"))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void halfASurrogatePairIsRefused() {
    for (String half :
        List.of("\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x", "\\udc00\\ud800")) {
      assertThat(one("{'type':'message','topic':'a','data':'" + half + "'}"))
          .isEqualTo(new Malformed(null, "data", "holds half of a surrogate pair", false));
    }
    assertThat(one("{'type':'message','topic':'a','data':1,'eventType':'\\ud800'}"))
        .isInstanceOf(Malformed.class);
    assertThat(one("{'type':'message','topic':'a','data':'\\\\ud800'}"))
        .isInstanceOf(Publish.class);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(trouble("{'type':'subscribe'}")).isEqualTo("topic required");
    assertThat(trouble("{'type':'subscribe','topic':5}")).isEqualTo("topic must be a string");
    assertThat(trouble("{'type':'subscribe','topic':null}")).isEqualTo("topic required");
    assertThat(trouble("{'type':'unsubscribe'}")).isEqualTo("topic required");
    assertThat(trouble("{'type':'auth'}")).isEqualTo("token required");
    assertThat(trouble("{'type':'auth','token':{}}")).isEqualTo("token must be a string");
    assertThat(trouble("{'type':'message','data':1}")).isEqualTo("topic required");
    assertThat(trouble("{'type':'message','topic':'a'}")).isEqualTo("data required");
    assertThat(trouble("{'type':'nope'}")).isEqualTo("type unknown");
    assertThat(trouble("{'type':''}")).isEqualTo("type unknown");
    assertThat(trouble("{'type':7}")).isEqualTo("type must be a string");
    assertThat(trouble("{}")).isEqualTo("type required");
    assertThat(trouble("{'type':'subscribe','topics':[]}")).isEqualTo("topics empty");
    assertThat(trouble("{'type':'subscribe','topics':['a',1]}"))
        .isEqualTo("topics must be an array of strings");
    assertThat(trouble("{'type':'subscribe','topics':'a'}"))
        .isEqualTo("topics must be an array of strings");
    assertThat(trouble("{'type':'subscribe','topics':['a'],'topic':'b'}"))
        .isEqualTo("topic give topic or topics, not both");
    assertThat(trouble("{'type':'subscribe','topic':'a','since':1}"))
        .isEqualTo("since must be a string");
    assertThat(trouble("{'type':'subscribe','topic':'a','presence':'yes'}"))
        .isEqualTo("presence must be true or false");
    assertThat(trouble("{'type':'message','topic':'a','data':1,'metadata':[{}]}"))
        .isEqualTo("metadata must be an object");
    assertThat(trouble("{'type':'message','topic':'a','data':1,'ack':1}"))
        .isEqualTo("ack must be true or false");
    assertThat(trouble("{'type':'message','topic':'a','data':1,'eventType':''}"))
        .isEqualTo("eventType must have 1 to 128 characters");
    assertThat(trouble("{'type':'message','topics':['a','b'],'data':1}"))
        .isEqualTo("topics a message has one topic");
    assertThat(trouble("{'type':'ping','id':{}}")).isEqualTo("id must be a string or a number");
    assertThat(trouble("{'type':'ping','id':'" + "x".repeat(200) + "'}"))
        .isEqualTo("id must be at most 128 bytes");
  }

  @Test
  void aFieldGivenTwiceIsRefused() {
    assertThat(trouble("{'type':'ping','type':'auth'}")).isEqualTo("type given twice");
    assertThat(trouble("{'type':'message','topic':'a','data':{},'data':{'x':[1]},'topic':'b'}"))
        .isEqualTo("data given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'data':{'a':1,'a':1}",
        "'data':{'a':1,'\\u0061':2}",
        "'data':[0,{'x':{'a':1,'b':{},'a':[2]}}]",
        "'data':1,'metadata':{'a':1,'a':2}",
        "'data':1,'metadata':{'x':[{'a':1,'a':2}]}"
      })
  void aNameGivenTwiceInWhatIsPassedOnIsRefusedAsOverHttp(String members) {
    assertThat(trouble("{'type':'message','topic':'a'," + members + "}"))
        .isIn("data a name stands twice in an object", "metadata a name stands twice in an object");
  }

  @Test
  void aNameMayStandInSeveralObjects() {
    assertThat(one("{'type':'message','topic':'a','data':{'a':{'a':[{'a':1},{'a':2}]}}}"))
        .isInstanceOf(Publish.class);
  }

  @Test
  void theAnswerToABadMessageKnowsItsId() {
    assertThat(one("{'type':'subscribe','topic':5,'id':'r1'}"))
        .isEqualTo(new Malformed(Payload.of("\"r1\""), "topic", "must be a string", false));
  }

  @Test
  void anAuthMessageNeverShowsItsToken() {
    assertThat(one("{'type':'auth','token':'secret'}").toString()).doesNotContain("secret");
  }

  @Seeds(300)
  void noBytesMakeItThrow(RandomGenerator random) {
    byte[] frame =
        bytes(
            "[{\"type\":\"message\",\"topic\":\"a.b\",\"data\":{\"x\":[1,\"é\\u00e9\",null]},"
                + "\"metadata\":{\"senderId\":1,\"k\":\"v\"},\"id\":\"1\"},{\"type\":\"ping\"}]");
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
    }
    int length = random.nextInt(frame.length + 1);

    assertThat(codec.decode(frame, 0, length)).isNotEmpty();
  }

  private @org.jspecify.annotations.Nullable Payload metadata(String json) {
    String frame = "{\"type\":\"message\",\"metadata\":" + json + ",\"topic\":\"a\",\"data\":1}";
    return ((Publish) decode(frame).getFirst()).metadata();
  }

  private String trouble(String frame) {
    Malformed malformed = (Malformed) one(frame);
    assertThat(malformed.broken()).isFalse();
    return malformed.field() + " " + malformed.issue();
  }

  private static String deep(int levels) {
    return "{'type':'message','topic':'a','data':" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  /** Single quotes stand for double ones. */
  private ClientMessage one(String frame) {
    List<ClientMessage> messages = decode(frame.replace('\'', '"'));
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private List<ClientMessage> decode(String frame) {
    byte[] bytes = bytes(frame);
    return codec.decode(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
