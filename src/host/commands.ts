/** Registers commands so that every failure reaches the person who asked, once and calmly. */
import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import { type CommandId, commandIds } from './ids.ts';

/** Tells people what went wrong: what they can mend in full, anything else briefly with its stack in the log. */
export function reportError(error: unknown, log: vscode.LogOutputChannel): void {
  // The writer knows what he cancelled.
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof UserError) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0}. {1}.', error.message, capitalized(error.remedy)),
    );
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const show = vscode.l10n.t('Show Log');
  void vscode.window
    .showErrorMessage(vscode.l10n.t('Dossier could not do that. The log has the details.'), show)
    .then((choice) => choice === show && vscode.commands.executeCommand(commandIds.showLog));
}

/** Registers a command whose arguments may come from anywhere: a handler takes them as `unknown` and checks them. */
export function registerCommand(
  id: CommandId,
  log: vscode.LogOutputChannel,
  handler: (...args: readonly unknown[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
    try {
      return await handler(...args);
    } catch (error) {
      reportError(error, log);
      return undefined;
    }
  });
}

/** Begins a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
