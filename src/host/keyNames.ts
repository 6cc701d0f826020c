/** What the keys of the extension's bindings are called on the writer's keyboard, as far as that can be known. */
import * as vscode from 'vscode';

interface Platform {
  readonly process?: { readonly platform?: string };
  readonly navigator?: { readonly platform?: string };
}

/** The keys that have another name on a Mac. In a remote window they are named for the remote machine. */
export function keyNames(): {
  readonly ctrlEnter: string;
  readonly ctrlDot: string;
  readonly remove: string;
} {
  const { process } = globalThis as Platform;
  // In VS Code's own Node, asking for a navigator is reported as a mistake.
  const isMac = process?.platform
    ? process.platform === 'darwin'
    : /^Mac/.test((globalThis as Platform).navigator?.platform ?? '');
  return isMac
    ? {
        ctrlEnter: vscode.l10n.t('Cmd+Enter'),
        ctrlDot: vscode.l10n.t('Cmd+.'),
        remove: vscode.l10n.t('Cmd+Backspace'),
      }
    : {
        ctrlEnter: vscode.l10n.t('Ctrl+Enter'),
        ctrlDot: vscode.l10n.t('Ctrl+.'),
        remove: vscode.l10n.t('Shift+Delete'),
      };
}
