/** Citations whose key leads nowhere. */
import type { Library } from '../bibliography/library.ts';
import { crossReferences } from './crossReferences.ts';
import type { CitationSyntax, FoundCitation, FoundPart, SyntaxId } from './syntax.ts';

/** What is wrong with a key, and where it stands. */
export interface KeyProblem {
  /** Nothing has the key; or the dossier has it and the draft's bibliography does not. */
  readonly kind: 'unknown' | 'missing';
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Known keys that the writer may have meant, the likeliest first; empty for one that is missing. */
  readonly similar: readonly string[];
}

/** What a draft says of its bibliographies. */
export interface DeclaredState {
  /** The draft declares one at least. */
  readonly declares: boolean;
  /** All that it declares could be read, so that what is not in them is nowhere. */
  readonly complete: boolean;
}

/** Syntaxes whose keys are those of a bibliography, and of nothing else. */
const keyed: ReadonlySet<SyntaxId> = new Set([
  'pandoc',
  'latex',
  'natbib',
  'biblatex',
  'typst',
  'restructuredText',
  'myst',
  'asciidoc',
  'org',
]);

/**
 * Finds the keys of a text that nothing has, and those that its bibliography lacks. A draft that declares nothing may
 * have its bibliography elsewhere: there only what looks like a slip in a key of the dossier is told, and a name after
 * `@` in a sentence is a person, not a citation.
 */
export function keyProblems(
  text: string,
  syntax: CitationSyntax,
  library: Library,
  { declares, complete }: DeclaredState,
): KeyProblem[] {
  if (!keyed.has(syntax.id)) return [];
  const isCrossReference = crossReferences(text, syntax.id);
  const similar = new Map<string, readonly string[]>();
  return syntax.citations(text).flatMap((citation) => {
    if (!declares && mayBePerson(syntax.id, citation)) return [];
    return citation.parts.flatMap((part): KeyProblem[] => {
      const { source: key, keyStart, keyEnd } = part;
      if (isNoKey(text, syntax.id, part) || isCrossReference(key)) return [];
      const work = library.work(key);
      if (work) {
        const isMissing = declares && complete && work.source !== undefined && work.entries.length === 0;
        return isMissing ? [{ kind: 'missing', key, keyStart, keyEnd, similar: [] }] : [];
      }
      if (!complete) return [];
      const others = similar.get(key) ?? library.similarKeys(key);
      similar.set(key, others);
      return declares || others.length > 0
        ? [{ kind: 'unknown', key, keyStart, keyEnd, similar: others }]
        : [];
    });
  });
}

function mayBePerson(syntax: SyntaxId, { form }: FoundCitation): boolean {
  return syntax === 'typst' || ((syntax === 'pandoc' || syntax === 'myst') && form === 'narrative');
}

/** `\nocite{*}`, the argument of a macro, an address of e-mail. */
function isNoKey(text: string, syntax: SyntaxId, { source, keyStart }: FoundPart): boolean {
  if (source === '*' || /[#\\]/.test(source)) return true;
  return syntax === 'typst' && /[\p{L}\p{N}]@$/u.test(text.slice(Math.max(0, keyStart - 3), keyStart));
}
