import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Entity, Label } from '../../src/core/corpus/model.ts';
import { createMatcher } from '../../src/core/mentions/matcher.ts';

const entity = (id: string, labels: (string | Label)[], weak: (string | Label)[] = []): Entity => {
  const rule = (label: string | Label) => (typeof label === 'string' ? { label } : label);
  return {
    id,
    prefLabel: id,
    kind: 'organization',
    description: id,
    labels: labels.map(rule),
    weakLabels: weak.map(rule),
  };
};

describe('mentions', () => {
  const matcher = createMatcher([
    entity('sam', ['Sam Altman'], ['Altman']),
    entity('openai', ['OpenAI']),
    entity('azure', [{ label: 'Azure', ambiguous: true, except: ['Azure coast'] }]),
  ]);
  const found = (text: string, language = 'markdown') =>
    matcher.find(text, language).map((mention) => `${mention.text}=${mention.entities.map(({ id }) => id)}`);

  it('finds names as people write them', () => {
    assert.deepEqual(found('**Sam** Altman of OpenAI’s'), ['Sam** Altman=sam', 'OpenAI=openai']);
    assert.deepEqual(found('`OpenAI` and https://openai.com/OpenAI'), []);
    assert.deepEqual(found('Azure of OpenAI, not the Azure coast'), ['Azure=azure', 'OpenAI=openai']);
    assert.deepEqual(found('Azure'), []);
  });
});
