/** From a citation key to its source note and to its entry in the bibliography. */
import * as vscode from 'vscode';
import type { CitableWork } from '../../core/bibliography/library.ts';
import { renderSourceNote } from '../../core/sourceNote.ts';
import { registerCommand } from '../../host/commands.ts';
import { commandIds } from '../../host/ids.ts';
import { noteUri } from '../../host/noteUri.ts';
import { openDocument } from '../../host/textFiles.ts';
import { bibliographyIn, bibliographySelector, entryAt, rangeOfText } from './bibliographyFile.ts';
import { type KeyParts, keyInDraft, keySelector, rangeIn } from './draftKeys.ts';
import { paragraphOf } from './hover.ts';

export function registerKeyDefinition(parts: KeyParts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider([...keySelector], {
      async provideDefinition(document, position) {
        const key = await keyInDraft(parts, document, position, 'definition');
        if (!key?.work) return undefined;
        const { part, range, work } = key;
        const targets = [...noteTarget(work, paragraphOf(part)), ...(await entryTargets(parts, work))];
        return targets.map((target) => ({ ...target, originSelectionRange: range }));
      },
    }),
    vscode.languages.registerDefinitionProvider([...bibliographySelector], {
      async provideDefinition(document, position) {
        const open = await bibliographyIn(parts, document);
        const entry = open && entryAt(open.bibliography, document.offsetAt(position));
        if (!entry) return undefined;
        const targetSelectionRange = rangeIn(document, entry.keyStart, entry.keyEnd);
        const targetRange = rangeIn(document, entry.start, entry.end);
        return [{ targetUri: document.uri, targetRange, targetSelectionRange }];
      },
    }),
    registerCommand(commandIds.openBibliographyEntry, parts.log, async (draft, key, options) => {
      const document = typeof draft === 'string' ? openDocument(vscode.Uri.parse(draft)) : undefined;
      if (!document || typeof key !== 'string') return;
      const work = (await parts.bibliographies.library(document)).work(key);
      const [target] = work ? await entryTargets(parts, work) : [];
      if (target)
        await vscode.window.showTextDocument(target.targetUri, {
          selection: target.targetSelectionRange,
          ...(typeof options === 'object' && options !== null && 'preserveFocus' in options
            ? { preserveFocus: true, viewColumn: vscode.ViewColumn.Beside }
            : {}),
        });
    }),
  );
}

interface Target {
  readonly targetUri: vscode.Uri;
  readonly targetRange: vscode.Range;
  readonly targetSelectionRange: vscode.Range;
}

function noteTarget({ key, source }: CitableWork, paragraph: number | undefined): Target[] {
  if (!source) return [];
  const line = renderSourceNote(source).paragraphLines.get(paragraph ?? 0) ?? 0;
  const range = new vscode.Range(line, 0, line, 0);
  return [{ targetUri: noteUri(key), targetRange: range, targetSelectionRange: range }];
}

/** The entries of a work, where their files can still be read. */
export async function entryTargets(
  { bibliographies }: KeyParts,
  { entries }: CitableWork,
): Promise<Target[]> {
  const targets = await Promise.all(
    entries.map(async ({ file, start, end, keyStart, keyEnd }): Promise<Target[]> => {
      const targetUri = vscode.Uri.parse(file);
      const { text } = await bibliographies.files.read(targetUri);
      if (text === undefined) return [];
      const targetSelectionRange = rangeOfText(text, keyStart, keyEnd);
      return [{ targetUri, targetRange: rangeOfText(text, start, end), targetSelectionRange }];
    }),
  );
  return targets.flat();
}
