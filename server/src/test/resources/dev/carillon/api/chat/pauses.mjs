// How often does a client try that gets no connection?
import { Socket } from "./PHOENIX.mjs";

let tries = 0;
class Counting extends WebSocket {
  // A browser's socket is closed after an error, and says so; that of Node before 22 is not when
  // there was no connection.
  #isClosed = false;

  constructor(...all) {
    super(...all);
    tries++;
    this.addEventListener("close", () => (this.#isClosed = true));
    this.addEventListener("error", () => setTimeout(() => this.#close()));
  }

  get readyState() {
    return this.#isClosed ? 3 : super.readyState;
  }

  #close() {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.onclose?.({ code: 1006, wasClean: false, reason: "" });
    }
  }
}
const socket = new Socket("ws://127.0.0.1:PORT/socket", {
  transport: Counting,
  params: { token: "bad" },
  reconnectAfterMs: () => PAUSE,
});
socket.connect();
setTimeout(() => {
  console.log("tries " + tries);
  process.exit();
}, 1500);
