import "./browser.mjs";
import { Socket } from "./PHOENIX.mjs";
let said = 0;
const say = line => {
  console.log(line);
  if (++said === 13) {
    room.leave().receive("ok", () => console.log("left"));
  }
};
const socket = new Socket("URL/socket", { authToken: "jwt.abc-1", params: { flavour: "plain" } });
socket.onClose(() => {});
socket.connect();
const room = socket.channel("room:1", { a: 1 });
room.on("welcome", () => say("welcome"));
room.on("shout", payload => say("shout " + JSON.stringify(payload)));
room.on("bytes", payload =>
  say("bytes " + (payload instanceof ArrayBuffer ? Buffer.from(payload).toString() : payload)));
room.onClose(() => console.log("closed"));
room.join().receive("ok", () => {
  room.push("echo", { n: 1 }).receive("ok", r => say("ok " + JSON.stringify(r)));
  room.push("dance").receive("error", r => say("error " + JSON.stringify(r)));
  room.push("silent", {}, 200).receive("timeout", () => say("timeout"));
  room.push("who").receive("ok", r => say("who " + r));
  room.push("bin", new Uint8Array([1, 2, 255]).buffer).receive("ok", r =>
    say("bin " + Buffer.from(r).toString("hex")));
  socket.ping(() => say("pinged"));
  room.push("bin_out");
  room.push("shout", { n: 2 });
});
room.push("echo", { early: true }).receive("ok", r => say("early " + JSON.stringify(r)));
socket.channel("room:2", { do: "refuse" }).join()
  .receive("error", r => say("refused " + r.reason));
socket.channel("hall", {}).join().receive("error", r => say("unmatched " + r.reason));
