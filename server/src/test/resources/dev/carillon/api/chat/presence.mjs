// Two users come and one goes, as Phoenix's own Presence class sees it.
import { Presence, Socket } from "./PHOENIX.mjs";

function join(token) {
  const socket = new Socket("URL", { params: { token } });
  socket.connect();
  const channel = socket.channel("channel:CHANNEL");
  const presence = new Presence(channel);
  channel.join();
  return { socket, presence };
}

const john = join("JOHN_TOKEN");
const jane = join("JANE_TOKEN");
let both = false;
john.presence.onSync(() => {
  const names = john.presence
    .list((_, { metas: [first] }) => first.name)
    .sort()
    .join(", ");
  if (!both && names.includes(", ")) {
    both = true;
    console.log("both: " + names);
    jane.socket.disconnect();
  } else if (both && !names.includes(", ")) {
    console.log("alone: " + names);
  }
});
