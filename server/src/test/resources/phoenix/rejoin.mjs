import "./browser.mjs";
import { Socket } from "./PHOENIX.mjs";
const socket = new Socket("URL/socket", { reconnectAfterMs: () => 50, rejoinAfterMs: () => 50 });
socket.connect();
const room = socket.channel("room:1", {});
let joins = 0;
room.join().receive("ok", () => {
  console.log("joined " + ++joins);
  room.push("echo", { after: joins }).receive("ok", r => {
    console.log("echo " + r.after);
    if (r.after === 2) {
      room.push("crash");
    }
  });
});
room.onError(reason => console.log("error " + JSON.stringify(reason)));
