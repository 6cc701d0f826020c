import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { entityCard } from '../../src/core/card.ts';
import { printLocator } from '../../src/core/citation/locator.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { formatDate } from '../../src/core/date.ts';
import { speak, spokenLanguage } from '../../src/core/displayLanguage.ts';
import { readDocument } from '../../src/core/reading/readDocument.ts';
import { Shelf } from '../../src/core/reading/shelf.ts';
import { shownDate } from '../../src/core/shownDate.ts';
import { tickLabels } from '../../src/core/timeline/ticks.ts';
import { buildTree } from '../../src/core/tree/tree.ts';
import { readTexts, translationFile } from '../l10n/translations.ts';
import { teaDossier } from './tea.ts';

const german = { tag: 'de', texts: readTexts(translationFile('de')) };
const english = { tag: 'en', texts: undefined };

describe('the display language', () => {
  before(() => speak(german));
  after(() => speak(english));

  const dates: readonly (readonly [string, string])[] = [
    ['2019-07', 'Juli 2019'],
    ['2023-11', 'Nov. 2023'],
    ['2025-01-21', '21. Jan. 2025'],
    ['0050-03-01', '1. März 50'],
    ['2023', '2023'],
    ['2020~', 'um 2020'],
    ['2024-10?', 'Okt. 2024?'],
    ['2019%', 'um 2019?'],
    ['202X', '2020er'],
    ['2019-10-XX', 'Okt. 2019'],
    ['2024-21', 'Frühling 2024'],
    ['2024-34', 'Q2 2024'],
    ['2019/2025', '2019–2025'],
    ['2019-07/2023-01', 'Juli 2019 – Jan. 2023'],
    ['2025-01-21/..', 'seit 21. Jan. 2025'],
    ['../2025', 'bis 2025'],
    ['yesterday', 'yesterday'],
  ];
  for (const [edtf, people] of dates) {
    it(`writes ${edtf} as ${people} in German`, () => assert.equal(shownDate(edtf), people));
  }

  it('is that of cards, trees and problems', () => {
    const dossier = teaDossier();
    const [entity] = dossier.entities;
    assert.ok(entity);
    const card = entityCard(dossier, entity, { matched: 'x', mentions: 2, address: () => 'command:x' });
    assert.match(card, /Quellenangabe einfügen/);
    assert.match(card, / · 2 Nennungen im Dossier$/);
    const kinds = buildTree(dossier, 'entities', { get: () => undefined });
    assert.deepEqual(
      kinds.map(({ label }) => label),
      ['Personen', 'Organisationen'],
    );
    const { problems } = compileCorpus(new Map([['dossier.yaml', 'format: 2\n']]));
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['id: fehlt', 'title: fehlt', 'format: diese Version liest format: 1'],
    );
    const [fault] = readBibliography('@book{,}', 'bibtex').problems;
    assert.equal(fault?.message, 'Dieser Eintrag hat keinen Schlüssel.');
  });

  it('is not that of what goes into drafts and files', () => {
    assert.equal(formatDate('2025-01-21'), '21 Jan 2025');
    assert.equal(printLocator({ label: 'paragraph', value: '3' }), 'para. 3');
  });

  it('is that of the axis of time', () => {
    const dates = ['2023-01-01', '2023-03-01', '2023-03-05'].map((date) => new Date(date));
    assert.deepEqual(
      tickLabels(dates, spokenLanguage()).map(({ label }) => label),
      ['2023', 'Mär', '5. März'],
    );
  });

  it('has documents read again whose problems are in another, and their keys stay', async () => {
    const read = (path: string, bytes: readonly number[]) =>
      readDocument({ path, bytes: Uint8Array.from(bytes) });
    const shelf = new Shelf();
    shelf.put('a.zip', '1', await read('a.zip', [0x7a]));
    shelf.put('b.png', '1', await read('b.png', [0x89, 0x50, 0x4e, 0x47]));
    shelf.put('c.txt', '1', await read('c.txt', [0x41]));
    const { problems } = shelf.sources(['b.png']);
    assert.equal(problems[0]?.message, 'die Datei wurde nicht gelesen: ein Bild');
    const kept = shelf.print();
    assert.equal(Shelf.read(kept).stamps.get('b.png'), '1');
    speak(english);
    try {
      const again = Shelf.read(kept);
      assert.deepEqual([again.stamps.get('b.png'), again.stamps.get('c.txt')], ['', '1']);
      again.put('b.png', '1', await read('b.png', [0x89, 0x50, 0x4e, 0x47]));
      assert.equal(again.stamps.get('b.png'), '1');
      assert.equal(again.sources(['b.png']).problems[0]?.message, 'the file was not read: a picture');
    } finally {
      speak(german);
    }
  });

  it('is English where there is no translation', () => {
    speak({ tag: 'fr', texts: undefined });
    try {
      assert.equal(shownDate('2025-01-21/..'), 'since 21 Jan 2025');
    } finally {
      speak(german);
    }
  });
});
