import "./browser.mjs";
import { LongPoll, Socket } from "./PHOENIX.mjs";
const socket = new Socket("URL/socket", { transport: LongPoll, params: { token: "john" } });
socket.connect();
const room = socket.channel("room:1", {});
room.on("shout", payload => console.log("shout " + JSON.stringify(payload)));
room.join().receive("ok", () => {
  console.log("joined");
  room.push("who").receive("ok", r => console.log("who " + r));
  room.push("size", new Uint8Array([1, 2, 3]).buffer).receive("ok", r => console.log("size " + r));
  // Older clients put all into one batch, of which a server reads a hundred lines.
  const many = "PHOENIX".includes("1.8") ? 150 : 80;
  for (let i = 0; i < many; i++) {
    room.push("echo", { i }).receive("ok", r => { if (r.i === many - 1) console.log("batches"); });
  }
  room.push("shout", { n: 1 });
});
