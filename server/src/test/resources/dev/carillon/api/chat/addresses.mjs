// Joins at each address that the document or the client's own pages name, by each transport.
import { LongPoll, Socket } from "./PHOENIX.mjs";

function join(path, transport) {
  const socket = new Socket("WS_URL" + path, { transport, params: { token: "TOKEN" } });
  socket.connect();
  return new Promise(resolve =>
    socket
      .channel("channel:CHANNEL")
      .join()
      .receive("ok", () => {
        console.log(`joined ${path} ${transport === LongPoll ? "LongPoll" : "WebSocket"}`);
        resolve();
      }),
  );
}

for (const path of ["/socket", "/socket/websocket"]) {
  await join(path, WebSocket);
  await join(path, LongPoll);
}
console.log("end");
