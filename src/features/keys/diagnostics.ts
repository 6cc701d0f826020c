/** Reports unknown keys in drafts, and keys and entries that are wrong in bibliographies. */
import * as vscode from 'vscode';
import { duplicateKeys } from '../../core/bibliography/duplicates.ts';
import type { BibliographyProblem } from '../../core/bibliography/entry.ts';
import type { BibliographyFile } from '../../core/bibliography/library.ts';
import { bibliographyProblems } from '../../core/bibliography/read.ts';
import { type KeyProblem, keyProblems } from '../../core/citation/keyProblems.ts';
import type { DraftBibliography } from '../../host/bibliographies.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { settingIds } from '../../host/ids.ts';
import { keyDiagnostics, onDidChangeSettings } from '../../host/settings.ts';
import { fileName, openDocument } from '../../host/textFiles.ts';
import { bibliographyIn, rangeOfText } from './bibliographyFile.ts';
import { isDraft, type KeyParts, ownerOf, rangeIn } from './draftKeys.ts';
import { missingParagraphs, paragraphDiagnostic } from './paragraphs.ts';

/** The `code` of each kind of diagnostic; quick fixes know them by it. */
export const problemCodes = {
  unknown: 'unknown-key',
  missing: 'missing-entry',
  duplicate: 'duplicate-key',
  malformed: 'malformed-entry',
  noFile: 'missing-bibliography',
  paragraph: 'missing-paragraph',
} as const;

/** The `source` of every diagnostic. */
export const problemSource = 'Dossier';

/** How long the writer pauses before a text is looked at, in milliseconds. */
const pause = 400;
/** How many problems of one file are reported, and how long a bibliography is read without a break. */
const mostProblems = 200;
const longestStep = 20;

