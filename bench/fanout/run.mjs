// Starts Carillon's Topics API and its peers, each pinned to CPU 0, measures them in turn with the
// load generator on CPU 1, and prints one table a scenario: medians over the rounds, and ratios to
// Bun. See README.md for the options and what the columns mean.
import { spawn, spawnSync, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    duration: { type: "string", default: "3" },
    scenarios: { type: "string", default: "S1w1,S1w32,S1w256,S2,S3,deflate" },
    servers: { type: "string", default: "floor,bun,bun-padded,ws,carillon-epoll,carillon-io_uring" },
    raw: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);
const root = resolve(import.meta.dirname, "../..");
// How many bytes longer a delivery of Carillon's is than its payload: {"type":"message","topic":…,"id":…}.
const ENVELOPE = 214;
const SIZES = "100,100,100,100,100,100,100,400,400,2000";
const SCENARIOS = {
  S1w1: { what: "1,000 subscribers, one message a turn, 100 B", args: ["--subs", 1000, "--window", 1, "--poll0"] },
  S1w32: { what: "1,000 subscribers, bursts of 32, 100 B", args: ["--subs", 1000, "--window", 32] },
  S1w256: { what: "1,000 subscribers, bursts of 256, 100 B", args: ["--subs", 1000, "--window", 256] },
  S2: { what: "1,000 subscribers, 50 messages/s of 1,000 B", args: ["--subs", 1000, "--rate", 50, "--size", 1000, "--poll0"] },
  S3: { what: "100 topics x 10 subscribers, window 64, 100 B to 2 KB", args: ["--subs", 1000, "--topics", 100, "--window", 64, "--sizes", SIZES] },
  deflate: { what: "1,000 compressed subscribers, 10 messages/s of 1,000 B", deflate: true, args: ["--deflate", "--subs", 1000, "--rate", 10, "--size", 1000] },
  slow: { what: "20 subscribers, 2,000 messages/s of 5 KB (50 MB), without and with a subscriber that stops reading", slow: true,
    args: ["--subs", 20, "--rate", 2000, "--size", 5000, "--warmup", 1, "--duration", 5] },
  chat: { what: "1,000 members of one topic, 200 messages/s of 100 B from 20 clients: the Topics API, and a channel of the Chat API", chat: true,
    args: ["--subs", 1000, "--pubs", 20, "--rate", 200, "--poll0"] },
  idle: { what: "19,000 idle connections", fresh: true, args: ["--idle", "--nsrc", 4, "--subs", 19000, "--duration", 5] },
};

const running = [];
function start(name, command, args, env = {}) {
  const child = spawn("taskset", ["-c", "0", command, ...args.map(String)], {
    stdio: ["ignore", "ignore", process.env.FANOUT_DEBUG ? "inherit" : "ignore"],
    env: { ...process.env, ...env },
  });
  running.push(child);
  child.on("exit", (code) => { if (code) console.error(`${name} ended with ${code}`); });
  return child;
}
async function listening(port) {
  const limit = Date.now() + 60_000;
  while (Date.now() < limit) {
    const up = await new Promise((done) => {
      const socket = connect(port, "127.0.0.1", () => { socket.destroy(); done(true); });
      socket.on("error", () => done(false));
    });
    if (up) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`nothing listens on ${port}`);
}

