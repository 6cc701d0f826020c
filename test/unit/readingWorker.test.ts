import assert from 'node:assert/strict';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { ReadingAnswer } from '../../src/core/reading/service.ts';
import { bytesOf, docx, epub, pdf, read, wordParagraph } from './readingFixtures.ts';

const entry = `
  import { serveReading } from './src/core/reading/service.ts';
  const serve = serveReading((answer) => postMessage(answer));
  globalThis.onmessage = (event) => serve(event.data);
`;
/** A worker of Node that looks to a script like one of a browser. */
const asWebWorker = `
  const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

async function samples(): Promise<Record<string, Uint8Array>> {
  return {
    'a.md': bytesOf('---\ntitle: T\n---\nTea &eacute;.'),
    'a.html': bytesOf('<html><body><p>Tea &eacute;.</p></body></html>'),
    'a.txt': bytesOf('Tea é.'),
    'a.docx': docx(wordParagraph('Tea é.')),
    'a.epub': epub({ one: '<p>Tea &#233;.</p>' }, '<dc:title>T</dc:title>'),
    'a.pdf': await pdf([[{ text: 'Tea é.', y: 500 }]]),
  };
}

describe('reading in a worker', () => {
  it('needs no Node, page, canvas or further worker, bundled as the extension is', async () => {
    // Some libraries would take the page's document to decode entities; a worker has none.
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir: path.resolve(import.meta.dirname, '../..'), loader: 'ts' },
      bundle: true,
      write: false,
      platform: 'browser',
      conditions: ['worker'],
      format: 'iife',
      target: 'es2022',
      logLevel: 'silent',
    });
    const files = Object.entries(await samples());
    const worker = new Worker(asWebWorker + outputFiles[0]?.text, { eval: true });
    try {
      const answers = await new Promise<ReadingAnswer[]>((done, failed) => {
        const all: ReadingAnswer[] = [];
        worker.on('error', failed);
        worker.on('message', (answer: ReadingAnswer) => {
          if (all.push(answer) === files.length) done(all);
        });
        files.forEach(([name, bytes], id) => {
          worker.postMessage({ id, path: name, bytes });
        });
      });
      assert.deepEqual(
        answers.map(({ id, document }) => [files[id]?.[0], document.paragraphs[0]?.text]),
        files.map(([name]) => [name, 'Tea é.']),
      );
    } finally {
      await worker.terminate();
    }
  });
});

describe('damaged documents', () => {
  it('are read as far as they can be, or refused with a reason', async () => {
    const whole = Object.entries(await samples());
    const damage = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(damage, { minLength: 1, maxLength: 8 }),
        async ([name, bytes], places) => {
          const damaged = bytes.slice();
          for (const [place, byte] of places) damaged[place % damaged.length] = byte;
          const { paragraphs, problems } = await read(name, damaged);
          assert.ok(paragraphs.length > 0 || problems.length > 0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
