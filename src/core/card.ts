/** The hover card: what a name is, key facts with dates and sources, latest events, and where sources disagree. */
import type { Claim, DatedEvent, Disagreement, Entity, Evidence } from './corpus/model.ts';
import { compareDates, formatDate } from './date.ts';
import type { Dossier } from './dossier.ts';
import { escapeMarkdown, link } from './markdown.ts';
import { evidenceLabel } from './sourceLabel.ts';

/** What a link on a card does; the surface that shows the card turns it into an address. */
export type CardAction =
  | { readonly action: 'openNote'; readonly evidence: Evidence }
  | { readonly action: 'insertCitation'; readonly entity: string }
  | { readonly action: 'showInTree'; readonly id: string };

export interface CardOptions {
  /** The name as it stands in the text. */
  readonly matched: string;
  /** In how many paragraphs of the dossier the entity is named. */
  readonly mentions: number;
  /** The paragraph that names it first, if any. */
  readonly firstMention?: Evidence | undefined;
  /** The address of an action. */
  readonly address: (action: CardAction) => string;
}

/** A card is short, or it buries other hovers: facts are added while the visible text stays under this length. */
const textBudget = 560;
const maxFacts = 5;
const maxEvents = 3;

/** Renders the card of an entity as Markdown in which all text from the dossier is escaped. */
export function entityCard(dossier: Dossier, entity: Entity, options: CardOptions): string {
  const { address, matched, mentions, firstMention } = options;
  const also = matched === entity.prefLabel ? '' : ` — *“${escapeMarkdown(matched)}”*`;
  const lines = [
    `**${escapeMarkdown(entity.prefLabel)}** · ${entity.kind}${also}`,
    '',
    escapeMarkdown(entity.description),
  ];

  const disagreements = dossier.disagreementsAbout(entity.id);
  const first = disagreements[0];
  const dispute = first && disagreementLine(dossier, first, disagreements.length - 1, entity, options);

  let room = textBudget - entity.description.length - (first ? disagreementLength(first) : 0);
  const fits = (text: string) => {
    room -= text.length + 24;
    return room >= 0;
  };
  const events = [...dossier.eventsOf(entity.id)].sort((a, b) => compareDates(b.date, a.date));
  const latest = events.slice(0, maxEvents).filter((event, index) => fits(event.title) || index === 0);
  const facts = keyFacts(dossier.claimsOf(entity.id))
    .slice(0, maxFacts)
    .filter((claim) => fits(claim.statement));
  if (facts.length) lines.push('', ...facts.map((claim) => `- ${fact(dossier, claim, address)}`));
  if (latest.length) {
    lines.push(
      '',
      `*Latest events*`,
      '',
      ...latest.map((event) => `- ${eventLine(dossier, event, address)}`),
    );
  }
  if (dispute) lines.push('', dispute);

  const actions = [
    link('Insert citation', address({ action: 'insertCitation', entity: entity.id })),
    link('Show in tree', address({ action: 'showInTree', id: entity.id })),
    ...(firstMention ? [link('Open note', address({ action: 'openNote', evidence: firstMention }))] : []),
  ];
  const count = mentions === 1 ? '1 mention' : `${mentions} mentions`;
  lines.push('', '---', '', `${actions.join(' | ')} · ${count} in the dossier`);
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

/** The most recent first; claims without a date are not facts a card can date. */
function keyFacts(claims: readonly Claim[]): Claim[] {
  return claims
    .filter((claim) => claimDate(claim) !== undefined)
    .sort((a, b) => compareDates(claimDate(b) ?? '', claimDate(a) ?? ''));
}

function claimDate(claim: Claim): string | undefined {
  return claim.asOf ?? ('date' in claim.value ? claim.value.date : undefined);
}

function fact(dossier: Dossier, claim: Claim, address: CardOptions['address']): string {
  const hedge = claim.hedge ? ` *(${claim.hedge})*` : '';
  const date = formatDate(claimDate(claim) ?? '');
  return `${escapeMarkdown(claim.statement)}${hedge} — ${escapeMarkdown(date)} ${sources(dossier, claim.evidence, address)}`;
}

function eventLine(dossier: Dossier, event: DatedEvent, address: CardOptions['address']): string {
  const status = event.status === 'occurred' ? '' : ` *(${event.status})*`;
  return `${formatDate(event.date)} — ${escapeMarkdown(event.title)}${status} ${sources(dossier, event.evidence, address)}`;
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

function disagreementLength(disagreement: Disagreement): number {
  return (
    disagreement.question.length +
    disagreement.positions.reduce((sum, { statement }) => sum + statement.length, 0)
  );
}

function disagreementLine(
  dossier: Dossier,
  disagreement: Disagreement,
  others: number,
  entity: Entity,
  { address }: CardOptions,
): string {
  const positions = disagreement.positions.map(
    ({ statement, evidence }) => `${escapeMarkdown(statement)} (${sources(dossier, evidence, address)})`,
  );
  const more = others ? ` ${link(`+${others} more`, address({ action: 'showInTree', id: entity.id }))}` : '';
  return `**≠ ${disagreementTitles[disagreement.kind]}:** ${escapeMarkdown(disagreement.question)}${more}\n\n- ${positions.join('\n- ')}`;
}
