import { DocumentReader } from '../../src/host/documentReader.ts';
import * as assert from './assert.ts';
import { readyExtension } from './documents.ts';

const encoder = new TextEncoder();
const long = encoder.encode('A *word* or two of a [long](https://a.example) text.\n\n'.repeat(4_000));
const short = encoder.encode('A word.\n');

describe('documents', () => {
  let reader: DocumentReader;
  afterEach(() => reader.dispose());

  /** The paths of documents in the order in which they are read. */
  const order = async (count: number, documents: Readonly<Record<string, Uint8Array>>) => {
    const { extensionUri } = await readyExtension();
    reader = new DocumentReader(extensionUri, { error: () => {} } as never, count);
    const read: string[] = [];
    await Promise.all(
      Object.entries(documents).map(async ([path, bytes]) => {
        const { paragraphs } = await reader.read(path, bytes);
        assert.ok(paragraphs.length > 0, path);
        read.push(path);
      }),
    );
    return read;
  };

  it('are read several at once, so that a long one holds up no other', async () => {
    assert.deepEqual(await order(2, { 'long.md': long, 'a.md': short, 'b.md': short }), [
      'a.md',
      'b.md',
      'long.md',
    ]);
  });

  it('are read in turn where there is no processor left', async () => {
    assert.deepEqual(await order(1, { 'long.md': long, 'a.md': short, 'b.md': short }), [
      'long.md',
      'a.md',
      'b.md',
    ]);
  });
});
