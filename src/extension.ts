/** The composition root: what the extension consists of. */
import * as vscode from 'vscode';
import { registerCiting } from './features/citing/citing.ts';
import { registerExplorer } from './features/explorer/explorer.ts';
import { registerHover } from './features/hover/hover.ts';
import { registerSourceNotes } from './features/sourceNotes/sourceNotes.ts';
import { Bibliographies } from './host/bibliographies.ts';
import { registerCommand } from './host/commands.ts';
import { Corpora } from './host/corpora.ts';
import { commandIds } from './host/ids.ts';

/** What other extensions may use. */
export interface Api {
  /** Settles when the dossier has been read; asking for it begins the reading. */
  readonly ready: Promise<void>;
}

/** Registers every surface at once; the dossier is read when one of them is first used. */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('Dossier', { log: true });
  const corpora = new Corpora(context.extensionUri, log);
  const bibliographies = new Bibliographies(corpora);
  context.subscriptions.push(
    log,
    corpora,
    bibliographies,
    registerExplorer(corpora, log),
    registerSourceNotes(corpora, log),
    registerHover(corpora),
    registerCiting({ corpora, bibliographies, memory: context.globalState, log }),
    registerCommand(commandIds.showLog, log, () => log.show()),
  );
  return {
    get ready() {
      return corpora.index().then(() => undefined);
    },
  };
}
