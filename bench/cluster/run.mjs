// Starts ./carillon cluster-demo and a server that is alone, measures both in turn with the load generator of
// bench/fanout, and prints tables. See README.md.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    duration: { type: "string", default: "5" },
    warm: { type: "string", default: "60" },
    rate: { type: "string", default: "10000" },
  },
});
const rounds = Number(options.rounds);
const root = resolve(import.meta.dirname, "../..");
const SETTINGS = {
  LIMITS: "off", CARILLON_ACCESS_TOKEN_TTL: "12h", CARILLON_DEMO_MARKETS: "false", CARILLON_DEMO_TICKS: "false",
  CARILLON_AOT: "off", CARILLON_HISTORY: "logged.** 1000 1h",
};
const KINDS = { "without a history": "bench", "with one": "logged" };
const TOPICS = 16;

const started = [];
function start(command, pattern, env = {}) {
  const child = spawn(join(root, "carillon"), command, {
    stdio: ["pipe", "pipe", process.env.CLUSTER_DEBUG ? "inherit" : "ignore"], env: { ...process.env, ...SETTINGS, ...env },
  });
  started.push(child);
  const found = [];
  return new Promise((done, fail) => {
    createInterface(child.stdout).on("line", (line) => {
      const match = pattern.exec(line);
      if (match) { found.push(match); done({ child, found }); }
    });
    child.on("exit", (code) => fail(new Error(`carillon ${command[0]} ended with ${code}`)));
  });
}
const settled = (millis) => new Promise((done) => setTimeout(done, millis));

async function token(port) {
  const login = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "user@example.com", password: "password123" }) });
  return (await login.json()).data.accessToken;
}
async function metric(port, name) {
  // A connection each: the server may end one that idles in the moment in which fetch would use it again.
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { connection: "close" } })).text();
  return Number(text.split("\n").find((line) => line.startsWith(`${name} `))?.split(" ")[1]);
}
/** The process behind Redis's port, which says so itself. From now on it keeps nothing on disk, as in deploy/compose.yaml. */
function redisPid(url) {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write("CONFIG SET appendonly no\r\nINFO server\r\n"));
    socket.on("data", (chunk) => {
      const pid = /process_id:(\d+)/.exec(chunk.toString());
      if (pid) { socket.destroy(); done(Number(pid[1])); }
    });
    socket.on("error", fail);
  });
}

