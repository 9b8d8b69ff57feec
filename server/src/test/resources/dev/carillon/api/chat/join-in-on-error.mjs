// As old samples advise, or not: what becomes of the client when its connection is dropped?
import { Socket } from "./PHOENIX.mjs";

let thrown = 0;
process.on("uncaughtException", error => {
  console.log("thrown " + error);
  if (++thrown === 2) {
    setTimeout(() => console.log("end: opened " + opened), 500);
  }
});
const socket = new Socket("ws://127.0.0.1:PORT/socket", { reconnectAfterMs: () => 20, rejoinAfterMs: () => 20 });
let opened = 0;
let joined = 0;
socket.onOpen(() => console.log("opened " + ++opened));
socket.connect();
const channel = socket.channel("room:1", {});
const advice = ADVICE;
channel.onError(() => advice(channel));
channel.join().receive("ok", () => {
  console.log("joined " + ++joined);
  if (joined === 1) {
    channel.push("crash");
  }
});
