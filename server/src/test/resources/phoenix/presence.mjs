import "./browser.mjs";
import { Presence, Socket } from "./PHOENIX.mjs";
function member(name) {
  const socket = new Socket("URL/socket", {});
  socket.connect();
  const hall = socket.channel("hall:1", { as: name });
  const presence = new Presence(hall);
  hall.join();
  return { socket, hall, presence, seen: () =>
    presence.list((key, { metas }) => key + ":" + metas.map(m => m.mood).join("+")).sort().join(",") };
}
const until = async (what, test) => {
  for (let i = 0; i < 600; i++) {
    if (test()) { console.log("ok " + what); return; }
    await new Promise(next => setTimeout(next, 25));
  }
  console.log("failed " + what);
};
const john = member("john");
await until("one", () => john.seen() === "john:good");
const jane = member("jane"), again = member("jane");
const all = "jane:good+good,john:good";
await until("three", () => [john, jane, again].every(m => m.seen() === all));
jane.hall.push("mood", { mood: "bad" });
await until("update", () => [john, jane, again].every(m =>
  m.seen() === "jane:good+bad,john:good" || m.seen() === "jane:bad+good,john:good"));
again.hall.leave();
await until("leave", () => [john, jane].every(m => m.seen() === "jane:bad,john:good"));
let left = 0;
john.presence.onLeave((_, current) => { if (current.metas.length === 0) left++; });
jane.socket.disconnect();
const back = member("jane");
await until("return", () => [john, back].every(m => m.seen() === "jane:good,john:good"));
back.socket.disconnect();
await until("gone", () => john.seen() === "john:good" && left === 1);
console.log("end");
