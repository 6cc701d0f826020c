import assert from 'node:assert/strict';
import { withEntries } from '../../src/core/bibliography/besideHits.ts';
import { createLibrary } from '../../src/core/bibliography/library.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { teaDossier } from './tea.ts';

const bib = `@article{smith2021, title = {The price of samovars}, author = {Smith, John and Brown, Ada}, year = 2021}
@book{brown2019, title = {Tea in Tula}, author = {Brown, Ada}, year = 2019}
`;

describe('Insert Citation beside a bibliography', () => {
  const dossier = teaDossier();
  const [known] = dossier.sources;
  assert.ok(known);
  const text = `${bib}@book{${known.id}, title = {${known.item.title}}, year = 2020}\n`;
  const search = createSearch(dossier);
  const entries = createLibrary(new Dossier([]), [
    { file: 'refs.bib', ...readBibliography(text, 'biblatex') },
  ]);
  const rows = (query: string) =>
    withEntries(query, search.find(query), entries).map((row) =>
      'hit' in row ? `hit ${row.hit.id}` : `entry ${row.entry.key}`,
    );

  it('finds entries by words in any order, as they are typed', () => {
    assert.equal(rows('samovars smith')[0], 'entry smith2021');
    assert.equal(rows('2021 samov')[0], 'entry smith2021');
  });

  it('puts an entry first whose key was typed', () => {
    assert.equal(rows('brown2019')[0], 'entry brown2019');
  });

  it('lists the evidence that holds all words before the entries', () => {
    const found = rows('tea');
    assert.match(found[0] ?? '', /^hit /);
    assert.ok(found.includes('entry brown2019'));
  });

  it('shows a source that both know once', () => {
    const found = rows(`@source ${known.item.title}`);
    assert.equal(found.filter((row) => row.endsWith(` ${known.id}`)).length, 1);
  });

  it('leaves entries out where something else is asked for, or nothing yet', () => {
    for (const query of ['', '@claim smith', '#trade samovars', '@source']) {
      assert.ok(
        rows(query).every((row) => row.startsWith('hit ')),
        query,
      );
    }
    assert.ok(rows('@source smith').includes('entry smith2021'));
  });
});
