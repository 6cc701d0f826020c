import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierSnapshot } from '../../src/core/dossierSnapshot.ts';
import { claimsOfEntities } from '../../src/core/relations/claims.ts';
import { type Relations, type RelationsSource, relationsOf } from '../../src/core/relations/relations.ts';
import { teaDossier } from './tea.ts';

const [tea] = teaDossier().corpora;
const [sale, ten] = [tea?.events[0], tea?.claims[0]];
assert.ok(tea && sale && ten);
const both = [
  { entity: 'ada', role: 'seller' },
  { entity: 'tea-board', role: 'witness' },
];

function source(corpus: Corpus): RelationsSource {
  const dossier = new Dossier([corpus]);
  return { dossier, claims: claimsOfEntities(new DossierSnapshot(dossier)) };
}

function relations(changes: Partial<Corpus>, id = 'ada'): Relations | undefined {
  return relationsOf(source({ ...(tea as Corpus), ...changes }), id);
}

describe('relations', () => {
  it('come from events that both took part in, with their roles', () => {
    const found = relations({ events: [{ ...sale, participants: both }] });
    assert.deepEqual(
      found?.relations.map(({ id, events, claims, ties }) => [id, events, claims, ties]),
      [['tea-board', 1, 0, ['sale']]],
    );
    assert.equal(found?.ties[0]?.note, 'Ada Green: seller · Tea Board: witness');
  });

  it('come from claims about one that name the other, in both directions', () => {
    const claims = [
      {
        ...ten,
        id: 'watched',
        statement: 'The Tea Board watched.',
        asOf: '1999-05',
        hedge: 'rumoured' as const,
      },
    ];
    for (const [id, other] of [
      ['ada', 'tea-board'],
      ['tea-board', 'ada'],
    ]) {
      const found = relations({ claims, events: [] }, id);
      assert.deepEqual(
        found?.relations.map((relation) => [relation.id, relation.events, relation.claims]),
        [[other, 0, 1]],
      );
      const [tie] = found?.ties ?? [];
      assert.deepEqual(
        [tie?.kind, tie?.status, tie?.date, tie?.dated],
        ['claim', 'rumoured', 'May 1999', true],
      );
    }
  });

  it('put claims without a date last, and off the axis', () => {
    const found = relations({
      events: [{ ...sale, participants: both }],
      claims: [{ ...ten, id: 'watched', statement: 'The Tea Board watched.' }],
    });
    assert.deepEqual(
      found?.ties.map(({ id, dated }) => [id, dated]),
      [
        ['sale', true],
        ['watched', false],
      ],
    );
    assert.equal(new Date(found?.from ?? 0).getUTCFullYear(), 1999);
  });

  it('are none where nothing is shared, and undefined for what is no entity', () => {
    assert.deepEqual(relations({})?.relations, []);
    assert.equal(relations({}, 'nobody'), undefined);
    assert.equal(relations({}, 'trade'), undefined);
  });

  it('hold both ways throughout the bundled dossier, the strongest first', () => {
    const corpus = JSON.parse(readFileSync('dist/microsoft-openai.json', 'utf8')) as Corpus;
    const known = source(corpus);
    const strength = new Map<string, number>();
    for (const { id } of corpus.entities) {
      const found = relationsOf(known, id);
      const ties = new Set(found?.ties.map((tie) => tie.id));
      const counts = found?.relations.map((relation) => relation.ties.length) ?? [];
      assert.deepEqual(
        counts,
        [...counts].sort((a, b) => b - a),
      );
      for (const relation of found?.relations ?? []) {
        assert.ok(relation.ties.every((tie) => ties.has(tie)));
        strength.set(`${id} ${relation.id}`, relation.ties.length);
      }
    }
    assert.ok(strength.size > 100);
    for (const [pair, count] of strength) {
      assert.equal(strength.get(pair.split(' ').reverse().join(' ')), count, pair);
    }
  });
});
