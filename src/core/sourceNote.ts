/** A source as a readable document: its reference, how far to trust it, and its numbered paragraphs. */
import * as l10n from '@vscode/l10n';
import type { Source } from './corpus/model.ts';
import { escapeMarkdown } from './markdown.ts';
import { shownDate } from './shownDate.ts';
import { isWebAddress } from './webAddress.ts';

/** Markdown, and where its parts stand: lines from 0. */
export interface SourceNote {
  readonly text: string;
  /** Number of a paragraph → its line. */
  readonly paragraphLines: ReadonlyMap<number, number>;
}

/** Renders a source note; every paragraph stands on one line, introduced by its number. */
export function renderSourceNote({ item, paragraphs }: Source): SourceNote {
  const lines: string[] = [];
  const paragraphLines = new Map<number, number>();
  const heading = (text: string, depth: number) => {
    if (lines.length) lines.push('');
    lines.push(`${'#'.repeat(depth)} ${escapeMarkdown(text)}`);
  };

  heading(item.title, 1);
  const authors = item.author?.map((name) =>
    'literal' in name ? name.literal : [name.given, name.family].filter(Boolean).join(' '),
  );
  const facts = [
    authors?.join(', '),
    item['container-title'] &&
      (item.issue ? l10n.t('{0}, issue {1}', item['container-title'], item.issue) : item['container-title']),
    item.issued && shownDate(item.issued),
  ];
  const line = facts
    .filter((fact) => fact !== undefined && fact !== '')
    .map((fact) => escapeMarkdown(String(fact)));
  lines.push('', line.join(' · '));
  if (item.URL && isWebAddress(item.URL))
    lines.push('', `<${item.URL.replace(/[<>\s]/g, encodeURIComponent)}>`);
  if (item.custom?.trust) lines.push('', `> ${escapeMarkdown(item.custom.trust)}`);

  let open: readonly string[] = [item.title];
  for (const paragraph of paragraphs) {
    const above = [item.title, ...paragraph.headings];
    const from = above.findIndex((text, depth) => text !== open[depth]);
    for (let depth = from; depth >= 0 && depth < above.length; depth++) {
      heading(above[depth] ?? '', Math.min(depth + 1, 6));
    }
    open = above;
    lines.push('', `**${paragraph.number}** ${escapeMarkdown(paragraph.text)}`);
    paragraphLines.set(paragraph.number, lines.length - 1);
  }
  return { text: `${lines.join('\n')}\n`, paragraphLines };
}
