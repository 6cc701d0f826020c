/** Writing LaTeX's citations in each dialect. */
import { escapeLatex } from './latexText.ts';
import { locatorOf, printLocator, printSuffix } from './locator.ts';
import type { CitationForm, CitationPart } from './syntax.ts';

export type LatexDialect = 'latex' | 'natbib' | 'biblatex';

export const commands: Readonly<Record<LatexDialect, Readonly<Record<CitationForm | 'suppressed', string>>>> =
  {
    latex: { parenthetical: 'cite', narrative: 'cite', suppressed: 'cite' },
    natbib: { parenthetical: 'citep', narrative: 'citet', suppressed: 'citeyearpar' },
    biblatex: { parenthetical: 'autocite', narrative: 'textcite', suppressed: 'autocite*' },
  };
/** biblatex's commands that also take several keys, each with notes, when an `s` is added. */
export const multiCommand =
  /^(?:[Cc]ite|[Pp]arencite|[Ff]ootcite|[Ff]ootcitetext|[Ss]martcite|[Tt]extcite|[Ss]upercite|[Aa]utocite)$/;

export function printCitation(
  dialect: LatexDialect,
  parts: readonly CitationPart[],
  form: CitationForm = 'parenthetical',
): string {
  const some = parts.filter((part) => part.suppressAuthor).length;
  // A command names all authors or none.
  if (dialect !== 'latex' && some > 0 && parts.length > 1 && form === 'parenthetical') {
    if (some < parts.length || parts.some(hasNotes)) {
      return parts.map((part) => printCitation(dialect, [part], form)).join(', ');
    }
  }
  const suppressed = some > 0 && form === 'parenthetical';
  const command = commands[dialect][suppressed ? 'suppressed' : form];
  const [first] = parts;
  if (first && parts.length === 1) {
    // Plain LaTeX has a note after the key only.
    const lead = dialect === 'latex' && first.prefix ? `${escapeLatex(first.prefix)}~` : '';
    return `${lead}\\${command}${notes(dialect, first)}{${first.source}}`;
  }
  if (!parts.some(hasNotes)) return `\\${command}{${parts.map((part) => part.source).join(',')}}`;
  if (dialect === 'biblatex') return `\\${command}s${parts.map(item).join('')}`;
  if (dialect === 'natbib' && form === 'parenthetical') {
    return `\\citetext{${parts.map((part) => `\\citealp${item(part)}`).join('; ')}}`;
  }
  return parts.map((part) => printCitation(dialect, [part], form)).join(', ');
}

/** `[see][para. 3]{key}`. */
export function item(part: CitationPart): string {
  return `${notes('biblatex', part)}{${part.source}}`;
}

export function hasNotes(part: CitationPart): boolean {
  return Boolean(part.prefix || part.suffix || locatorOf(part));
}

function notes(dialect: LatexDialect, part: CitationPart): string {
  const [before, after] = noteTexts(dialect, part);
  return brackets(dialect === 'latex' ? '' : before, after);
}

export function brackets(before: string, after: string): string {
  if (before) return `[${before}][${after}]`;
  return after ? `[${after}]` : '';
}

/** What is written before and after a source. */
export function noteTexts(dialect: LatexDialect, part: CitationPart): readonly [string, string] {
  const locator = locatorOf(part);
  const pages = dialect === 'biblatex' && locator?.label === 'page';
  const place = locator ? (pages ? locator.value : printLocator(locator)) : '';
  const suffix = printSuffix(part.suffix);
  return [note(part.prefix ?? ''), note(place ? place + suffix : suffix.replace(/^, /, ''))];
}

/** A note ends at the first bracket, so each goes into a group; one around them all would be taken off too early. */
function note(text: string): string {
  return escapeLatex(text).replace(/[[\]]/g, '{$&}');
}
