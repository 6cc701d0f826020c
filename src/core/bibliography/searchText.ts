/** What works are found by. */
import type { Source } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';
import type { BibliographyEntry, SearchText } from './entry.ts';
import type { Findable } from './findIndex.ts';

export function findableEntry(entry: BibliographyEntry): Findable {
  return {
    key: entry.key,
    get identity() {
      return entry.source ?? entry;
    },
    size: entry.end - entry.start,
    get searchText() {
      return entry.searchText ?? itemText(entry.item);
    },
  };
}

export function findableSource(source: Source): Findable {
  return {
    key: source.id,
    identity: source,
    size: source.paragraphs.reduce((sum, { text }) => sum + text.length, 500),
    get searchText() {
      const passages = source.paragraphs.map(({ text }) => text).join('\n');
      return { ...itemText(source.item), passages };
    },
  };
}

function itemText(item: CslItem): SearchText {
  const names = [item.author, item.editor, item.translator].flatMap((list) =>
    (list ?? []).map((name) => Object.values(name).join(' ')),
  );
  const {
    id: _id,
    title,
    author: _author,
    editor: _editor,
    translator: _translator,
    custom: _custom,
    ...rest
  } = item;
  const others = Object.values(rest).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  const year = /\d{4}/.exec(item.issued ?? '')?.[0];
  const main = [title, ...names].join('\n');
  return { main, other: [main, ...others].join('\n'), ...(year && { year }) };
}
