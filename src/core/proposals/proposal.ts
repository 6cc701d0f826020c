/** What the text of a dossier suggests to take up: never a fact before a person has accepted it. */
import type { Evidence } from '../corpus/model.ts';

/** A numbered paragraph to read. */
export interface Text {
  readonly evidence: Evidence;
  readonly text: string;
}

/** A name that the dossier does not know. */
export interface NameProposal {
  readonly kind: 'entity';
  readonly name: string;
  /** Other names for the same, such as an acronym in brackets behind it. */
  readonly altLabel: readonly string[];
  /** A last word that stands for it, such as a surname. */
  readonly weakLabel: readonly string[];
  /** The paragraphs that have it, in order. */
  readonly evidence: readonly Evidence[];
  /** A piece of text around its first use. */
  readonly example: string;
}

/** Something that happened on a date. */
export interface DateProposal {
  readonly kind: 'event';
  /** EDTF. */
  readonly date: string;
  /** The sentence that has the date. */
  readonly sentence: string;
  /** Ids of the entities that the sentence names. */
  readonly entities: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** A phrase that a good part of the text is about. */
export interface PhraseProposal {
  readonly kind: 'topic';
  readonly phrase: string;
  readonly evidence: readonly Evidence[];
}

export type Proposal = NameProposal | DateProposal | PhraseProposal;

/** What a refused proposal is remembered by. */
export function proposalKey(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'entity':
      return `entity ${proposal.name}`;
    case 'event':
      return `event ${proposal.date} ${proposal.sentence}`;
    case 'topic':
      return `topic ${proposal.phrase}`;
  }
}
