import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ReadingAnswer, serveReading } from '../../src/core/reading/service.ts';
import { bytesOf, pdf } from './readingFixtures.ts';

describe('the reading service', () => {
  it('answers each request in order, with values that can be posted', async () => {
    const answers: ReadingAnswer[] = [];
    await new Promise<void>((done) => {
      const serve = serveReading((answer) => {
        answers.push(structuredClone(answer));
        if (answers.length === 3) done();
      });
      serve({ id: 1, path: 'a.md', bytes: bytesOf('# Tea\n\nA leaf.') });
      serve({ id: 2, path: 'a.png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) });
      serve({ id: 3, path: 'a.txt', bytes: bytesOf('Green.') });
    });
    assert.deepEqual(
      answers.map(({ id, document }) => [id, document.format, document.paragraphs[0]?.text]),
      [
        [1, 'markdown', 'A leaf.'],
        [2, undefined, undefined],
        [3, 'text', 'Green.'],
      ],
    );
  });

  it('stops a document that nobody waits for', async () => {
    const bytes = await pdf([[{ text: 'Tea is a leaf.', y: 500 }]]);
    const { document } = await new Promise<ReadingAnswer>((done) => {
      const serve = serveReading(done);
      serve({ id: 1, path: 'a.pdf', bytes });
      serve({ id: 1, cancel: true });
    });
    assert.match(document.problems[0]?.message ?? '', /stopped/);
  });
});
