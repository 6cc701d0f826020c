/** Writing a dossier: suggestions, explanations and look-ups in its YAML files, and additions from a text. */
import * as vscode from 'vscode';
import { dossierFiles } from '../../core/corpus/schema.ts';
import type { Corpora } from '../../host/corpora.ts';
import { registerAdditions } from './additions.ts';
import { completionProvider } from './completion.ts';
import { fieldHover } from './fieldHover.ts';
import { idProvider } from './ids.ts';

export function registerAuthoring(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  const selector: vscode.DocumentSelector = { pattern: `**/{${dossierFiles.join(',')}}` };
  const ids = idProvider(corpora);
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      completionProvider(corpora),
      ' ',
      '-',
      '[',
      ',',
      '#',
    ),
    vscode.languages.registerHoverProvider(selector, fieldHover(corpora)),
    vscode.languages.registerDefinitionProvider(selector, ids),
    vscode.languages.registerReferenceProvider(selector, ids),
    vscode.languages.registerRenameProvider(selector, ids),
    registerAdditions(corpora, log),
  );
}
