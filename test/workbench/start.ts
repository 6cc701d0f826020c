/**
 * `npm start`: a real VS Code with the extension and a sample draft, in the browser, until Ctrl+C.
 *
 * The draft lies in `.vscode-test/sample` and stays as it was left; delete the folder for a fresh one.
 */

import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { build } from './command.ts';
import { cacheFolder, projectFolder } from './paths.ts';
import { type Server, startServer } from './server.ts';

let server: Server | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.log('\nStopping …');
  await server?.stop();
  process.exit(0);
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const workspace = path.join(cacheFolder, 'sample');
console.log('Building …');
await build();
server = await startServer({ settings: { 'workbench.colorTheme': 'Light Modern' } });
if (stopping) await server.stop();
await cp(path.join(projectFolder, 'test/fixtures/sample-draft'), workspace, {
  recursive: true,
  force: false,
});
const address = server.address({ workspace, open: 'draft.md' });

console.log(`
VS Code with Dossier runs at

  ${address}

What to try:
  1. Open the Dossier icon on the left: topics, events, entities and sources, down to the paragraph.
  2. Rest the mouse on “Satya Nadella” or “Stargate” in draft.md: the card says what the dossier knows.
  3. Press Ctrl+K Ctrl+E (or F1, “Insert Citation”), type “first bilion”, press Enter: a citation stands in the text.
  4. Drag an event from the tree into the text with Shift held.

Ctrl+C stops it.`);
openBrowser(address);

/** Where there is no display, the printed address has to do. */
function openBrowser(url: string): void {
  const { platform, env } = process;
  const command =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : env.DISPLAY || env.WAYLAND_DISPLAY
          ? ['xdg-open', url]
          : undefined;
  if (!command) return;
  const [program = '', ...args] = command;
  const opener = spawn(program, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => console.log('No browser could be opened: use the address above.'));
  opener.unref();
}
