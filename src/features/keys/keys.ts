/** Language features for citation keys, in every language that cites by key. */
import * as vscode from 'vscode';
import type { Bibliographies } from '../../host/bibliographies.ts';
import type { Corpora } from '../../host/corpora.ts';
import { registerCitedWorks } from './citedWorks.ts';
import { registerKeyCompletion } from './completion.ts';
import { registerKeyDefinition } from './definition.ts';
import { registerKeyDiagnostics } from './diagnostics.ts';
import { registerKeyDocumentLinks } from './documentLinks.ts';
import { registerKeyHover } from './hover.ts';
import { registerKeyQuickFixes } from './quickFixes.ts';
import { registerKeyReferences } from './references.ts';
import { registerKeyRename } from './rename.ts';

export function registerKeys(
  corpora: Corpora,
  bibliographies: Bibliographies,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const isActive = (id: string) => vscode.extensions.getExtension(id)?.isActive === true;
  const parts = { corpora, bibliographies, log, isActive };
  return vscode.Disposable.from(
    registerKeyCompletion(parts),
    registerKeyHover(parts),
    registerKeyDefinition(parts),
    registerKeyReferences(parts),
    registerKeyRename(parts),
    registerKeyDocumentLinks(parts),
    registerKeyDiagnostics(parts),
    registerKeyQuickFixes(parts),
    registerCitedWorks(parts),
  );
}
