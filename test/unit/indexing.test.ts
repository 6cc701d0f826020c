import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Corpus, Source } from '../../src/core/corpus/model.ts';
import { newDossierFiles } from '../../src/core/corpus/newDossier.ts';
import { CorpusAssembly, corpusParts } from '../../src/core/indexing/corpusParts.ts';
import { corpusStamp } from '../../src/core/indexing/corpusStamp.ts';
import { Indexer } from '../../src/core/indexing/indexer.ts';
import { unpackMentions } from '../../src/core/indexing/mentions.ts';
import { type IndexerMessage, serveIndexer } from '../../src/core/indexing/service.ts';
import type { ReadDocument } from '../../src/core/reading/document.ts';
import { teaDossier } from './tea.ts';

const folder = 'file:///tea';
const [tea] = teaDossier().corpora as [Corpus];

function document(title: string, ...texts: string[]): ReadDocument {
  return {
    format: 'markdown',
    item: { type: 'webpage', title },
    paragraphs: texts.map((text, index) => ({ number: index + 1, text, headings: [] })),
    problems: [],
  };
}

/** A folder `tea` whose head file names it, with some documents. */
function indexerWith(...documents: [path: string, document: ReadDocument][]): Indexer {
  const indexer = new Indexer({ onProgress: () => {} });
  indexer.openShelf(folder, undefined);
  for (const [path, one] of documents) indexer.putDocument(folder, path, '1', one);
  return indexer;
}

/** Makes a corpus known as `tea`. */
function give(indexer: Indexer, corpus: Corpus): void {
  for (const part of corpusParts(corpus, undefined)) indexer.putPart('tea', structuredClone(part));
  indexer.putPart('tea', undefined);
}

function compile(indexer: Indexer, paths: readonly string[], previous?: Corpus): Corpus | undefined {
  indexer.compile(folder, { files: newDossierFiles('Tea', 'en'), documents: paths });
  const assembly = new CorpusAssembly(previous);
  for (let part = indexer.nextPart(folder); part; part = indexer.nextPart(folder)) assembly.add(part);
  return assembly.corpus;
}

describe('a corpus in parts', () => {
  const source = fc.record({
    id: fc.uuid(),
    size: fc.integer({ min: 0, max: 40 }),
    length: fc.constantFrom(1, 1_000, 30_000, 200_000),
  });
  const corpusOf = (sources: readonly { id: string; size: number; length: number }[]): Corpus => ({
    ...tea,
    sources: sources.map(({ id, size, length }) => ({
      id,
      item: { id, type: 'book', title: id },
      paragraphs: Array.from({ length: size }, (_, at) => ({
        number: at + 1,
        text: `${at} `.repeat(length / 2),
        headings: [],
      })),
    })),
  });

  it('comes together as it was, however it is cut and whatever is known of it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(source, { selector: ({ id }) => id, maxLength: 6 }),
        fc.nat(6),
        (list, known) => {
          const corpus = corpusOf(list);
          const previous: Corpus = { ...corpus, sources: corpus.sources.slice(0, known) };
          const assembly = new CorpusAssembly(previous);
          for (const part of corpusParts(corpus, previous)) {
            const units = JSON.stringify(part).length;
            assert.ok(units < 1_500_000, `a part has ${units} units`);
            assembly.add(structuredClone(part));
          }
          assert.deepEqual(assembly.corpus, corpus);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not send again what has not changed', () => {
    const changed: Source = { ...(tea.sources[0] as Source), paragraphs: [] };
    const parts = [...corpusParts({ ...tea, sources: [changed, ...tea.sources.slice(1)] }, tea)];
    const sent = parts.flatMap(({ sources = [] }) => sources.filter((one) => typeof one !== 'string'));
    assert.deepEqual(sent, [changed]);
  });

  it('is refused where it refers to what was never there', () => {
    const assembly = new CorpusAssembly(undefined);
    assert.throws(() => assembly.add({ sources: ['nobody2020'] }), /unknown source nobody2020/);
  });
});

