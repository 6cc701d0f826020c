/** A compiled dossier: plain data, as it is written to `dist/` and read by every surface. */
import type * as z from 'zod/mini';
import type {
  CslItem,
  claim,
  DisagreementKind,
  disagreement,
  entity,
  event,
  LabelRule,
  topic,
} from './schema.ts';

/** A numbered paragraph of a source. */
export interface Evidence {
  readonly source: string;
  readonly paragraph: number;
}

/** A paragraph of a source note: its number (from 1, unique in the source), its text, and the headings above it, outermost first. */
export interface Paragraph {
  readonly number: number;
  readonly text: string;
  readonly headings: readonly string[];
  /** The page it begins on, as the document labels it (`xii`, `7`); only where the document has pages. */
  readonly page?: string | undefined;
}

/**
 * A source with its paragraphs, in the order of the text. Their numbers are identifiers: 1, 2, 3 … in a source note, and
 * in any order and with gaps in a document that was edited since it was first read.
 */
export interface Source {
  readonly id: string;
  readonly item: CslItem;
  readonly paragraphs: readonly Paragraph[];
  /**
   * Where it stands in its bibliography file, its line from 1; only for an entry of one. Its paragraphs are then the
   * entry's own fields, such as the abstract, which no locator names to a reader.
   */
  readonly entry?: { readonly line: number } | undefined;
}

type Cited<T> = Readonly<Omit<T, 'evidence'>> & {
  readonly evidence: readonly Evidence[];
};

export type Topic = Readonly<z.infer<typeof topic>>;
export type Label = LabelRule;
export type Entity = Readonly<Omit<z.infer<typeof entity>, 'prefLabel' | 'altLabel' | 'weakLabel'>> & {
  /** The name shown. */
  readonly prefLabel: string;
  /** Every name that matches in text on its own, `prefLabel` first. */
  readonly labels: readonly Label[];
  /** Names that match in text only near one of `labels`. */
  readonly weakLabels: readonly Label[];
};
export type DatedEvent = Cited<z.infer<typeof event>>;
export type Claim = Cited<z.infer<typeof claim>>;
export type Position = Cited<z.infer<typeof disagreement>['positions'][number]>;
export type Disagreement = Readonly<Omit<z.infer<typeof disagreement>, 'positions' | 'kind'>> & {
  readonly kind: DisagreementKind;
  readonly positions: readonly Position[];
};

export interface Corpus {
  readonly format: 1;
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** BCP 47. */
  readonly language: string;
  readonly licence?: string | undefined;
  /** It is a bibliography file: drafts cite its sources by the keys that the file gives them. */
  readonly bibliography?: true | undefined;
  readonly sources: readonly Source[];
  readonly topics: readonly Topic[];
  readonly entities: readonly Entity[];
  readonly events: readonly DatedEvent[];
  readonly claims: readonly Claim[];
  readonly disagreements: readonly Disagreement[];
}
