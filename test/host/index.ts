/**
 * The entry of the host tests, called by VS Code inside an extension host. It starts mocha's browser build, which
 * runs in Node's extension host as well as in a web worker; the tests themselves are bundled in behind this file.
 */

import 'mocha/mocha.js';
import * as vscode from 'vscode';

/** Suites that only make sense in an untrusted workspace say so in their title; all others are left out there. */
const untrustedTitle = /untrusted workspace/;

/** The line that carries the result to the process that started the host; see test/workbench/hostTests.ts. */
const resultMark = 'HOST-TEST-RESULT ';

interface Failure {
  readonly title: string;
  readonly error: string;
}

const { Mocha: MochaRunner } = globalThis as typeof globalThis & { Mocha: typeof Mocha };

// A window that the machine held up may lose a race that no person would: once more, and the run says so.
const runner = new MochaRunner({ ui: 'bdd', timeout: 60_000, retries: 1, reporter: class {} as never });
// Mocha defines describe and it when it loads files; here the bundle has them already.
runner.suite.emit('pre-require', globalThis, null, runner);

/** Runs every bundled test. Rejects when one fails, which VS Code takes as exit code 1. */
export async function run(): Promise<void> {
  // The Explorer would follow each file that a test writes.
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  runner.grep(untrustedTitle);
  if (vscode.workspace.isTrusted) runner.invert();
  return new Promise((resolve, reject) => {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const failures: Failure[] = [];
    runner
      .run(() => {
        const inWorker = 'importScripts' in globalThis;
        console.log(resultMark + JSON.stringify({ ...counts, failures, inWorker }));
        if (counts.failed > 0) reject(new Error(`${counts.failed} host tests failed`));
        else resolve();
      })
      .on('pass', (test) => {
        counts.passed++;
        console.log(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
      })
      .on('pending', (test) => {
        counts.skipped++;
        console.log(`  - ${test.fullTitle()}`);
      })
      .on('retry', (test, error) => {
        console.log(`  - tried again: ${test.fullTitle()}\n${describeError(error)}`);
      })
      .on('fail', (test, error: Error & { actual?: unknown; expected?: unknown }) => {
        counts.failed++;
        const failure = { title: test.fullTitle(), error: describeError(error).slice(0, 4_000) };
        failures.push(failure);
        console.log(`  ✗ ${failure.title}\n${failure.error}`);
      });
  });
}

function describeError(error: Error & { actual?: unknown; expected?: unknown }): string {
  const text = error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack ?? ''}`;
  if (!('expected' in error)) return text;
  return `${text}\nexpected: ${show(error.expected)}\nactual:   ${show(error.actual)}`;
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(value, undefined, 2) ?? String(value);
  } catch {
    return String(value);
  }
}
