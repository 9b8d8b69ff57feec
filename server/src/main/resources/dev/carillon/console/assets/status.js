// Fills in the live counts of the landing page, and the address it was opened under.
'use strict';

const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat();
let last = null;

function duration(seconds) {
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const i = parts.findIndex(([size]) => seconds >= size || size === 1);
  return `${Math.floor(seconds / parts[i][0])} ${parts[i][1]}`;
}

function show(status, now) {
  byId('version').textContent = status.version;
  byId('connections').textContent = number.format(status.connections);
  byId('total').textContent = number.format(status.delivered);
  byId('uptime').textContent = duration(status.uptimeSeconds);
  if (last) {
    const seconds = (now - last.now) / 1000;
    const rate = (name) => number.format(Math.max(0, Math.round((status[name] - last.status[name]) / seconds)));
    byId('received').textContent = rate('received');
    byId('delivered').textContent = rate('delivered');
  }
  last = { status, now };
}

function state(word, good) {
  byId('state').textContent = word;
  byId('dot').className = `dot ${good ? 'good' : 'bad'}`;
}

async function poll() {
  try {
    const answer = await fetch('/api/status', { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    show((await answer.json()).data, performance.now());
    state('running', true);
  } catch {
    last = null;
    state('no answer from the server', false);
  }
  setTimeout(poll, document.hidden ? 10000 : 2000);
}

function addCopyButton(pre) {
  const box = document.createElement('div');
  const button = document.createElement('button');
  box.className = 'sample';
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  pre.replaceWith(box);
  box.append(pre, button);
}

for (const pre of document.querySelectorAll('#try pre')) {
  const code = pre.firstElementChild;
  const socket = location.origin.replace(/^http/, 'ws');
  code.textContent = code.textContent
    .replaceAll('ws://localhost:3000', socket)
    .replaceAll('http://localhost:3000', location.origin);
  addCopyButton(pre);
}
poll();