const severities: Readonly<Record<string, vscode.DiagnosticSeverity>> = {
  hint: vscode.DiagnosticSeverity.Hint,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

type Found = Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>;

/** Looks at all open drafts and bibliographies when one of them, or what they cite from, has changed. */
export function registerKeyDiagnostics(parts: KeyParts): vscode.Disposable {
  const checks = new KeyChecks(parts);
  const concerns = (document: vscode.TextDocument) =>
    isDraft(document) || /\.(?:bib|bibtex|json|ris|ya?ml)$/i.test(document.uri.path);
  const onDocument = (document: vscode.TextDocument) => concerns(document) && checks.soon();
  checks.soon();
  return vscode.Disposable.from(
    checks,
    vscode.workspace.onDidOpenTextDocument(onDocument),
    vscode.workspace.onDidCloseTextDocument(onDocument),
    vscode.workspace.onDidChangeTextDocument(({ document }) => onDocument(document)),
    parts.bibliographies.onDidChange(() => checks.soon()),
    vscode.extensions.onDidChange(() => checks.soon()),
    onDidChangeSettings([settingIds.keyDiagnostics, settingIds.keyFeatures, settingIds.citationSyntax], () =>
      checks.soon(),
    ),
  );
}

class KeyChecks implements vscode.Disposable {
  readonly #parts: KeyParts;
  readonly #collection = vscode.languages.createDiagnosticCollection('dossier');
  /** What was wrong within each file when it was read last; keys are URIs. */
  readonly #read = new Map<
    string,
    { readonly text: string; readonly problems: readonly BibliographyProblem[] }
  >();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the checks that were asked for; a check that is not the latest says nothing. */
  #latest = 0;

  constructor(parts: KeyParts) {
    this.#parts = parts;
  }

  soon(): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#timer = setTimeout(() => {
      this.#check(this.#latest).catch((error: unknown) => this.#parts.log.error(String(error)));
    }, pause);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#collection.dispose();
  }

  async #check(ticket: number): Promise<void> {
    const found: Found = new Map();
    const listed = new Map<string, readonly BibliographyFile[]>();
    // Each waits for its files: one after the other, many drafts on a slow file system would take long.
    await Promise.all(
      vscode.workspace.textDocuments.map((document) =>
        isDraft(document) ? this.#checkDraft(document, found, listed) : this.#listFile(document, listed),
      ),
    );
    if (ticket !== this.#latest) return;
    await this.#checkFiles(listed, found, () => ticket === this.#latest);
    if (ticket !== this.#latest) return;
    this.#collection.clear();
    for (const { uri, diagnostics } of found.values())
      this.#collection.set(uri, diagnostics.slice(0, mostProblems));
  }

  async #checkDraft(
    document: vscode.TextDocument,
    found: Found,
    listed: Map<string, readonly BibliographyFile[]>,
  ): Promise<void> {
    const owner = ownerOf(this.#parts, document, 'diagnostics');
    const severity = severities[keyDiagnostics(document)];
    if (owner === 'none' || severity === undefined) return;
    const { bibliographies, corpora } = this.#parts;
    const [gone, declared, library, read, known] = await Promise.all([
      missingParagraphs(this.#parts, document),
      bibliographies.of(document),
      bibliographies.library(document),
      bibliographies.read(document),
      corpora.known(),
    ]);
    for (const problem of gone) {
      const diagnostic = paragraphDiagnostic(document, problem, severity);
      add(found, document.uri, identified(diagnostic, problemCodes.paragraph));
    }
    const state = {
      declares: declared.length > 0,
      // A file that is not there yet holds nothing; one that cannot be read may hold anything.
      complete:
        declared.every(({ text, readAs, refusal }) => !refusal && (text === undefined || readAs)) &&
        known.every(({ complete }) => complete),
    };
    const problems = keyProblems(document.getText(), syntaxOf(document), library, state).filter(
      ({ kind }) => owner === 'all' || kind === 'missing',
    );
    const name = declared[0] && fileName(declared[0].uri);
    add(found, document.uri, ...problems.map((problem) => keyDiagnostic(document, problem, severity, name)));
    if (owner !== 'all') return;
    for (const one of declared) addMissingFile(found, one);
    if (read.length) listed.set(document.uri.toString(), read);
  }

  /** A bibliography that is open is looked at, also where no open draft declares it. */
  async #listFile(
    document: vscode.TextDocument,
    listed: Map<string, readonly BibliographyFile[]>,
  ): Promise<void> {
    if (!/\.bib(?:tex)?$/i.test(document.uri.path) || severities[keyDiagnostics(document)] === undefined)
      return;
    const open = await bibliographyIn(this.#parts, document);
    const file = document.uri.toString();
    if (open) listed.set(file, [{ file, ...open.bibliography }]);
  }

  async #checkFiles(
    listed: ReadonlyMap<string, readonly BibliographyFile[]>,
    found: Found,
    isLatest: () => boolean,
  ): Promise<void> {
    const seen = new Set<string>();
    for (const files of listed.values()) {
      for (const file of files) {
        const uri = vscode.Uri.parse(file.file);
        const { text } = await this.#parts.bibliographies.files.read(uri);
        if (text === undefined || seen.has(file.file)) continue;
        seen.add(file.file);
        const problems = await this.#problemsIn(file, text, isLatest);
        add(found, uri, ...problems.map((problem) => entryDiagnostic(text, problem)));
      }
      for (const { key, file, keyStart, keyEnd, first } of duplicateKeys(files)) {
        const [uri, firstUri] = [vscode.Uri.parse(file), vscode.Uri.parse(first.file)];
        const { text } = await this.#parts.bibliographies.files.read(uri);
        const { text: firstText } = await this.#parts.bibliographies.files.read(firstUri);
        if (text === undefined || firstText === undefined) continue;
        const range = rangeOfText(text, keyStart, keyEnd);
        const known = found.get(file)?.diagnostics ?? [];
        if (known.some((one) => one.code === problemCodes.duplicate && one.range.isEqual(range))) continue;
        const message = vscode.l10n.t('Another entry has the key “{0}” already.', key);
        const diagnostic = ours(range, message, vscode.DiagnosticSeverity.Warning, problemCodes.duplicate);
        const place = new vscode.Location(firstUri, rangeOfText(firstText, first.keyStart, first.keyEnd));
        diagnostic.relatedInformation = [
          new vscode.DiagnosticRelatedInformation(place, vscode.l10n.t('The first entry')),
        ];
        add(found, uri, diagnostic);
      }
    }
  }

  /** Reads every entry of a file, with a break now and then. */
  async #problemsIn(
    file: BibliographyFile,
    text: string,
    isLatest: () => boolean,
  ): Promise<readonly BibliographyProblem[]> {
    const kept = this.#read.get(file.file);
    if (kept?.text === text) return kept.problems;
    const problems: BibliographyProblem[] = [];
    let started = performance.now();
    for (const problem of bibliographyProblems(file)) {
      if (problem) problems.push(problem);
      if (problems.length >= mostProblems) break;
      if (performance.now() - started < longestStep) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (!isLatest()) return [];
      started = performance.now();
    }
    this.#read.set(file.file, { text, problems });
    return problems;
  }
}

