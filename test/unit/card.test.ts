import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as plainText } from 'mdast-util-to-string';
import { describe, it } from 'mocha';
import { type CardAction, entityCard } from '../../src/core/card.ts';
import type { Entity } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { escapeMarkdown } from '../../src/core/markdown.ts';
import { teaDossier } from './tea.ts';

function card(dossier: Dossier, id: string, matched?: string): { text: string; actions: CardAction[] } {
  const entity = dossier.entity(id);
  assert.ok(entity);
  const actions: CardAction[] = [];
  const text = entityCard(dossier, entity, {
    matched: matched ?? entity.prefLabel,
    mentions: 1,
    firstMention: { source: 'leaf2020', paragraph: 2 },
    address: (action) => `test:${actions.push(action)}`,
  });
  return { text, actions };
}

describe('the hover card', () => {
  it('says who it is, what happened, and where it stands', () => {
    const { text } = card(teaDossier(), 'ada');
    const shown = plainText(fromMarkdown(text));
    assert.match(
      shown,
      /Ada Green.*person.*A trader\..*1999 — Sale Green 2020, para\. 2.*1 mention in the dossier/s,
    );
  });

  it('says under which name it was found', () => {
    assert.match(card(teaDossier(), 'ada', 'Green').text, /“Green”/);
    assert.doesNotMatch(card(teaDossier(), 'ada').text, /“/);
  });

  it('acts through addresses alone: cite, show, open', () => {
    const { actions } = card(teaDossier(), 'ada');
    assert.deepEqual(actions.slice(-4), [
      { action: 'insertCitation', entity: 'ada' },
      { action: 'showInTree', id: 'ada' },
      { action: 'showRelations', entity: 'ada' },
      { action: 'openNote', evidence: { source: 'leaf2020', paragraph: 2 } },
    ]);
  });

  it('stays short when much is known', () => {
    const [corpus] = teaDossier().corpora;
    assert.ok(corpus);
    const claim = corpus.claims[0];
    assert.ok(claim);
    const claims = Array.from({ length: 40 }, (_, index) => ({
      ...claim,
      id: `c${index}`,
      asOf: `${1900 + index}`,
      statement: `Statement ${index} is of a common length, neither short nor long.`,
    }));
    const shown = plainText(fromMarkdown(card(new Dossier([{ ...corpus, claims }]), 'ada').text));
    assert.ok(shown.length < 900, `${shown.length} characters`);
    assert.match(shown, /Statement 39/);
  });

  it('lets no text of a dossier act', () => {
    const [corpus] = teaDossier().corpora;
    assert.ok(corpus);
    const hostile =
      '[x](command:evil) <img src=x onerror=1> ![p](http://e/x.png) **b** $(zap) `c` http://evil.example www.evil.example';
    const entities = corpus.entities.map(
      (entity): Entity => ({ ...entity, prefLabel: hostile, description: hostile }),
    );
    const { text } = card(new Dossier([{ ...corpus, entities }]), 'ada');
    const links = [...text.matchAll(/\]\(([^)\s]*)/g)].map((match) => match[1] ?? '');
    const unescaped = links.filter((link) => !link.startsWith('test:') && !text.includes(`\\](${link}`));
    assert.deepEqual(unescaped, []);
    const kinds = new Set<string>();
    const walk = (node: { type: string; url?: string; children?: unknown[] }): void => {
      kinds.add(node.type);
      if (node.url !== undefined) assert.match(node.url, /^test:/);
      for (const child of node.children ?? []) walk(child as typeof node);
    };
    walk(fromMarkdown(text));
    for (const kind of ['html', 'image', 'code', 'inlineCode']) assert.ok(!kinds.has(kind), kind);
  });
});

describe('escapeMarkdown', () => {
  it('shows any text as it is, in one paragraph', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = text.replace(/\s+/g, ' ').trim();
        // Control characters and NUL are replaced by Markdown itself.
        fc.pre(!/[\0\uFFFD]/.test(folded));
        const tree = fromMarkdown(`x${escapeMarkdown(folded)}x`);
        assert.equal(plainText(tree), `x${folded}x`);
        assert.equal(tree.children.length, 1);
      }),
    );
  });

  for (const start of [
    '1. one',
    '- item',
    '+ item',
    '> quote',
    '# head',
    '1) one',
    '    code',
    '---',
    '===',
    '```',
  ]) {
    it(`does not open a block with “${start}”`, () => {
      const tree = fromMarkdown(escapeMarkdown(start));
      assert.deepEqual(
        tree.children.map(({ type }) => type),
        ['paragraph'],
      );
    });
  }
});
