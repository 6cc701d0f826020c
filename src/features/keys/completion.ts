/** Completion of citation keys by any word of what they stand for. */
import * as vscode from 'vscode';
import type { CitableWork, Library } from '../../core/bibliography/library.ts';
import type { CitationSyntax, KeyRange } from '../../core/citation/syntax.ts';
import { workCard, workLabel } from '../../core/workCard.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import { keysCitedIn } from '../../host/draftSyntax.ts';
import { commandIds } from '../../host/ids.ts';
import {
  answersFor,
  type KeyParts,
  keyLanguages,
  keySyntaxOf,
  ownerOf,
  rangeIn,
  selectorOf,
  widestSyntax,
} from './draftKeys.ts';

/** How many works are offered at once. */
const mostItems = 50;
/** A text up to this length is read for what it cites already, in UTF-16 units. */
const longestRead = 300_000;
/** How long a large bibliography is indexed without a break, in milliseconds. */
const longestStep = 20;

interface Offered {
  readonly document: vscode.TextDocument;
  readonly library: Library;
  readonly work: CitableWork;
}

export function registerKeyCompletion(parts: KeyParts): vscode.Disposable {
  const offered = new WeakMap<vscode.CompletionItem, Offered>();
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position, token) {
      const owner = ownerOf(parts, document, 'completion');
      const text = document.getText();
      const offset = document.offsetAt(position);
      if (owner === 'none' || !widestSyntax(document).keyAt(text, offset)) return undefined;
      const library = await parts.bibliographies.library(document);
      const { syntax, isGuess } = keySyntaxOf(document);
      const range = token.isCancellationRequested ? undefined : syntax.keyAt(text, offset);
      if (!range || (isGuess && !inBrackets(text, range)) || !onOneLine(text, range)) return undefined;
      const query = text.slice(range.start, offset);
      // Behind a key that is complete somebody writes a locator or goes on with the sentence.
      const [first = '', ...more] = query.split(/[\s:/-]+/);
      if (more.length && (library.work(first) || library.work(query.trim()))) return undefined;
      const cited: ReadonlySet<string> = text.length <= longestRead ? keysCitedIn(text, syntax) : new Set();
      if (!(await prepared(library, token))) return undefined;
      const items = library
        .find(query, mostItems)
        .filter((work) => answersFor(owner, work))
        .flatMap((work, rank) => {
          const item = completionItem(document, syntax, range, offset, work);
          if (!item) return [];
          item.sortText = String(rank).padStart(4, '0');
          item.label = labelOf(work, cited.has(work.key) && work.key !== text.slice(range.start, range.end));
          offered.set(item, { document, library, work });
          return [item];
        });
      // The works are ranked here, so that every further letter must ask again.
      return new vscode.CompletionList(items, true);
    },

    async resolveCompletionItem(item) {
      const { document, library, work } = offered.get(item) ?? {};
      if (!document || !library || !work) return item;
      const context = await citationContextOf({ source: (key) => library.work(key) }, document);
      item.documentation = new vscode.MarkdownString(
        workCard(work, { reference: context.reference(work.key, 'markdown') }),
      );
      return item;
    },
  };
  return vscode.Disposable.from(
    ...keyLanguages.map((language) =>
      vscode.languages.registerCompletionItemProvider(selectorOf(language), provider, ...language.triggers),
    ),
  );
}

/** Gets a library ready to find, with breaks. @returns false when nobody waits any more. */
async function prepared(library: Library, token: vscode.CancellationToken): Promise<boolean> {
  let started = performance.now();
  for (const _ of library.prepare()) {
    if (performance.now() - started < longestStep) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return false;
    started = performance.now();
  }
  return true;
}

/** @returns undefined where the syntax cannot write the key. */
function completionItem(
  document: vscode.TextDocument,
  syntax: CitationSyntax,
  range: KeyRange,
  offset: number,
  { key, source, entries }: CitableWork,
): vscode.CompletionItem | undefined {
  const text = document.getText();
  const edit = syntax.keyEdit(text, range, key);
  if (!edit) return undefined;
  const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Reference);
  const inserting = rangeIn(document, edit.start, offset);
  item.insertText = edit.newText;
  // What needs quotes replaces more than the key.
  item.range =
    edit.start < range.start
      ? rangeIn(document, edit.start, edit.end)
      : { inserting, replacing: rangeIn(document, edit.start, edit.end) };
  // VS Code matches what is typed against this; all that is here matches already.
  item.filterText = text.slice(edit.start, offset);
  if (source && !entries.length) {
    item.command = {
      command: commandIds.completeBibliography,
      title: vscode.l10n.t('Add to Bibliography'),
      arguments: [document.uri, [key]],
    };
  }
  return item;
}

function labelOf(work: CitableWork, isCited: boolean): vscode.CompletionItemLabel {
  // What comes last is cut at the edge of the list.
  const description = `${workLabel(work)} · ${work.item.title}`;
  return { label: work.key, ...(isCited ? { detail: ' ✓' } : {}), description };
}

/** Whether `@` stands in brackets that were opened on its line. */
function inBrackets(text: string, { start }: KeyRange): boolean {
  return /\[[^[\]\r\n]*@\{?$/.test(text.slice(Math.max(0, start - 200), start));
}

function onOneLine(text: string, { start, end }: KeyRange): boolean {
  return !/[\r\n]/.test(text.slice(start, end));
}
