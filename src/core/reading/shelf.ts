/** The documents of a dossier as they were last read: keys and paragraph numbers that stay, and the text. */
import type { Source } from '../corpus/model.ts';
import type { Problem } from '../corpus/problem.ts';
import { type AnchoredParagraph, renumber } from './anchors.ts';
import { proposeKey } from './citationKeys.ts';
import type { ReadDocument } from './document.ts';
import { nearDuplicates, signature } from './duplicates.ts';

/** A document, by its path inside the dossier. `stamp` tells one state of the file from another. */
export interface ShelvedDocument {
  readonly stamp: string;
  readonly key: string;
  readonly document: ReadDocument;
  readonly anchors: readonly AnchoredParagraph[];
}

/** Path → document. Those whose file is gone stay, so that they have their key again when it returns. */
export type Shelf = ReadonlyMap<string, ShelvedDocument>;

/** Puts a document on the shelf as it is now; its key and the numbers of its paragraphs stay what they were. */
export function shelve(shelf: Shelf, path: string, stamp: string, document: ReadDocument): Shelf {
  const before = shelf.get(path);
  const others = [...shelf].filter(([other]) => other !== path).map(([, { key }]) => key);
  const key = before?.key ?? proposeKey(document.item, others, path);
  const { numbers, anchors } = renumber(
    before?.anchors ?? [],
    document.paragraphs.map(({ text }) => text),
  );
  const paragraphs = document.paragraphs.map((paragraph, index) => ({
    ...paragraph,
    number: numbers[index] ?? paragraph.number,
  }));
  return new Map(shelf).set(path, { stamp, key, anchors, document: { ...document, paragraphs } });
}

/** The sources that some of the paths give, and what is wrong with the files. */
export function shelvedSources(
  shelf: Shelf,
  paths: readonly string[],
): { readonly sources: readonly Source[]; readonly problems: readonly Problem[] } {
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const files = new Map<string, string>();
  const signatures = new Map<string, NonNullable<ReturnType<typeof signature>>>();
  for (const path of paths) {
    const shelved = shelf.get(path);
    if (!shelved) continue;
    const { key, document } = shelved;
    problems.push(
      ...document.problems.map((problem) => ({ ...problem, file: path, line: problem.line ?? 1, column: 1 })),
    );
    if (document.format === undefined) continue;
    sources.push({ id: key, item: { ...document.item, id: key }, paragraphs: document.paragraphs });
    files.set(key, path);
    const sign = signature(document.paragraphs.map(({ text }) => text));
    if (sign) signatures.set(key, sign);
  }
  for (const { a, b, similarity } of nearDuplicates(signatures)) {
    problems.push({
      severity: 'warning',
      file: files.get(b) ?? '',
      line: 1,
      column: 1,
      message: `nearly the same text as ${files.get(a)} (${Math.round(similarity * 100)} %)`,
      remedy: 'take one of them out of the folder unless both are meant',
    });
  }
  return { sources, problems };
}

const version = 1;

/** As text to keep; `readShelf` reads it. */
export function printShelf(shelf: Shelf): string {
  const body = JSON.stringify([...shelf]);
  return `${version} ${checksum(body)}\n${body}`;
}

/** @returns an empty shelf for what is damaged or of another version: the documents are read again. */
export function readShelf(text: string): Shelf {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== `${version} ${checksum(body)}`) return new Map();
  return new Map(JSON.parse(body) as [string, ShelvedDocument][]);
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): finds damage, which is all that is asked. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
