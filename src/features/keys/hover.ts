/** What a citation key stands for, in the writer's style. */
import * as vscode from 'vscode';
import { locatorOf } from '../../core/citation/locator.ts';
import type { CitationPart } from '../../core/citation/syntax.ts';
import { disagreementsOver, type WorkAction, workCard } from '../../core/workCard.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import { commandIds } from '../../host/ids.ts';
import { fileName } from '../../host/textFiles.ts';
import { type KeyParts, keyInDraft, keySelector } from './draftKeys.ts';

const cardCommands = [
  commandIds.openSourceNote,
  commandIds.openBibliographyEntry,
  commandIds.completeBibliography,
];

export function registerKeyHover(parts: KeyParts): vscode.Disposable {
  return vscode.languages.registerHoverProvider([...keySelector], {
    async provideHover(document, position, token) {
      const key = await keyInDraft(parts, document, position, 'hover');
      if (!key?.work || token.isCancellationRequested) return undefined;
      const { library, work, part, range } = key;
      const context = await citationContextOf({ source: (one) => library.work(one) }, document);
      const { dossier } = await parts.corpora.index();
      const [declared] = await parts.bibliographies.of(document);
      const [entry] = work.entries;
      const paragraph = work.source ? paragraphOf(part) : undefined;
      const card = new vscode.MarkdownString(
        workCard(work, {
          reference: context.reference(work.key, 'markdown'),
          paragraph,
          disagreements:
            paragraph === undefined
              ? []
              : disagreementsOver(dossier.disagreements, { source: work.key, paragraph }),
          listedIn: entry && fileName(vscode.Uri.parse(entry.file)),
          missingIn: entry || !declared ? undefined : fileName(declared.uri),
          address: (action) => address(action, document.uri, work.key),
        }),
      );
      card.isTrusted = { enabledCommands: cardCommands };
      return new vscode.Hover(card, range);
    },
  });
}

/** The first paragraph that a part cites. */
export function paragraphOf(part: CitationPart): number | undefined {
  const locator = locatorOf(part);
  const number = locator?.label === 'paragraph' ? Number.parseInt(locator.value, 10) : Number.NaN;
  return number > 0 ? number : undefined;
}

function address(action: WorkAction, draft: vscode.Uri, key: string): string {
  const [command, ...args] =
    action.action === 'openNote'
      ? [commandIds.openSourceNote, action.evidence]
      : action.action === 'openEntry'
        ? [commandIds.openBibliographyEntry, draft.toString(), key]
        : [commandIds.completeBibliography, draft.toString(), [key], { asked: true }];
  // Parentheses are legal in an encoded component but end a Markdown link.
  const query = encodeURIComponent(JSON.stringify(args)).replace(
    /[()]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `command:${command}?${query}`;
}
