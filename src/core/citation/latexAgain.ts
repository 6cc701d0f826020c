/** Writing a LaTeX citation anew: the writer's command and notes stay as far as they can. */
import {
  brackets,
  commands,
  type LatexDialect,
  multiCommand,
  noteTexts,
  printCitation,
} from './latexPrint.ts';
import { findCitations, type LatexCitation, multiCommands, readLists, visible } from './latexRead.ts';
import { locatorOf, samePart } from './locator.ts';
import type { CitationForm, CitationPart, FoundCitation } from './syntax.ts';

/** The writer's command with other parts, or the nearest one that can say them. */
export function printAgain(
  dialect: LatexDialect,
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  form: CitationForm,
): string {
  const old = findCitations(text).filter((one) => citation.start <= one.start && one.end <= citation.end);
  const [first] = old;
  if (!first) return printCitation(dialect, parts, form);
  const written = text.slice(citation.start, citation.end);
  const wrapped = written.startsWith('\\citetext');
  const own = wrapped ? 'citep' : first.command.replace(/(?<=[cC]ite)s$/, '');
  const command = form === citation.form ? own : inOtherForm(dialect, text, own, form);
  const notesOf = rawNotes(dialect, text, old, parts);
  const one = (list: readonly CitationPart[]): string => {
    const suppressed = list.every((part) => part.suppressAuthor) && form === 'parenthetical';
    const name = command === 'citeyearpar' ? 'citep' : command;
    const starrable = /^(?:auto|paren)cite$/i.test(name) && dialect === 'biblatex';
    const star = starrable ? suppressed : first.starred && form === citation.form && name !== 'cite';
    const head = suppressed && /^[cC]itep$/.test(name) ? 'citeyearpar' : name;
    const [before] = notesOf(list[0]);
    const [, after] = notesOf(list.at(-1));
    const keys = list.map((part) => part.source).join(/\{[^{}]*, /.test(written) ? ', ' : ',');
    return `\\${head}${star ? '*' : ''}${brackets(before, after)}{${keys}}`;
  };
  const inner = (part: CitationPart) => `${brackets(...notesOf(part))}{${part.source}}`;
  if (command === 'nocite' || fitsOneList(parts)) return one(parts);
  const suppressed = parts.some((part) => part.suppressAuthor);
  if (dialect === 'biblatex' && multiCommand.test(command) && !suppressed && !first.starred) {
    return `\\${command}s${parts.map(inner).join('')}`;
  }
  if (/^[cC]itep$/.test(command) && !suppressed && form === 'parenthetical') {
    return `\\citetext{${parts.map((part) => `\\citealp${inner(part)}`).join('; ')}}`;
  }
  return parts.map((part) => one([part])).join(', ');
}

/** One list has a note before its first key and one after its last. */
function fitsOneList(parts: readonly CitationPart[]): boolean {
  return parts.every(
    (part, index) =>
      Boolean(part.suppressAuthor) === Boolean(parts[0]?.suppressAuthor) &&
      (index === 0 || !part.prefix) &&
      (index === parts.length - 1 || !(part.suffix || locatorOf(part))),
  );
}

function inOtherForm(dialect: LatexDialect, text: string, command: string, form: CitationForm): string {
  const capital = /^[A-Z]/.test(command);
  const parenthetical = () => {
    const usual = dialect === 'biblatex' && /\\parencite/.test(text) && !/\\autocite/.test(text);
    return usual ? 'parencite' : commands[dialect].parenthetical;
  };
  const other = form === 'narrative' ? commands[dialect].narrative : parenthetical();
  return capital ? other.charAt(0).toUpperCase() + other.slice(1) : other;
}

/** The notes of a part: as they are written where the citation has the same words already. */
function rawNotes(
  dialect: LatexDialect,
  text: string,
  old: readonly LatexCitation[],
  parts: readonly CitationPart[],
) {
  const written = old.flatMap((one) =>
    readLists(
      visible(text.slice(0, one.end)),
      one.nameEnd + (one.starred ? 1 : 0),
      multiCommands.test(one.command),
    ).flatMap((list) =>
      list.parts.map((part, index) => ({
        part,
        before: index === 0 && list.notes.length > 1 ? list.notes[0] : '',
        after: index === list.parts.length - 1 ? list.notes.at(-1) : '',
      })),
    ),
  );
  const found = new Map(
    parts.map((part) => {
      const same = written.find((one) =>
        samePart({ ...one.part, suppressAuthor: part.suppressAuthor }, part),
      );
      return [part, [same?.before, same?.after] as const] as const;
    }),
  );
  return (part: CitationPart | undefined): readonly [string, string] => {
    const [before, after] = (part && found.get(part)) ?? [];
    const [printedBefore, printedAfter] = part ? noteTexts(dialect, part) : ['', ''];
    return [before ?? (dialect === 'latex' ? '' : printedBefore), after ?? printedAfter];
  };
}
