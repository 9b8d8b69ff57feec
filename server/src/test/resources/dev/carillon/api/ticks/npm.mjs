import "./browser.mjs";
import {Socket} from "./PHOENIX.mjs";

const socket = new Socket("URL", {});
socket.connect();

const bad = socket.channel("api:demo", {access_token: "wrong"});
bad.join().receive("error", answer => {
  console.log("refused", answer.reason);
  bad.leave();
  good();
});

function good() {
  const channel = socket.channel("api:demo", {access_token: "TOKEN"});
  let updates = 0;
  let subscribed = false;
  channel.on("ltp", ticks => {
    if (!subscribed) {
      console.log("ltp", Object.keys(ticks).join(" "));
    } else if (++updates === 1) {
      console.log("update");
      more(channel);
    }
  });
  channel.on("unsubscribe", gone => console.log("unsubscribed", gone.tokens.join(" ")));
  channel.join().receive("ok", () => {
    console.log("joined");
    channel.push("subscribe", {list: ["22"]}).receive("ok", () => {
      console.log("subscribed");
      subscribed = true;
    });
  });
}

function more(channel) {
  channel.push("subscribe", {list: [999]}).receive("error", answer => {
    console.log("unknown", answer.reason, answer.tokens.join(" "));
    channel.push("unsubscribe", {list: ["22"]}).receive("ok", () => {
      channel.leave().receive("ok", () => console.log("left"));
    });
  });
}
