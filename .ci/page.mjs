// page.mjs URL [NAME=VALUE…]: opens the page of a served model in chromium, types a row into its form and
// presses the button. Prints what the page answers and, on a second line, the command that it shows.
// Ends with exit code 1 if the browser's console says anything, or after half a minute.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [url, ...row] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'page'));
const browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  `--user-data-dir=${profile}`, '--remote-debugging-pipe'],
{ stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

// The DevTools protocol over two pipes: JSON texts, each with a NUL after it.
const [, , , toBrowser, fromBrowser] = browser.stdio;
const answers = new Map();
const complaints = [];
let loaded;
const load = new Promise((resolve) => { loaded = resolve; });
let text = '';
fromBrowser.setEncoding('utf8').on('data', (piece) => {
  const messages = (text + piece).split('\0');
  text = messages.pop();
  for (const { id, method, params, result, error } of messages.map((message) => JSON.parse(message))) {
    if (id) {
      answers.get(id)(error ? Promise.reject(new Error(error.message)) : result);
    } else if (method === 'Page.loadEventFired') {
      loaded();
    } else if (['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'].includes(method)) {
      complaints.push(JSON.stringify(params));
    }
  }
});
let sent = 0;
const ask = (method, params = {}, sessionId = undefined) => new Promise((resolve) => {
  answers.set(++sent, resolve);
  toBrowser.write(`${JSON.stringify({ id: sent, method, params, sessionId })}\0`);
});

// Runs in the page.
async function submit(cells) {
  for (const [name, value] of cells) {
    const input = document.querySelector(`#row input[name="${name}"]`);
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  document.querySelector('#row button').click();
  const result = document.getElementById('result');
  while (!result.textContent) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  return `${result.textContent}\n${document.getElementById('command').textContent}`;
}

async function visit() {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  for (const domain of ['Page', 'Runtime', 'Log']) {
    await ask(`${domain}.enable`, {}, sessionId);
  }
  await ask('Page.navigate', { url }, sessionId);
  await load;
  const cells = row.map((cell) => [cell.slice(0, cell.indexOf('=')), cell.slice(cell.indexOf('=') + 1)]);
  const { result, exceptionDetails } = await ask('Runtime.evaluate',
    { expression: `(${submit})(${JSON.stringify(cells)})`, awaitPromise: true }, sessionId);
  if (exceptionDetails || complaints.length) {
    throw new Error(`${url}: ${[...complaints, JSON.stringify(exceptionDetails)].join('\n')}`);
  }
  return result.value;
}

const late = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`${url}: nothing happened for 30 seconds`)), 30_000);
});
let code = 0;
try {
  console.log(await Promise.race([visit(), late]));
} catch (error) {
  console.error(`page: ${error.message}`);
  code = 1;
}
const ended = new Promise((resolve) => { browser.on('exit', resolve); });
browser.kill('SIGKILL');
await ended;
// The browser's own children may write to the profile a little longer than it lives.
for (let attempt = 1; existsSync(profile) && attempt <= 50; attempt++) {
  try {
    rmSync(profile, { recursive: true, force: true });
  } catch {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}
process.exit(code);