function keyDiagnostic(
  document: vscode.TextDocument,
  { kind, key, keyStart, keyEnd, similar }: KeyProblem,
  severity: vscode.DiagnosticSeverity,
  bibliography = '',
): vscode.Diagnostic {
  const range = rangeIn(document, keyStart, keyEnd);
  if (kind === 'missing') {
    const message = vscode.l10n.t('“{0}” is in the dossier, but not in {1}.', key, bibliography);
    const softer = Math.max(severity, vscode.DiagnosticSeverity.Information);
    return ours(range, message, softer, problemCodes.missing);
  }
  const [nearest] = similar;
  const message = nearest
    ? vscode.l10n.t('Nothing has the key “{0}”. Did you mean “{1}”?', key, nearest)
    : bibliography
      ? vscode.l10n.t('Neither {1} nor the dossier has the key “{0}”.', key, bibliography)
      : vscode.l10n.t('Nothing has the key “{0}”.', key);
  return ours(range, message, severity, problemCodes.unknown);
}

function entryDiagnostic(
  text: string,
  { start, end, message, remedy }: BibliographyProblem,
): vscode.Diagnostic {
  // A long entry is underlined at its beginning only.
  const lineEnd = text.indexOf('\n', start);
  const shown = lineEnd < 0 ? end : Math.min(end, lineEnd);
  const range = rangeOfText(text, start, Math.max(shown, start));
  return ours(range, `${message} ${remedy}`, vscode.DiagnosticSeverity.Warning, problemCodes.malformed);
}

function addMissingFile(found: Found, { uri, text, refusal, format, declaredAt }: DraftBibliography): void {
  if (!declaredAt || text !== undefined) return;
  // What is not open is not complained about.
  if (!openDocument(declaredAt.uri)) return;
  const message = refusal
    ? vscode.l10n.t('{0}.', refusal)
    : vscode.l10n.t('There is no file {0}.', fileName(uri));
  const code = refusal || !format ? undefined : problemCodes.noFile;
  const diagnostic = ours(declaredAt.range, message, vscode.DiagnosticSeverity.Warning, code);
  const known = found.get(declaredAt.uri.toString())?.diagnostics ?? [];
  if (known.some((one) => one.message === message && one.range.isEqual(diagnostic.range))) return;
  add(found, declaredAt.uri, diagnostic);
}

function ours(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity,
  code: string | undefined,
): vscode.Diagnostic {
  return identified(new vscode.Diagnostic(range, message, severity), code);
}

function identified(diagnostic: vscode.Diagnostic, code: string | undefined): vscode.Diagnostic {
  diagnostic.source = problemSource;
  if (code) diagnostic.code = code;
  return diagnostic;
}

function add(found: Found, uri: vscode.Uri, ...diagnostics: vscode.Diagnostic[]): void {
  if (!diagnostics.length) return;
  const id = uri.toString();
  const known = found.get(id) ?? { uri, diagnostics: [] };
  known.diagnostics.push(...diagnostics);
  found.set(id, known);
}
