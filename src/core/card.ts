/** The hover card: what a name is, key facts with dates and sources, latest events, and where sources disagree. */
import type { Disagreement, Entity, Evidence } from './corpus/model.ts';
import { compareDates, formatDate } from './date.ts';
import type { Dossier } from './dossier.ts';
import { escapeMarkdown, link } from './markdown.ts';
import { evidenceLabel } from './sourceLabel.ts';

/** What a link on a card does; the surface that shows the card turns it into an address. */
export type CardAction =
  | { readonly action: 'openNote'; readonly evidence: Evidence }
  | { readonly action: 'insertCitation'; readonly entity: string }
  | { readonly action: 'showInTree'; readonly id: string }
  | { readonly action: 'showRelations'; readonly entity: string };

export interface CardOptions {
  /** The name as it stands in the text. */
  readonly matched: string;
  /** In how many paragraphs of the dossier the entity is named; undefined while that is not known. */
  readonly mentions: number | undefined;
  /** The paragraph that names it first, if any. */
  readonly firstMention?: Evidence | undefined;
  /** The address of an action. */
  readonly address: (action: CardAction) => string;
}

/** A card is short, or it buries other hovers: facts are added while their text stays under this length. */
const factsBudget = 330;
const maxClaims = 3;
const maxFacts = 5;
const maxPositions = 2;
const maxPositionLength = 90;

/** Renders the card of an entity as Markdown in which all text from the dossier is escaped. */
export function entityCard(dossier: Dossier, entity: Entity, options: CardOptions): string {
  const { address, matched, mentions, firstMention } = options;
  const also = matched === entity.prefLabel ? '' : ` — *“${escapeMarkdown(matched)}”*`;
  const lines = [
    `**${escapeMarkdown(entity.prefLabel)}** · ${entity.kind}${also}`,
    '',
    escapeMarkdown(entity.description),
  ];

  const facts = datedFacts(dossier, entity);
  if (facts.length) lines.push('', ...facts.map((fact) => `- ${factLine(dossier, fact, address)}`));

  const [first, ...others] = dossier.disagreementsAbout(entity.id);
  if (first) {
    const more = others.length
      ? ` ${link(`+${others.length} more`, address({ action: 'showInTree', id: entity.id }))}`
      : '';
    lines.push('', `**≠ ${disagreementTitles[first.kind]}:** ${escapeMarkdown(first.question)}${more}`, '');
    for (const { statement, evidence } of first.positions.slice(0, maxPositions)) {
      lines.push(`- ${escapeMarkdown(shortened(statement))} ${sources(dossier, evidence, address)}`);
    }
  }

  const actions = [
    link('Insert citation', address({ action: 'insertCitation', entity: entity.id })),
    link('Show in tree', address({ action: 'showInTree', id: entity.id })),
    link('Relations', address({ action: 'showRelations', entity: entity.id })),
    ...(firstMention ? [link('Open note', address({ action: 'openNote', evidence: firstMention }))] : []),
  ];
  const count = mentions === 1 ? '1 mention' : `${mentions} mentions`;
  const known = mentions === undefined ? '' : ` · ${count} in the dossier`;
  lines.push('', '---', '', `${actions.join(' | ')}${known}`);
  return lines.join('\n');
}

/** What a disagreement is called where it is shown. */
export const disagreementTitles: Record<Disagreement['kind'], string> = {
  conflict: 'Sources disagree',
  error: 'A source is wrong',
  misleading: 'Misleading in a source',
  superseded: 'Changed since',
  trap: 'Easily misread',
};

/** A claim or an event with its date, as a card lists it. */
interface DatedFact {
  readonly date: string;
  readonly text: string;
  /** `reportedly`, `planned` …; empty where nothing is to be said. */
  readonly hedge: string;
  readonly evidence: readonly Evidence[];
}

/** The best supported claims and the latest events, the most recent first, within the budget. */
function datedFacts(dossier: Dossier, entity: Entity): DatedFact[] {
  const claims = dossier
    .claimsOf(entity.id)
    .flatMap((claim): DatedFact[] => {
      const date = claim.asOf ?? ('date' in claim.value ? claim.value.date : undefined);
      const { statement, hedge = '', evidence } = claim;
      return date === undefined ? [] : [{ date, text: statement, hedge, evidence }];
    })
    .sort((a, b) => b.evidence.length - a.evidence.length || compareDates(b.date, a.date));
  const events = [...dossier.eventsOf(entity.id)].reverse().map(
    ({ date, title, status, evidence }): DatedFact => ({
      date,
      text: title,
      hedge: status === 'occurred' ? '' : status,
      evidence,
    }),
  );
  const chosen: DatedFact[] = [];
  let room = factsBudget;
  for (const fact of [...claims.slice(0, maxClaims), ...events]) {
    if (chosen.length === maxFacts) break;
    if (chosen.length && fact.text.length > room) continue;
    room -= fact.text.length;
    chosen.push(fact);
  }
  return chosen.sort((a, b) => compareDates(b.date, a.date));
}

function factLine(
  dossier: Dossier,
  { date, text, hedge, evidence }: DatedFact,
  address: CardOptions['address'],
): string {
  const mark = hedge ? ` *(${hedge})*` : '';
  return `${escapeMarkdown(formatDate(date))} — ${escapeMarkdown(text)}${mark} ${sources(dossier, evidence, address)}`;
}

function sources(dossier: Dossier, evidence: readonly Evidence[], address: CardOptions['address']): string {
  const [first, ...others] = evidence;
  const passage = first && dossier.passage(first);
  if (!first || !passage) return '';
  const more = others.length ? ` +${others.length}` : '';
  const label = evidenceLabel(passage.source, first);
  return (
    link(label, address({ action: 'openNote', evidence: first }), passage.paragraph.text.slice(0, 200)) + more
  );
}

/** Cuts between words. */
function shortened(text: string): string {
  return text.length <= maxPositionLength
    ? text
    : `${text.slice(0, maxPositionLength).replace(/\s+\S*$/, '')} …`;
}
