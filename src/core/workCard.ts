/** The card of a citation key: the reference, the paragraph that is cited, and where sources disagree about it. */
import * as l10n from '@vscode/l10n';
import type { CitableWork } from './bibliography/library.ts';
import type { Disagreement, Evidence } from './corpus/model.ts';
import { escapeMarkdown, link } from './markdown.ts';
import { sourceLabel } from './sourceLabel.ts';
import { disagreementTitle } from './terms.ts';

/** What a link on the card does; the surface that shows the card turns it into an address. */
export type WorkAction =
  | {
      readonly action: 'openNote';
      readonly evidence: { readonly source: string; readonly paragraph?: number };
    }
  | { readonly action: 'openEntry' }
  | { readonly action: 'addToBibliography' };

export interface WorkCardOptions {
  /** The entry of the reference list as Markdown that is safe to show. */
  readonly reference: string;
  /** The paragraph that is cited. */
  readonly paragraph?: number | undefined;
  /** Disagreements in which that paragraph has a part. */
  readonly disagreements?: readonly Disagreement[];
  /** The name of the bibliography that the draft declares and the key is not in. */
  readonly missingIn?: string | undefined;
  /** The name of the bibliography that has the key. */
  readonly listedIn?: string | undefined;
  /** The address of an action; without it the card has no actions. */
  readonly address?: ((action: WorkAction) => string) | undefined;
}

/** As much of a paragraph as a card shows, in UTF-16 units. */
const longestQuote = 420;
const longestAbstract = 280;

/** Renders the card as Markdown in which all text of a dossier or a bibliography is escaped. */
export function workCard(work: CitableWork, options: WorkCardOptions): string {
  const { reference, paragraph, disagreements = [], missingIn, listedIn, address } = options;
  const lines = [reference];
  const passage = work.source?.paragraphs.find(({ number }) => number === paragraph);
  const abstract = work.item.abstract ?? work.source?.paragraphs[0]?.text;
  if (passage)
    lines.push('', `> **${passage.number}** ${escapeMarkdown(shortened(passage.text, longestQuote))}`);
  else if (abstract?.trim()) {
    lines.push('', `> ${escapeMarkdown(shortened(abstract, longestAbstract))}`);
  }
  for (const { kind, question } of disagreements.slice(0, 2)) {
    lines.push('', `**≠ ${disagreementTitle(kind)}:** ${escapeMarkdown(question)}`);
  }
  if (!address) return lines.join('\n');
  const evidence = { source: work.key, ...(passage ? { paragraph: passage.number } : {}) };
  const actions = [
    ...(work.source ? [link(l10n.t('Open note'), address({ action: 'openNote', evidence }))] : []),
    ...(listedIn ? [link(l10n.t('Open in {0}', listedIn), address({ action: 'openEntry' }))] : []),
    ...(missingIn ? [link(l10n.t('Add to {0}', missingIn), address({ action: 'addToBibliography' }))] : []),
  ];
  if (actions.length) lines.push('', '---', '', actions.join(' | '));
  return lines.join('\n');
}

/** The disagreements in which a paragraph has a part. */
export function disagreementsOver(
  disagreements: readonly Disagreement[],
  { source, paragraph }: Evidence,
): Disagreement[] {
  return disagreements.filter(({ positions }) =>
    positions.some(({ evidence }) =>
      evidence.some((one) => one.source === source && one.paragraph === paragraph),
    ),
  );
}

/**
 * A work in a few words.
 *
 * @example 'Overweel 2020'
 */
export function workLabel({ key, item }: CitableWork): string {
  return sourceLabel({ id: key, item });
}

function shortened(text: string, length: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= length ? flat : `${flat.slice(0, length).replace(/\s+\S*$/, '')} …`;
}
