package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames of both versions: contract/phoenix.md section 1.2. */
class FormatsTest {
  private final PhoenixWorld world = new PhoenixWorld();
  private final PhoenixClient plain = world.connectPlain();

  @Test
  void versionOneSpeaksObjectsWithTheirMembersInPhoenixOrder() {
    assertThat(plain.hears("{'topic':'room:K','event':'phx_join','payload':{},'ref':''}"))
        .containsExactly(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},'ref':'','topic':'room:K'}",
            "{'event':'welcome','payload':{},'ref':null,'topic':'room:K'}");
    assertThat(plain.hears("{'topic':'phoenix','event':'heartbeat','payload':{},'ref':4}"))
        .containsExactly(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},"
                + "'ref':4,'topic':'phoenix'}");
  }

  @Test
  void versionOneBroadcastsLookLikePushes() {
    plain.hears("{'topic':'room:K','event':'phx_join','payload':{},'ref':''}");
    world.rooms.publish("room:K", "shout", "{\"n\":1}", 0);

    assertThat(plain.hears())
        .containsExactly("{'event':'shout','payload':{'n':1},'ref':null,'topic':'room:K'}");
  }

  @Test
  void aJoinRefIsHonouredInVersionOneAndNeverSent() {
    plain.hears("{'topic':'room:K','event':'phx_join','payload':{},'ref':'1','join_ref':'1'}");

    assertThat(
            plain.hears("{'topic':'room:K','event':'echo','payload':{},'ref':'2','join_ref':'0'}"))
        .isEmpty();
    assertThat(plain.hears("{'topic':'room:K','event':'phx_leave','payload':{},'ref':'3'}"))
        .containsExactly(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},"
                + "'ref':'3','topic':'room:K'}",
            "{'event':'phx_close','payload':{},'ref':'1','topic':'room:K'}");
  }

  @Test
  void theEndOfAChannelWithoutJoinRefHasNoRefInVersionOne() {
    plain.hears("{'topic':'room:K','event':'phx_join','payload':{},'ref':''}");

    assertThat(plain.hears("{'topic':'room:K','event':'crash','payload':{},'ref':''}"))
        .containsExactly(
            "{'event':'phx_error','payload':{'reason':'channel_crash'},"
                + "'ref':null,'topic':'room:K'}");
  }

  @Test
  void missingRefAndPayloadAreTakenAsNullAndEmpty() {
    assertThat(plain.hears("{'topic':'room:K','event':'phx_join'}"))
        .first()
        .isEqualTo(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},"
                + "'ref':null,'topic':'room:K'}");
    assertThat(plain.hears("{'topic':'room:K','event':'echo','payload':null,'ref':1}"))
        .containsExactly(
            "{'event':'phx_reply','payload':{'response':{},'status':'ok'},"
                + "'ref':1,'topic':'room:K'}");
  }

  @Test
  void whoDoesNotSayItsVersionAndSendsAnArrayFirstSpeaksVersionTwo() {
    assertThat(plain.hears(" ['1','1','room:1','phx_join',{}]"))
        .first()
        .asString()
        .startsWith("['1','1','room:1','phx_reply'");

    plain.hears("{'topic':'room:K','event':'phx_join','payload':{},'ref':''}");
    assertThat(plain.closed()).isNotNull();
  }

  @Test
  void onlyTheFirstMessageDecidesTheVersion() {
    plain.hears("{'topic':'phoenix','event':'heartbeat','payload':{},'ref':''}");
    plain.hears("['1','1','room:1','phx_join',{}]");

    assertThat(plain.closed())
        .isEqualTo(CloseReason.of(1003, "a message must be an object, or an array with vsn=2.0.0"));
  }

  @Test
  void whoAsksForVersionOneIsTakenAtItsWord() {
    PhoenixClient asked = world.connect("1.0.0");

    asked.hears("['1','1','room:1','phx_join',{}]");

    assertThat(asked.closed()).isNotNull();
  }

  @Test
  void aBinaryMessageIsReadAsJsonInVersionOne() {
    byte[] json =
        "{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"payload\":{},\"ref\":\"1\"}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(plain.hearsBinary(json)).hasSize(1);
  }

  @Test
  void aBinaryPushIsAnsweredByABinaryReply() {
    PhoenixClient client = world.connect();
    client.hears("['1','1','room:v230','phx_join',{}]");

    client.hearsBinary(bytes(0, 1, 1, 9, 3, "12room:v230bin", 1, 2, 3, 255));

    assertThat(lastBinary(client)).isEqualTo(bytes(1, 1, 1, 9, 2, "12room:v230ok", 1, 2, 3, 255));
  }

  @Test
  void aBinaryPushWithoutJoinRefIsAcceptedAndJsonAnswersIt() {
    PhoenixClient client = world.connect();
    client.hears("['1','1','room:1','phx_join',{}]");

    assertThat(client.hearsBinary(bytes(0, 0, 1, 6, 4, "2room:1echo", 9)))
        .containsExactly("['1','2','room:1','phx_reply',{'response':{},'status':'ok'}]");
    client.hearsBinary(bytes(0, 0, 0, 6, 3, "room:1bin", 9));
    assertThat(lastBinary(client)).isEqualTo(bytes(1, 1, 0, 6, 2, "1room:1ok", 9));
  }

  @Test
  void bytesArePushedAndBroadcastInBinaryFramesOrAsBase64() {
    PhoenixClient client = world.connect();
    client.hears("['1','1','room:1','phx_join',{}]");
    plain.hears("{'topic':'room:1','event':'phx_join','payload':{},'ref':''}");

    client.hears("['1','2','room:1','bin_out',{}]");

    List<Frame> frames = client.link.frames().stream().filter(Frame::isBinary).toList();
    assertThat(frames).hasSize(2);
    assertThat(frames.getFirst().payload()).isEqualTo(bytes(0, 1, 6, 5, "1room:1bytespushed"));
    assertThat(frames.getLast().payload()).isEqualTo(bytes(2, 6, 5, "room:1bytesshared"));
    assertThat(plain.hears())
        .containsExactly("{'event':'bytes','payload':'c2hhcmVk','ref':null,'topic':'room:1'}");
    assertThat(plain.hears("{'topic':'room:1','event':'bin_out','payload':{},'ref':''}"))
        .contains("{'event':'bytes','payload':'cHVzaGVk','ref':null,'topic':'room:1'}");
  }

  @Test
  void aNameThatDoesNotFitIntoABinaryFrameIsToldInJson() {
    PhoenixClient client = world.connect();
    String topic = "room:" + "ü".repeat(200);
    client.hears("['1','1','" + topic + "','phx_join',{}]");

    world.loop.run(() -> world.rooms.opened.getLast().pushBinary("bytes", new byte[] {0}));

    assertThat(client.hears()).containsExactly("['1',null,'" + topic + "','bytes','AA==']");
    assertThatThrownBy(() -> BinaryBroadcast.of(Topic.of("t", topic), "e", new byte[] {0}, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenBinaryFrameEndsTheSocketWith1003() {
    for (byte[] broken :
        List.of(
            bytes(0),
            bytes(1, 1, 1, 1, 1, "1234"),
            bytes(0, 1, 1, 9, 3, "12room"),
            bytes(0, 0, 0, 1, 1, 0xff, 0x41),
            bytes())) {
      PhoenixClient client = world.connect();
      client.hearsBinary(broken);
      assertThat(client.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void namesAreEscapedAndDataIsPassedOnLetterByLetter() {
    PhoenixClient client = world.connect();
    client.hears("['1','1','room:\\u00e9\\\\','phx_join',{}]");
    world.rooms.publish("room:é\\", "sh\"out", "{ \"n\" : 1.0 }", 0);

    assertThat(client.hears()).containsExactly("[null,null,'room:é\\\\','sh\\'out',{ 'n' : 1.0 }]");
  }

  @Test
  void noPayloadIsEverNull() {
    PhoenixClient client = world.connect().join("room:1", 1);
    plain.hears("{'topic':'room:1','event':'phx_join','payload':{},'ref':''}");

    world.loop.run(() -> world.rooms.opened.getFirst().push("told", Payload.of("null")));
    world.rooms.publish("room:1", "shout", "null", 0);

    assertThat(client.hears())
        .containsExactly("['1',null,'room:1','told',{}]", "[null,null,'room:1','shout',{}]");
    assertThat(plain.hears())
        .containsExactly("{'event':'shout','payload':{},'ref':null,'topic':'room:1'}");
  }

  @Test
  void aBroadcastIsEncodedOncePerVersion() {
    for (int i = 0; i < 5; i++) {
      world.connect().join("room:1", 1);
    }
    int before = world.loop.batches().size();

    world.rooms.publish("room:1", "shout", "{}", 0);
    world.loop.runTurn();

    assertThat(world.loop.batches()).hasSize(before + 1);
  }

  private static byte[] lastBinary(PhoenixClient client) {
    return client.link.frames().getLast().payload();
  }

  /** Numbers are bytes, texts are ASCII. */
  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer number) {
        bytes.write(number);
      } else {
        bytes.writeBytes(part.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
    return bytes.toByteArray();
  }
}
