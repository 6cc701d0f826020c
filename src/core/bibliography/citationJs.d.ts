/** The parts of @citation-js/plugin-bibtex that are used here; the package carries no types. */
declare module '@citation-js/plugin-bibtex/lib/input/file.js' {
  export interface RawEntry {
    /** In lower case. */
    readonly type: string;
    readonly label: string;
    /** Name of a field, in lower case → its value, macros resolved, LaTeX as it is. */
    readonly properties: Readonly<Record<string, string | number>>;
  }
  /** @throws SyntaxError at the first thing that is not BibTeX, its place in the message. */
  export function parse(text: string): RawEntry[];
}
declare module '@citation-js/plugin-bibtex/lib/input/value.js' {
  /** A field's value as names, a list or text, LaTeX as Unicode. @throws SyntaxError */
  export function parse(text: string, field: string): unknown;
}
declare module '@citation-js/plugin-bibtex/lib/mapping/index.js' {
  export interface ParsedEntry {
    readonly type: string;
    readonly label: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }
  /** BibLaTeX entries, also with the names that BibTeX has for fields, as CSL-JSON; `crossref` among them is followed. */
  export function parse(entries: readonly ParsedEntry[]): Record<string, unknown>[];
}
/** The parts of @citation-js/plugin-ris that are used here; the package carries no types. */
declare module '@citation-js/plugin-ris/lib/ris.js' {
  /** Tag → its value, or values where it stands more than once. */
  export type RisRecord = Readonly<Record<string, string | readonly string[]>>;
  export function parse(text: string): RisRecord[];
  /** A record as CSL-JSON, fields of both versions of the format understood. */
  export function parseMixed(record: RisRecord): Record<string, unknown>;
}