describe('the indexer', () => {
  it('compiles documents and finds in them', () => {
    const indexer = indexerWith(['a.md', document('Leaves', 'The lamp burned.', 'The harbour slept.')]);
    const corpus = compile(indexer, ['a.md']);
    assert.equal(corpus?.title, 'Tea');
    assert.deepEqual(corpus?.sources[0]?.paragraphs.length, 2);
    assert.deepEqual(indexer.index([folder], undefined), { isNew: false });
    assert.equal(indexer.find('harbour', {})[0]?.text, 'The harbour slept.');
  });

  it('finds after a change what a new one finds', () => {
    const first = document('Leaves', 'The lamp burned.');
    const second = document('Lamps', 'A lamp is a lamp.');
    const changed = document('Leaves', 'The storm put the light out.');
    const indexer = indexerWith(['a.md', first], ['b.md', second]);
    const before = compile(indexer, ['a.md', 'b.md']);
    indexer.index([folder], undefined);
    indexer.putDocument(folder, 'a.md', '2', changed);
    const after = compile(indexer, ['a.md', 'b.md'], before);
    assert.equal(after?.sources[1], before?.sources[1]);
    indexer.index([folder], undefined);
    const fresh = indexerWith(['a.md', first], ['b.md', second], ['a.md', changed]);
    assert.deepEqual(compile(fresh, ['a.md', 'b.md']), after);
    fresh.index([folder], undefined);
    for (const query of ['lamp', 'storm', 'lampp', 'li', '']) {
      assert.deepEqual(indexer.find(query, {}), fresh.find(query, {}), query);
    }
  });

  it('tells where names stand, and gives an entity the paragraph that names it', () => {
    const indexer = new Indexer({ onProgress: () => {} });
    give(indexer, tea);
    indexer.index(['tea'], undefined);
    const mentions = unpackMentions(structuredClone(indexer.mentions()));
    const named = tea.entities.filter(({ id }) => mentions.get(id)?.length);
    assert.ok(named.length);
    for (const { id, prefLabel } of named) {
      const [hit] = indexer.find(prefLabel, { kinds: ['entity'] });
      assert.equal(hit?.id, id);
      assert.equal(hit?.evidence.length, 1);
    }
    assert.equal(mentions.get('nobody'), undefined);
  });

  it('takes an index of another session where it is of the same text, and nothing else', () => {
    const made = new Indexer({ onProgress: () => {} });
    give(made, tea);
    made.index(['tea'], undefined);
    const kept = made.saveIndex();
    const damaged = kept.slice();
    damaged[Math.floor(damaged.length / 2)] = 255 - (damaged[Math.floor(damaged.length / 2)] ?? 0);
    const other: Corpus = { ...tea, sources: tea.sources.slice(1), claims: [], events: [] };
    for (const [corpus, bytes] of [
      [tea, kept],
      [tea, damaged],
      [tea, kept.slice(0, 100)],
      [tea, new Uint8Array()],
      [other, kept],
    ] as const) {
      const plain = new Indexer({ onProgress: () => {} });
      give(plain, corpus);
      plain.index(['tea'], undefined);
      const indexer = new Indexer({ onProgress: () => {} });
      give(indexer, corpus);
      indexer.index(['tea'], bytes.slice());
      for (const query of ['tea', 'chests', 'chset', 't', '']) {
        assert.deepEqual(indexer.find(query, {}), plain.find(query, {}), query);
      }
    }
  });

  it('refuses to index what it does not know', () => {
    const indexer = indexerWith();
    assert.throws(() => indexer.index(['nowhere'], undefined), /nowhere/);
    assert.throws(() => indexer.find('lamp', {}), /nothing has been indexed/);
  });
});

describe('the stamp of corpora', () => {
  it('changes with every word, and only then', () => {
    const stamp = corpusStamp([tea]);
    assert.equal(corpusStamp([structuredClone(tea)]), stamp);
    assert.notEqual(corpusStamp([{ ...tea, title: 'Coffee' }]), stamp);
    const [first, ...others] = tea.sources as [Source, ...Source[]];
    const changed = {
      ...first,
      paragraphs: first.paragraphs.map((one) => ({ ...one, text: `${one.text}.` })),
    };
    assert.notEqual(corpusStamp([{ ...tea, sources: [changed, ...others] }]), stamp);
    assert.notEqual(corpusStamp([tea, tea]), stamp);
  });
});

describe('the service of the indexer', () => {
  it('answers each call, and says what went wrong', () => {
    const posted: IndexerMessage[] = [];
    const serve = serveIndexer((message) => posted.push(message));
    for (const part of corpusParts(tea, undefined)) serve({ id: 0, method: 'putPart', args: ['tea', part] });
    serve({ id: 1, method: 'putPart', args: ['tea', undefined] });
    serve({ id: 2, method: 'index', args: [['tea'], undefined] });
    serve({ id: 3, method: 'find', args: ['tea', { limit: 1 }] });
    serve({ id: 4, method: 'compile', args: ['nowhere', { files: new Map(), documents: [] }] });
    assert.deepEqual(
      posted.map((message) => ('id' in message ? message.id : undefined)).filter((id) => id !== 0),
      [1, 2, 3, 4],
    );
    const [found, failed] = posted.slice(-2);
    assert.ok(found && 'result' in found && (found.result as unknown[]).length === 1);
    assert.ok(failed && 'error' in failed && /the shelf of nowhere is not open/.test(failed.error));
  });
});