let nextPort = 19100;
// The package's one binary, moved there when it is installed; it is called .exe on every system.
const bun = () => join(import.meta.dirname, "node_modules/bun/bin/bun.exe");
async function carillon(transport, scenario) {
  const port = nextPort++, data = mkdtempSync(join(tmpdir(), "carillon-fanout-"));
  const child = start(`carillon-${transport}`, join(root, "carillon"),
    ["demo", "--port", port, "--data", data], {
      CARILLON_AOT: "off", CARILLON_TRANSPORT: transport, CARILLON_EVENT_LOOPS: "1", CARILLON_DEMO_MARKETS: "false",
      WEBSOCKET_MAX_CONNECTIONS_PER_IP: "20000", CARILLON_MAX_CONNECTIONS_PER_USER: "30000",
      CARILLON_CONNECTS_PER_MINUTE: "1000000", CARILLON_ACCESS_TOKEN_TTL: "12h",
      CARILLON_MESSAGES_PER_SECOND: "1000000", CARILLON_MESSAGE_BURST: "1000000",
      CARILLON_USER_MESSAGES_PER_SECOND: "1000000", CARILLON_USER_MESSAGE_BURST: "1000000",
      // All at once is more connects a second than the gate lets in; a chat takes 60 messages a minute.
      LIMITS: scenario.fresh || scenario.chat ? "off" : "on",
    });
  await listening(port);
  const login = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "user@example.com", password: "password123" }) });
  const token = (await login.json()).data.accessToken;
  const auth = `{"type":"auth","token":"${token}"}`;
  return { child, port, data, token, chat: chatArgs(token), args: ["--sub-path", "/ws", "--pub-path", "/ws",
    "--hello", `${auth}\\f{"type":"subscribe","topic":"bench.%d"}`, "--pub-hello", auth,
    "--pub-prefix", '{"type":"message","topic":"bench.%d","data":', "--pub-suffix", "}"] };
}
/** A member joins general without its history and without its own echo; the token comes as the npm client's authToken does. */
function chatArgs(token) {
  const topic = "channel:12345678-1234-5678-1234-123456789012", path = "/socket/websocket?vsn=2.0.0";
  const join = `["1","1","${topic}","phx_join",{"history":0,"echo":false}]`;
  return ["--sub-path", path, "--pub-path", path, "--hello", join, "--pub-hello", join, "--text",
    "--proto", `phoenix, base64url.bearer.phx.${Buffer.from(token).toString("base64").replace(/=+$/, "")}`,
    "--pub-prefix", `["1","2","${topic}","send_message",{"content":"`, "--pub-suffix", `"}]`];
}
function plain(name, command, args) {
  const port = nextPort++;
  return { child: start(name, command, args(port)), port, args: [] };
}
const SERVERS = {
  floor: () => plain("floor", "target/floor", (port) => [port, "batch"]),
  bun: ({ deflate }) => plain("bun", bun(), (port) => ["peers/bun.js", port, ...(deflate ? ["deflate"] : [])]),
  ws: ({ deflate }) => plain("ws", process.execPath, (port) => ["peers/ws.js", port, ...(deflate ? ["deflate"] : [])]),
  // As many bytes a delivery as Carillon's envelope makes.
  "bun-padded": (scenario) => ({ ...SERVERS.bun(scenario), pad: ENVELOPE }),
  "carillon-epoll": (scenario) => carillon("epoll", scenario),
  "carillon-io_uring": (scenario) => carillon("io_uring", scenario),
};
/** The process that serves: a script may stand between it and us. */
function serving(pid) {
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    if (!children) return pid;
    pid = Number(children.split(" ")[0]);
  }
}
/** The arguments with every payload that much longer. */
function padded(args, bytes) {
  if (!bytes) return args;
  const at = args.findIndex((each) => each === "--size" || each === "--sizes");
  if (at < 0) return [...args, "--size", 100 + bytes];
  return args.with(at + 1, String(args[at + 1]).split(",").map((size) => Number(size) + bytes).join(","));
}
function measure(name, server, scenarioArgs) {
  const pid = serving(server.child.pid), args = padded(scenarioArgs, server.pad);
  const result = spawnSync("taskset", ["-c", "1", "target/loadgen", "--port", server.port, "--pid", pid, "--label", name,
    ...server.args, "--duration", options.duration, ...args].map(String), { encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${name}: ${result.stderr || result.error}`);
  if (options.raw) console.log(result.stdout.trim());
  const figures = JSON.parse(result.stdout);
  if (figures.missing || figures.closed) console.error(`${name}: ${figures.missing} missing, ${figures.closed} closed`);
  return figures;
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const spread = (list) => `${Math.min(...list).toPrecision(3)}..${Math.max(...list).toPrecision(3)}`;
function liveHeap(pid) {
  try {
    execFileSync("jcmd", [pid, "GC.run"]);
    const lines = execFileSync("jcmd", [pid, "GC.class_histogram"], { encoding: "utf8" }).trim().split("\n");
    return Number(lines.at(-1).trim().split(/\s+/)[2]);
  } catch { return NaN; }
}
async function stop(server) {
  server.child.kill("SIGTERM");
  await new Promise((done) => server.child.exitCode === null && server.child.signalCode === null ? server.child.on("exit", done) : done());
  if (server.data) rmSync(server.data, { recursive: true, force: true });
}

async function idle(scenario, names) {
  console.log(`| server | RSS bytes a connection | live heap bytes a connection | seconds to open all |\n|---|---|---|---|`);
  for (const name of names.filter((each) => each !== "floor")) {
    const server = await SERVERS[name](scenario);
    await listening(server.port);
    const jvm = name.startsWith("carillon"), pid = serving(server.child.pid);
    if (jvm) measure(name, server, ["--subs", 200, "--window", 4, "--warmup", 3, "--duration", 2]);
    const before = jvm ? liveHeap(pid) : NaN;
    let during = NaN;
    const figures = await idleRun(name, server, scenario.args, jvm ? (() => { during = liveHeap(pid); }) : () => {});
    const heap = jvm ? Math.round((during - before) / figures.conns) : "";
    console.log(`| ${name} | ${figures.bytes_per_conn} | ${heap} | ${figures.open_s} |`);
    await stop(server);
  }
}
/** Runs the generator beside us, so that the heap can be looked at while the connections are held. */
function idleRun(name, server, args, whileHeld) {
  return new Promise((done, fail) => {
    const pid = serving(server.child.pid);
    const child = spawn("taskset", ["-c", "1", "target/loadgen", "--port", server.port, "--pid", pid, "--label", name,
      ...server.args, ...args, "--duration", 12].map(String), { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk) => { out += chunk; });
    const timer = setInterval(() => {
      if (openSockets(pid) >= 19_000) { clearInterval(timer); setTimeout(whileHeld, 3_000); }
    }, 500);
    child.on("exit", (code) => { clearInterval(timer); code ? fail(new Error(`${name}: ${code}`)) : done(JSON.parse(out)); });
  });
}
const openSockets = (pid) => { try { return readdirSync(`/proc/${pid}/fd`).length; } catch { return 0; } };

/** Subscribes over a bare socket, then never reads again. */
async function stalledSubscriber(server) {
  const socket = connect(server.port, "127.0.0.1");
  await new Promise((done) => socket.once("connect", done));
  const path = server.token ? "/ws" : "/sub/0";
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
  await new Promise((done) => socket.once("data", done));
  if (server.token) {
    for (const message of [{ type: "auth", token: server.token }, { type: "subscribe", topic: "bench.0" }]) {
      const body = Buffer.from(JSON.stringify(message));
      const head = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0])
        : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255, 0, 0, 0, 0]);
      socket.write(Buffer.concat([head, body]));
      await new Promise((done) => socket.once("data", done));
    }
  }
  socket.pause();
  socket.on("error", () => {});
  return socket;
}
async function slow(scenario, names) {
  console.log("| server | p99 ms without | p99 ms with | ratio | RSS MB without | RSS MB with |\n|---|---|---|---|---|---|");
  for (const name of names) {
    const server = await SERVERS[name](scenario);
    await listening(server.port);
    measure(name, server, scenario.args);
    const without = [], behind = [];
    for (let round = 0; round < rounds; round++) {
      without.push(measure(name, server, scenario.args));
      const stalled = await stalledSubscriber(server);
      behind.push(measure(name, server, scenario.args));
      stalled.destroy();
    }
    const p99 = (list) => median(list.map((each) => each.p99_us)) / 1000;
    const rss = (list) => Math.round(median(list.map((each) => each.rss_kib)) / 1024);
    console.log(`| ${name} | ${p99(without).toFixed(2)} | ${p99(behind).toFixed(2)} | ${(p99(behind) / p99(without)).toFixed(2)} | ${rss(without)} | ${rss(behind)} |`);
    await stop(server);
  }
}

/** The same fan-out through two protocols of one server, in turn. */
async function chat(scenario, names) {
  console.log("| server | CPU s per million | min..max | user part | p50 ms | p99 ms | against topics |\n|---|---|---|---|---|---|---|");
  for (const name of names.filter((each) => each.startsWith("carillon"))) {
    const server = await SERVERS[name](scenario), runs = { topics: [], chat: [] };
    const kinds = { topics: server, chat: { ...server, args: server.chat } };
    for (const kind of ["topics", "chat"]) {
      if (kind === "topics") measure(name, server, ["--subs", 1000, "--window", 32, "--warmup", 1, "--duration", 3]);
      measure(name, kinds[kind], [...scenario.args, "--warmup", 1, "--duration", 8]);
    }
    for (let round = 0; round < rounds; round++)
      for (const kind of ["topics", "chat"]) runs[kind].push(measure(name, kinds[kind], [...scenario.args, "--warmup", 1]));
    await stop(server);
    for (const [kind, list] of Object.entries(runs)) {
      const of = (key) => median(list.map((each) => each[key])), cpu = list.map((each) => each.srv_cpu_per_m);
      const ratio = median(cpu.map((each, round) => each / runs.topics[round].srv_cpu_per_m));
      console.log(`| ${name}, ${kind} | ${median(cpu).toPrecision(3)} | ${spread(cpu)} | ${of("srv_user_per_m").toPrecision(2)} | ${(of("p50_us") / 1000).toFixed(2)} | ${(of("p99_us") / 1000).toFixed(2)} | ${ratio.toFixed(2)} |`);
    }
  }
}

async function compare(id, scenario, names) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  const servers = {};
  for (const name of names) {
    servers[name] = await SERVERS[name](scenario);
    await listening(servers[name].port);
    // A run-time compiler warms up by work done: both paths, single and burst, then the scenario itself, until every
    // method of it is compiled for good.
    if (name.startsWith("carillon")) {
      for (let turn = 0; turn < 2; turn++) {
        measure(name, servers[name], ["--subs", 1000, "--window", 32, "--warmup", 1, "--duration", 3]);
        measure(name, servers[name], ["--subs", 1000, "--window", 1, "--poll0", "--warmup", 1, "--duration", 4]);
      }
      measure(name, servers[name], [...scenario.args, "--warmup", 1, "--duration", 8]);
    }
    measure(name, servers[name], [...scenario.args, "--warmup", 1]);
  }
  for (let round = 0; round < rounds; round++)
    for (const name of names) results[name].push(measure(name, servers[name], [...scenario.args, "--warmup", 1]));
  for (const name of names) await stop(servers[name]);
  const of = (name, key) => median(results[name].map((each) => each[key]));
  // The machine's pace changes within minutes: each round's figure is held against Bun's of the same round.
  const ratio = (name) => median(results[name].map((each, round) => each.srv_cpu_per_m / (results.bun?.[round].srv_cpu_per_m ?? NaN)));
  console.log(`| server | CPU s per million | min..max | user part | deliveries/s | p50 ms | p99 ms | frames/read | CPU against Bun |\n|---|---|---|---|---|---|---|---|---|`);
  for (const name of names) {
    const cpu = of(name, "srv_cpu_per_m");
    console.log(`| ${name} | ${cpu.toPrecision(3)} | ${spread(results[name].map((each) => each.srv_cpu_per_m))} | ${of(name, "srv_user_per_m").toPrecision(2)} | ${Math.round(of(name, "deliv_per_s")).toLocaleString("en")} | ${(of(name, "p50_us") / 1000).toFixed(2)} | ${(of(name, "p99_us") / 1000).toFixed(2)} | ${of(name, "frames_per_read").toFixed(1)} | ${ratio(name).toFixed(2)} |`);
  }
}

process.on("exit", () => running.forEach((child) => child.kill()));
process.on("SIGINT", () => process.exit(130));
console.log(`# Fan-out, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0].model}, ${rounds} rounds in turn of ${options.duration} s`);
for (const id of options.scenarios.split(",")) {
  const scenario = SCENARIOS[id];
  if (!scenario) throw new Error(`no scenario ${id} (expected: ${Object.keys(SCENARIOS).join(", ")})`);
  let names = options.servers.split(",");
  if (scenario.deflate) names = names.filter((name) => name !== "floor");
  console.log(`\n## ${id}: ${scenario.what}\n`);
  await (scenario.slow ? slow(scenario, names) : scenario.chat ? chat(scenario, names) : scenario.fresh ? idle(scenario, names) : compare(id, scenario, names));
}
