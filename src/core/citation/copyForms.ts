/** The ways to copy a citation: in every syntax, as a reference, as a bibliography's entry, as a key or an address. */
import { bibliographyFormats, printBibliography } from '../bibliography/bibliography.ts';
import { addressOf } from './address.ts';
import {
  type CitationContext,
  type CitationPart,
  isSyntaxId,
  type SyntaxId,
  syntaxIds,
  type TextFormat,
} from './syntax.ts';
import { syntaxFor } from './syntaxFor.ts';

const textFormats = ['text', 'markdown', 'html'] as const satisfies readonly TextFormat[];

export type CopyForm =
  | SyntaxId
  | `reference:${(typeof textFormats)[number]}`
  | `entry:${(typeof bibliographyFormats)[number]}`
  | 'key'
  | 'url';

export const copyForms: readonly CopyForm[] = [
  ...syntaxIds,
  ...textFormats.map((format) => `reference:${format}` as const),
  ...bibliographyFormats.map((format) => `entry:${format}` as const),
  'key',
  'url',
];

export function isCopyForm(text: unknown): text is CopyForm {
  return copyForms.some((form) => form === text);
}

/**
 * What a form makes of the parts of a citation.
 *
 * @returns an empty text where it makes nothing of them: the address of sources that have none.
 */
export function copyText(form: CopyForm, parts: readonly CitationPart[], context: CitationContext): string {
  if (isSyntaxId(form)) return syntaxFor('', form, '').print(parts, context);
  const keys = [...new Set(parts.map(({ source }) => source))];
  const items = keys.flatMap((key) => context.item(key) ?? []);
  if (form === 'key') return keys.join(', ');
  if (form === 'url') return items.flatMap((item) => addressOf(item) ?? []).join('\n');
  for (const format of textFormats) {
    if (form === `reference:${format}`) {
      return keys.map((key) => context.reference(key, format)).join(format === 'html' ? '\n' : '\n\n');
    }
  }
  const format = bibliographyFormats.find((one) => form === `entry:${one}`);
  return format && items.length > 0 ? printBibliography(items, format) : '';
}
