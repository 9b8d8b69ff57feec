import "./browser.mjs";
import { Socket } from "./PHOENIX.mjs";
const socket = new Socket("URL/socket", { authToken: "jwt.abc-1", params: { flavour: "plain" } });
socket.onClose(() => {});
socket.connect();
const room = socket.channel("room:1", { a: 1 });
room.on("welcome", () => console.log("welcome"));
room.on("shout", payload => console.log("shout " + JSON.stringify(payload)));
room.on("bytes", payload =>
  console.log("bytes " + (payload instanceof ArrayBuffer ? Buffer.from(payload).toString() : payload)));
room.onClose(() => console.log("closed"));
room.join().receive("ok", () => {
  room.push("echo", { n: 1 }).receive("ok", r => console.log("ok " + JSON.stringify(r)));
  room.push("dance").receive("error", r => console.log("error " + JSON.stringify(r)));
  room.push("silent", {}, 200).receive("timeout", () => console.log("timeout"));
  room.push("who").receive("ok", r => console.log("who " + r));
  room.push("bin", new Uint8Array([1, 2, 255]).buffer).receive("ok", r =>
    console.log("bin " + Buffer.from(r).toString("hex")));
  socket.ping(() => console.log("pinged"));
  room.push("bin_out");
  room.push("shout", { n: 2 });
});
room.push("echo", { early: true }).receive("ok", r => console.log("early " + JSON.stringify(r)));
socket.channel("room:2", { do: "refuse" }).join()
  .receive("error", r => console.log("refused " + r.reason));
socket.channel("hall", {}).join().receive("error", r => console.log("unmatched " + r.reason));
setTimeout(() => room.leave().receive("ok", () => console.log("left")), 1000);