function measure({ port, pubPort, pids, auth, kind, args }) {
  const result = spawnSync("target/loadgen", ["--port", port, "--pub-port", pubPort ?? port,
    ...pids.flatMap((pid) => ["--pid", pid]), "--sub-path", "/ws", "--pub-path", "/ws",
    "--hello", `${auth}\\f{"type":"subscribe","topic":"${kind}.%d"}`, "--pub-hello", auth,
    "--pub-prefix", `{"type":"message","topic":"${kind}.%d","data":`, "--pub-suffix", "}",
    "--topics", TOPICS, "--warmup", 1, "--duration", options.duration, ...args].map(String), { encoding: "utf8" });
  if (result.status !== 0) throw new Error(result.stderr || String(result.error));
  const figures = JSON.parse(result.stdout);
  if (figures.missing || figures.closed) console.error(`${kind}: ${figures.missing} missing, ${figures.closed} closed`);
  return figures;
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const ms = (list, key) => (median(list.map((each) => each[key])) / 1000).toFixed(2);

/** A server that has just started does each thing for the first time: it is given less, and then some time. */
function warm(run, seconds) {
  run(["--rate", Number(options.rate) / 5, "--duration", 5]);
  run(["--duration", seconds]);
}
/** Milliseconds for which the host kept this machine's processors to itself since the start. */
function stolen() {
  return /^cpu +(?:\d+ +){7}(\d+)/.exec(readFileSync("/proc/stat", "utf8"))[1] * 10;
}
/** Notes that were dropped by any node since its start. */
async function dropped(nodes) {
  const each = await Promise.all(nodes.map((node) => metric(node.port, "carillon_bus_dropped_total")));
  return each.reduce((sum, one) => sum + one, 0);
}

async function across(nodes, redis, auth) {
  console.log(`\n## From a client of node 1 to one of node 2, ${options.rate} messages a second of 100 B, ${TOPICS} topics\n`);
  console.log("| topics | delivered a second | p50 ms | p99 ms | CPU of node 1 | of node 2 | of node 3 | of Redis | dropped | p50, p99 ms within node 2 | stolen ms a second |\n|---|---|---|---|---|---|---|---|---|---|---|");
  for (const [name, kind] of Object.entries(KINDS)) {
    const args = ["--subs", TOPICS, "--rate", options.rate];
    const run = (pids, more = []) => measure({ port: nodes[1].port, pubPort: nodes[0].port, auth, kind, pids, args: [...args, ...more] });
    // What this machine and the generator make of it where nothing goes through Redis.
    const within = () => measure({ port: nodes[1].port, pids: [nodes[1].pid], auth, kind: KINDS["without a history"], args });
    warm((more) => run([redis], more), options.warm);
    within();
    const before = await dropped(nodes), begun = Date.now(), stolenBefore = stolen(), floor = [];
    // One process at a time is watched, so each round has a run for each of them.
    const watched = [...nodes.map((node) => node.pid), redis], runs = watched.map(() => []);
    for (let round = 0; round < rounds; round++) {
      watched.forEach((pid, which) => runs[which].push(run([pid])));
      floor.push(within());
    }
    const steal = ((stolen() - stolenBefore) / (Date.now() - begun) * 1000).toFixed(1);
    const all = runs.flat();
    const shares = runs.map((list) => median(list.map((each) => (each.srv_cpu_per_m * each.deliv_per_s) / 1e6)).toFixed(3));
    console.log(`| ${name} | ${Math.round(median(all.map((each) => each.deliv_per_s)))} | ${ms(all, "p50_us")} | ${ms(all, "p99_us")} | ${shares.join(" | ")} | ${(await dropped(nodes)) - before} | ${ms(floor, "p50_us")}, ${ms(floor, "p99_us")} | ${steal} |`);
  }
}

async function alone(node, memory, auth, auth2) {
  console.log(`\n## One node: CPU µs a message of ${options.rate} a second, by Redis and in memory, in turn\n`);
  console.log("| topics | subscribers of each | memory | Redis | ratio |\n|---|---|---|---|---|");
  for (const [name, kind] of Object.entries(KINDS)) for (const each of [1, 10]) {
    const args = ["--subs", TOPICS * each, "--rate", options.rate];
    const sides = { memory: { ...memory, auth: auth2 }, redis: { ...node, auth } }, runs = { memory: [], redis: [] };
    const run = (side, more = []) => measure({ port: side.port, pids: [side.pid], auth: side.auth, kind, args: [...args, ...more] });
    for (const side of Object.values(sides)) warm((more) => run(side, more), 12);
    for (let round = 0; round < rounds; round++) for (const [key, side] of Object.entries(sides)) runs[key].push(run(side).srv_cpu_per_m * each);
    const ratio = median(runs.redis.map((cpu, round) => cpu / runs.memory[round]));
    console.log(`| ${name} | ${each} | ${median(runs.memory).toFixed(1)} | ${median(runs.redis).toFixed(1)} | ${ratio.toFixed(2)} |`);
  }
}

process.on("exit", () => started.forEach((child) => child.kill()));
process.on("SIGINT", () => process.exit(130));
console.log(`# Several nodes, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0].model}, ${rounds} rounds of ${options.duration} s, generator and servers on the same processors`);
const demo = await start(["cluster-demo", "--port", "0"], /^ {2}(node\d|Redis) +(\S+:(\d+))(?: +process (\d+))?/);
while (demo.found.length < 4) await settled(50);
const nodes = demo.found.filter((match) => match[1] !== "Redis").map((match) => ({ port: Number(match[3]), pid: Number(match[4]) }));
const redis = await redisPid(demo.found.find((match) => match[1] === "Redis")[2]);
const auth = `{"type":"auth","token":"${await token(nodes[0].port)}"}`;
await across(nodes, redis, auth);

demo.child.stdin.write("stop 2\nstop 3\n");
while ((await metric(nodes[0].port, "carillon_cluster_nodes")) !== 1) await settled(500);
const data = mkdtempSync(join(tmpdir(), "carillon-cluster-bench-"));
const single = await start(["demo", "--port", "0", "--data", data], /is ready: .*:(\d+)$/);
const memory = { port: Number(single.found[0][1]), pid: single.child.pid };
await alone(nodes[0], memory, auth, `{"type":"auth","token":"${await token(memory.port)}"}`);
single.child.removeAllListeners("exit");
single.child.kill();
await new Promise((done) => single.child.on("exit", done));
rmSync(data, { recursive: true, force: true });
demo.child.removeAllListeners("exit");
demo.child.kill("SIGINT");
await new Promise((done) => demo.child.on("exit", done));
process.exit(0);
