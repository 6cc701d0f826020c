/**
 * `npm run test:desktop`: the host tests in a desktop VS Code, which is downloaded unless VSCODE_EXECUTABLE_PATH
 * names an installed one.
 */

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from './command.ts';
import { projectFolder } from './paths.ts';

const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-desktop-'));
try {
  await build();
  await cp(path.join(projectFolder, 'test/fixtures/sample-draft'), workspace, { recursive: true });
  const installed = process.env.VSCODE_EXECUTABLE_PATH;
  process.exitCode = await runTests({
    ...(installed
      ? { vscodeExecutablePath: installed }
      : { version: process.env.VSCODE_VERSION ?? 'stable' }),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: path.join(projectFolder, 'dist/test/host.js'),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--no-sandbox'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
}
