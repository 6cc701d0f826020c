/** VS Code's display language, and what the extension says in it. */
import * as vscode from 'vscode';
import type { DisplayLanguage } from '../core/displayLanguage.ts';

/** What core, workers and pages are told: they cannot ask VS Code. */
export function displayLanguage(): DisplayLanguage {
  return { tag: vscode.env.language, texts: vscode.l10n.bundle };
}
