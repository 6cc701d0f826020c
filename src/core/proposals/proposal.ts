/** What the text of a dossier suggests to take up: never a fact before a person has accepted it. */
import type { Claim, Evidence } from '../corpus/model.ts';
import type { EntityKind } from '../corpus/schema.ts';

/** A numbered paragraph to read. */
export interface Text {
  readonly evidence: Evidence;
  readonly text: string;
}

/** A language model proposed it: whose words they are, and what the paragraph says literally. */
export interface FromModel {
  readonly model: string;
  readonly quotation: string;
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
  readonly from?: FromModel & { readonly entityKind: EntityKind; readonly description: string };
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
  readonly from?: FromModel & { readonly title: string };
}

/** A phrase that a good part of the text is about. */
export interface PhraseProposal {
  readonly kind: 'topic';
  readonly phrase: string;
  readonly evidence: readonly Evidence[];
}

/** Something that is said of an entity; only language models propose it. */
export interface ClaimProposal {
  readonly kind: 'claim';
  readonly statement: string;
  /** A name of the entity that it is about. */
  readonly subject: string;
  readonly property: string;
  readonly value: Claim['value'];
  readonly evidence: readonly Evidence[];
  readonly from: FromModel;
}

export type Proposal = NameProposal | DateProposal | PhraseProposal | ClaimProposal;

/** What a refused proposal is remembered by. */
export function proposalKey(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'entity':
      return `entity ${proposal.name}`;
    case 'event':
      return `event ${proposal.date} ${proposal.sentence}`;
    case 'topic':
      return `topic ${proposal.phrase}`;
    case 'claim':
      return `claim ${proposal.statement}`;
  }
}
