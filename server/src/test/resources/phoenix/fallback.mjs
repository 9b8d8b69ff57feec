import "./browser.mjs";
import { Socket } from "./PHOENIX.mjs";
const store = new Map();
class Dead {
  constructor() { this.readyState = 0; }
  send() {}
  close() {}
}
const socket = new Socket("URL/socket", {
  transport: Dead,
  longPollFallbackMs: 100,
  sessionStorage: { getItem: k => store.get(k), setItem: (k, v) => store.set(k, v) }
});
socket.connect();
const room = socket.channel("room:1", {});
room.join().receive("ok", () =>
  room.push("echo", { n: 1 }).receive("ok", () => console.log("fallback works")));
