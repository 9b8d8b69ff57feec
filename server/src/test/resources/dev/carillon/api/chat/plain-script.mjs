// The client as a page has it that only says <script src="/assets/phoenix.js">.
import { runInThisContext } from "node:vm";

const answer = await fetch("HTTP_URL/assets/phoenix.js");
runInThisContext(await answer.text());
const socket = new Phoenix.Socket("WS_URL/socket", { params: { token: "TOKEN" } });
socket.connect();
socket
  .channel("channel:CHANNEL")
  .join()
  .receive("ok", ({ channel }) => console.log("joined " + channel.name));
