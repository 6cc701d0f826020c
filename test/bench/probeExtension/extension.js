// Notes when the extension host was not free: each line of the workspace's file `pauses` is a time and how long it took.
const { appendFileSync } = require('node:fs');
const path = require('node:path');
const { workspace } = require('vscode');

const every = 2;
const noted = 20;

exports.activate = () => {
  const file = path.join(workspace.workspaceFolders[0].uri.fsPath, 'pauses');
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    const pause = now - last - every;
    if (pause > noted) appendFileSync(file, `${Date.now()} ${Math.round(pause)}\n`);
    // Not what the note itself took.
    last = performance.now();
  }, every);
};
