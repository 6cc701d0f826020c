import assert from 'node:assert/strict';
import { distinctCorpora } from '../../src/core/corpus/distinct.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { teaDossier } from './tea.ts';

describe('several dossiers at once', () => {
  const [tea] = teaDossier().corpora;
  assert.ok(tea);

  it('stay as they are where they share no id', () => {
    const { corpora, shared } = distinctCorpora([tea]);
    assert.equal(corpora[0], tea);
    assert.deepEqual(shared, []);
  });

  it('keep apart what has the same id, each with its own references', () => {
    const other = { ...tea, id: 'coffee' };
    const { corpora, shared } = distinctCorpora([tea, other]);
    const dossier = new Dossier(corpora);
    assert.equal(dossier.sources.length, 2);
    assert.equal(dossier.source('leaf2020')?.item.id, 'leaf2020');
    assert.equal(dossier.source('leaf2020.coffee')?.item.id, 'leaf2020.coffee');
    assert.deepEqual(
      dossier.events.map(({ id, evidence, topics, participants }) => [
        id,
        evidence[0]?.source,
        topics[0],
        participants?.[0]?.entity,
      ]),
      [
        ['sale', 'leaf2020', 'trade', 'ada'],
        ['sale.coffee', 'leaf2020.coffee', 'trade.coffee', 'ada.coffee'],
      ],
    );
    const disagreement = dossier.disagreementsAbout('ten.coffee')[0];
    assert.deepEqual(disagreement?.positions[0]?.evidence, [{ source: 'leaf2020.coffee', paragraph: 2 }]);
    assert.deepEqual(dossier.entity('ada.coffee')?.labels[1]?.near, ['tea-board.coffee']);
    assert.deepEqual(
      shared.find(({ kind }) => kind === 'source'),
      {
        id: 'leaf2020',
        kind: 'source',
        keptBy: 'tea',
        corpus: 'coffee',
        renamed: 'leaf2020.coffee',
      },
    );
  });

  it('are told apart even when they are copies of one another', () => {
    const { corpora } = distinctCorpora([tea, tea, tea]);
    assert.deepEqual(
      corpora.map(({ id }) => id),
      ['tea', 'tea-2', 'tea-3'],
    );
    assert.deepEqual(
      new Dossier(corpora).sources.map(({ id }) => id),
      ['leaf2020', 'leaf2020.tea-2', 'leaf2020.tea-3'],
    );
  });

  it('never take a name that stands already', () => {
    const [first] = tea.sources;
    assert.ok(first);
    const named = { ...first, id: 'leaf2020.coffee', item: { ...first.item, id: 'leaf2020.coffee' } };
    const { corpora } = distinctCorpora([
      { ...tea, sources: [first, named] },
      { ...tea, id: 'coffee' },
    ]);
    assert.equal(corpora[1]?.sources[0]?.id, 'leaf2020.coffee-2');
  });
});
