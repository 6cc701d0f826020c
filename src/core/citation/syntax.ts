/** What every citation syntax does: print a citation, find those in a text, and insert one at a place. */
import type { CslItem } from '../corpus/schema.ts';
import type { Insertion, TextEdit } from '../textEdit.ts';

/** Where in a source; `label` is a CSL locator term such as `paragraph` or `page`, `value` such as `3` or `3-5`. */
export interface Locator {
  readonly label: string;
  readonly value: string;
}

/** One source within a citation. */
export interface CitationPart {
  /** Citation key. */
  readonly source: string;
  /** Short for the locator `{ label: 'paragraph', value: String(paragraph) }`; `locator` wins. */
  readonly paragraph?: number | undefined;
  readonly locator?: Locator | undefined;
  /** Plain text before the source, such as `see`. */
  readonly prefix?: string | undefined;
  /** Plain text after the locator; a comma is put before it when it begins with a letter or digit. */
  readonly suffix?: string | undefined;
  readonly suppressAuthor?: boolean | undefined;
}

/** `(Overweel, 2020)` or, as part of the sentence, `Overweel (2020)`. */
export type CitationForm = 'parenthetical' | 'narrative';

/** A part as it stands in a text: its fields and the offsets of its key, `[keyStart, keyEnd)`. */
export interface FoundPart extends CitationPart {
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** A citation in a text, `[start, end)`, UTF-16. */
export interface FoundCitation {
  readonly start: number;
  readonly end: number;
  readonly form: CitationForm;
  readonly parts: readonly FoundPart[];
}

/** A key within a text, `[start, end)`, UTF-16; empty where none is written yet. */
export interface KeyRange {
  readonly start: number;
  readonly end: number;
}

/** How a piece of rendered text is written. */
export type TextFormat = 'text' | 'markdown' | 'html';

/** What a syntax needs to know of the sources; those that write keys alone never ask. */
export interface CitationContext {
  /** @returns undefined when no source has this key. */
  item(key: string): CslItem | undefined;
  /** The citation in the writer's style, such as `(Overweel, 2020, para. 3)`; unknown keys are shown as they are. */
  inText(parts: readonly CitationPart[], format: TextFormat, form?: CitationForm): string;
  /**
   * A source as a footnote cites it. Styles without notes give none.
   *
   * @returns undefined where a footnote holds the entry of the reference list.
   */
  note?(part: CitationPart, format: TextFormat): string | undefined;
  /** The entry of the reference list; the key itself when it is unknown. */
  reference(key: string, format: TextFormat): string;
}

/** The key of the source at an address of the web; undefined when it is nobody's. */
export type KeyOfUrl = (url: string) => string | undefined;

/** What a syntax says of a part in such a way that it can be read back, and whether it has a narrative form. */
export interface Supports {
  readonly locator: boolean;
  readonly prefix: boolean;
  readonly suffix: boolean;
  readonly suppressAuthor: boolean;
  readonly narrative: boolean;
}

export const syntaxIds = [
  'pandoc',
  'markdownLink',
  'markdownReference',
  'markdownFootnote',
  'latex',
  'natbib',
  'biblatex',
  'typst',
  'restructuredText',
  'myst',
  'asciidoc',
  'asciidocPlain',
  'org',
  'html',
  'mediawiki',
  'text',
] as const;
export type SyntaxId = (typeof syntaxIds)[number];

export function isSyntaxId(text: string): text is SyntaxId {
  return syntaxIds.some((id) => id === text);
}

export interface CitationSyntax {
  readonly id: SyntaxId;
  readonly supports: Supports;
  print(parts: readonly CitationPart[], context: CitationContext, form?: CitationForm): string;
  /**
   * The citations of a text in order, none within code or comments.
   *
   * @param keyOf where citations name addresses instead of keys, those that it knows are found, too; `keyStart` and
   * `keyEnd` are then those of the address.
   */
  citations(text: string, keyOf?: KeyOfUrl): FoundCitation[];
  /** What stands between citations that are one to a reader, such as two that follow each other; else each is its own. */
  readonly joint?: RegExp;
  /** What of the text around citations belongs to them. */
  around?(text: string, citation: FoundCitation): FoundCitation;
  /**
   * Writes an existing citation anew with other parts, at least where `print` would lose what the writer chose: the
   * command, words in markup, a footnote that others share.
   *
   * @param parts none to remove it; the spaces around it are not this function's.
   */
  rewrite?(
    text: string,
    citation: FoundCitation,
    parts: readonly CitationPart[],
    context: CitationContext,
    form: CitationForm,
  ): readonly TextEdit[];
  /**
   * Cites the parts at an offset. Inside an existing citation they join it; elsewhere a citation is put at the offset,
   * with the spaces it needs. No text of the writer is moved or lost, and nothing is added that is there already.
   */
  insert(
    text: string,
    offset: number,
    parts: readonly CitationPart[],
    context: CitationContext,
    form?: CitationForm,
  ): Insertion;
  /**
   * The key at an offset, its ends included. Also one that is half typed, in a citation that is not closed yet; it may
   * then be several words of a search.
   *
   * @returns undefined where no key may stand.
   */
  keyAt(text: string, offset: number): KeyRange | undefined;
  /**
   * Writes a key in the place of another, with the quotes or braces that it needs there.
   *
   * @returns undefined when the syntax cannot write this key.
   */
  keyEdit(text: string, range: KeyRange, key: string): TextEdit | undefined;
}
