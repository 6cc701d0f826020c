/** What reading one of a writer's own documents gives. */
import type { Paragraph } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';

/** A file to read: its path (only its name matters) and its bytes. */
export interface DocumentFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type DocumentFormat =
  | 'markdown'
  | 'html'
  | 'text'
  | 'asciidoc'
  | 'org'
  | 'rst'
  | 'latex'
  | 'pdf'
  | 'docx'
  | 'epub';

/** A fault of a document, as a value: what, and what to do about it. An error means that nothing could be read. */
export interface ReadProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy: string;
  /** From 1, in a text file. */
  readonly line?: number;
}

/**
 * A bibliographic item that has no citation key yet. `custom.inferred` tells which of its variables the document does
 * not state, and from what they were inferred.
 */
export type ReadItem = Omit<CslItem, 'id'>;

export interface ReadDocument {
  /** Undefined when the file is no document: there is nothing to make a source of. */
  readonly format: DocumentFormat | undefined;
  readonly item: ReadItem;
  /** Numbered from 1, in reading order. */
  readonly paragraphs: readonly Paragraph[];
  readonly problems: readonly ReadProblem[];
}

export interface ReadOptions {
  /**
   * Stops reading between two pages, chapters or steps; what was read until then is returned with a problem. A
   * library that is busy with one step cannot be stopped this way: read in a worker that can be ended.
   */
  readonly signal?: AbortSignal | undefined;
}

/** A piece of a document, as the readers of the formats find it. */
export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly page?: string | undefined };

/** What a reader of one format gives: fields by how they were found, blocks, and problems. */
export interface Reading {
  readonly fields: Fields;
  readonly blocks: readonly Block[];
  readonly problems: readonly ReadProblem[];
}

/** The variables of an item that reading looks for. */
export type FieldName = Exclude<keyof ReadItem, 'custom'>;

/** The fields found in a document. The first value given for a variable stays. */
export class Fields {
  readonly #values = new Map<FieldName, { value: unknown; from?: string | undefined }>();

  /**
   * Sets a variable unless it has a value already.
   *
   * @param from what the value was inferred from, such as `the file name`; absent where the document states it.
   */
  add<F extends FieldName>(name: F, value: ReadItem[F] | undefined, from?: string): this {
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (!empty && !this.#values.has(name)) this.#values.set(name, { value, from });
    return this;
  }

  get<F extends FieldName>(name: F): ReadItem[F] | undefined {
    return this.#values.get(name)?.value as ReadItem[F] | undefined;
  }

  /** The item, with what its variables were inferred from. */
  item(type: string, title: string): ReadItem {
    const inferred = [...this.#values].flatMap(([name, { from }]) => (from ? [[name, from]] : []));
    const values = Object.fromEntries([...this.#values].map(([name, { value }]) => [name, value]));
    return {
      type,
      title,
      ...values,
      ...(inferred.length ? { custom: { inferred: Object.fromEntries(inferred) } } : {}),
    };
  }
}
