// Notes when the extension host was not free: each line of the workspace's file `pauses` is a time, how long it took, and
// for how long of that the host had the processor, in ms. For the rest others had it.
const { appendFileSync } = require('node:fs');
const path = require('node:path');
const { workspace } = require('vscode');

const every = 2;
const noted = 20;

exports.activate = () => {
  const file = path.join(workspace.workspaceFolders[0].uri.fsPath, 'pauses');
  let last = performance.now();
  let worked = process.threadCpuUsage();
  setInterval(() => {
    const now = performance.now();
    const pause = now - last - every;
    if (pause > noted) {
      const { user, system } = process.threadCpuUsage(worked);
      const busy = (user + system) / 1000;
      appendFileSync(file, `${Date.now()} ${Math.round(pause)} ${Math.round(Math.min(busy, pause))}\n`);
    }
    // Not what the note itself took.
    last = performance.now();
    worked = process.threadCpuUsage();
  }, every);
};
