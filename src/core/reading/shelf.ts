/** The documents of a dossier as they were last read: keys and paragraph numbers that stay, and the text. */
import * as l10n from '@vscode/l10n';
import type { Source } from '../corpus/model.ts';
import type { Problem } from '../corpus/problem.ts';
import { spokenLanguage } from '../displayLanguage.ts';
import { type AnchoredParagraph, renumber } from './anchors.ts';
import { proposeKey } from './citationKeys.ts';
import type { ReadDocument } from './document.ts';
import { nearDuplicates, type Signature, signature } from './duplicates.ts';
import { digestIn, isAsSeen } from './fileState.ts';
import { comparedWords } from './words.ts';

/** A document on the shelf. `stamp` is the state of its file. */
interface ShelvedDocument {
  readonly stamp: string;
  readonly document: ReadDocument;
  readonly anchors: readonly AnchoredParagraph[];
  /** Undefined for a text too short to resemble another. */
  readonly signature: Signature | undefined;
  /** The same object for as long as the document is the same; undefined when there is nothing to cite. */
  readonly source: Source | undefined;
  readonly key: string;
  /** The display language when it was read: its problems are in it. */
  readonly language?: string | undefined;
}

/** What is kept of a document between sessions. */
type Kept = Omit<ShelvedDocument, 'signature' | 'source'> & { readonly signature?: readonly number[] };

const version = 2;

/** Documents by their path inside the dossier. Those whose file is gone stay, so that they have their key again when it returns. */
export class Shelf {
  readonly #documents = new Map<string, ShelvedDocument>();
  readonly #keys = new Set<string>();

  /**
   * Reads what `print` gave.
   *
   * @returns an empty shelf for what is damaged or of another version: the documents are read again.
   */
  static read(text: string): Shelf {
    const shelf = new Shelf();
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (end < 0 || text.slice(0, end) !== `${version} ${checksum(body)}`) return shelf;
    for (const [path, { signature: signed, ...kept }] of JSON.parse(body) as [string, Kept][]) {
      shelf.#set(path, kept, signed && Uint32Array.from(signed));
    }
    return shelf;
  }

  /** Path → the stamp with which the document was put there; none where its problems are in another language. */
  get stamps(): ReadonlyMap<string, string> {
    const spoken = spokenLanguage();
    const isSpoken = ({ language = 'en', document }: ShelvedDocument) =>
      language === spoken || document.problems.length === 0;
    return new Map([...this.#documents].map(([path, one]) => [path, isSpoken(one) ? one.stamp : '']));
  }

  /** Puts a document on the shelf as it is now; its key and the numbers of its paragraphs stay what they were. */
  put(path: string, stamp: string, document: ReadDocument): void {
    const before = this.#documents.get(path);
    const key = before?.key ?? proposeKey(document.item, this.#keys, path);
    const texts = document.paragraphs.map(({ text }) => text);
    const words = texts.map(comparedWords);
    const { numbers, anchors } = renumber(before?.anchors ?? [], texts, words);
    const paragraphs = document.paragraphs.map((paragraph, index) => ({
      ...paragraph,
      number: numbers[index] ?? paragraph.number,
    }));
    const read = { ...document, paragraphs };
    const kept = { stamp, key, anchors, document: read, language: spokenLanguage() };
    this.#set(path, kept, signature(words.flat()));
  }

  /** The file of a document that is on the shelf was touched, moved or both, and has the same content. */
  restamp(path: string, stamp: string, from = path): void {
    const document = this.#documents.get(from);
    if (!document) return;
    this.#documents.delete(from);
    this.#documents.set(path, { ...document, stamp });
  }

  /**
   * Takes over what another window has kept meanwhile, so that both cite by the same keys and numbers: what is not here
   * yet, what is of the file as it is now while this is not, and of the same content what was kept first.
   *
   * @param seen path → time of change and size of the files that are there.
   */
  merge(kept: Shelf, seen: ReadonlyMap<string, string>): void {
    for (const [path, theirs] of kept.#documents) {
      const ours = this.#documents.get(path);
      const isNewer = (document: ShelvedDocument) => isAsSeen(document.stamp, seen.get(path) ?? '');
      const isSame = ours && sameContent(ours.stamp, theirs.stamp);
      if (!ours || isSame || (isNewer(theirs) && !isNewer(ours))) {
        this.#documents.set(path, isSame && isNewer(ours) ? { ...theirs, stamp: ours.stamp } : theirs);
      }
    }
    const owners = new Map([...kept.#documents].map(([path, { key }]) => [key, path]));
    this.#keys.clear();
    for (const { key } of this.#documents.values()) this.#keys.add(key);
    for (const [path, { signature: signed, source: _source, ...document }] of this.#documents) {
      if ((owners.get(document.key) ?? path) === path) continue;
      const key = proposeKey(document.document.item, this.#keys, path);
      this.#set(path, { ...document, key }, signed);
    }
  }

  /** The sources that some of the paths give, and what is wrong with the files. */
  sources(paths: readonly string[]): {
    readonly sources: readonly Source[];
    readonly problems: readonly Problem[];
  } {
    const sources: Source[] = [];
    const problems: Problem[] = [];
    const files = new Map<string, string>();
    const signatures = new Map<string, Signature>();
    for (const path of paths) {
      const shelved = this.#documents.get(path);
      if (!shelved) continue;
      const faults = shelved.document.problems;
      problems.push(
        ...faults.map((problem) => ({ ...problem, file: path, line: problem.line ?? 1, column: 1 })),
      );
      if (!shelved.source) continue;
      sources.push(shelved.source);
      files.set(shelved.key, path);
      if (shelved.signature) signatures.set(shelved.key, shelved.signature);
    }
    for (const { a, b, similarity } of nearDuplicates(signatures)) {
      problems.push({
        severity: 'warning',
        file: files.get(b) ?? '',
        line: 1,
        column: 1,
        message: l10n.t(
          'nearly the same text as {0} ({1} %)',
          files.get(a) ?? '',
          Math.round(similarity * 100),
        ),
        remedy: l10n.t('take one of them out of the folder unless both are meant'),
      });
    }
    return { sources, problems };
  }

  /** As text to keep. */
  print(): string {
    const kept = [...this.#documents].map(([path, { signature: signed, source: _source, ...one }]) => [
      path,
      { ...one, ...(signed ? { signature: [...signed] } : {}) } satisfies Kept,
    ]);
    const body = JSON.stringify(kept);
    return `${version} ${checksum(body)}\n${body}`;
  }

  #set(path: string, kept: Omit<Kept, 'signature'>, signed: Signature | undefined): void {
    const { key, document } = kept;
    const gone = kept.anchors.flatMap(({ number, quote, gone }) => (gone ? [{ number, quote }] : []));
    const source: Source | undefined =
      document.format === undefined
        ? undefined
        : {
            id: key,
            item: { ...document.item, id: key },
            paragraphs: document.paragraphs,
            ...(gone.length ? { gone } : {}),
          };
    this.#documents.set(path, { ...kept, signature: signed, source });
    this.#keys.add(key);
  }
}

function sameContent(a: string, b: string): boolean {
  return a === b || (digestIn(a) !== '' && digestIn(a) === digestIn(b));
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): finds damage, which is all that is asked. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
