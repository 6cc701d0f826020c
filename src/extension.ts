/** The composition root: what the extension consists of. */
import * as vscode from 'vscode';
import { registerAuthoring } from './features/authoring/authoring.ts';
import { registerBibliography } from './features/bibliography/bibliography.ts';
import { registerCiting } from './features/citing/citing.ts';
import { registerDossiers } from './features/dossiers/dossiers.ts';
import { registerExplorer } from './features/explorer/explorer.ts';
import { registerFirstMinutes } from './features/firstMinutes/firstMinutes.ts';
import { registerHover } from './features/hover/hover.ts';
import { registerInDocument } from './features/inDocument/inDocument.ts';
import { registerKeys } from './features/keys/keys.ts';
import { registerProposals } from './features/proposals/proposals.ts';
import { registerRelations } from './features/relations/relations.ts';
import { registerSourceNotes } from './features/sourceNotes/sourceNotes.ts';
import { registerStatus } from './features/status/status.ts';
import { registerTimeline } from './features/timeline/timeline.ts';
import { BackgroundWork } from './host/backgroundWork.ts';
import { Bibliographies } from './host/bibliographies.ts';
import { BibliographyDossiers } from './host/bibliographyDossiers.ts';
import { registerCommand } from './host/commands.ts';
import { Corpora } from './host/corpora.ts';
import { Documents } from './host/documents.ts';
import { commandIds } from './host/ids.ts';
import { IndexerClient } from './host/indexer.ts';
import { Selection } from './host/selection.ts';

/** What other extensions may use. */
export interface Api {
  /** Settles when the dossier has been read; asking for it begins the reading. */
  readonly ready: Promise<void>;
}

/** Registers every surface at once; the dossier is read when one of them is first used. */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('Dossier', { log: true });
  const { extensionUri, workspaceState } = context;
  const storageUri = context.storageUri ?? context.globalStorageUri;
  const work = new BackgroundWork();
  const indexer = new IndexerClient(extensionUri, log);
  // A folder's paragraphs have the same numbers in every workspace that it is open in.
  const documents = new Documents({ extensionUri, storageUri: context.globalStorageUri, indexer, work, log });
  const bibliographyDossiers = new BibliographyDossiers(extensionUri, log);
  const corpora = new Corpora({
    extensionUri,
    workspaceState,
    documents,
    bibliographyDossiers,
    indexer,
    storageUri,
    work,
    log,
  });
  const bibliographies = new Bibliographies(corpora);
  const selection = new Selection();
  context.subscriptions.push(
    log,
    work,
    indexer,
    documents,
    bibliographyDossiers,
    corpora,
    bibliographies,
    selection,
    registerInDocument(corpora, bibliographies, log),
    registerExplorer(corpora, selection, log),
    registerDossiers({ corpora, documents, bibliographyDossiers, log }),
    registerAuthoring(corpora, log),
    registerProposals(corpora, context.workspaceState, log),
    registerSourceNotes(corpora, log),
    registerHover(corpora),
    registerKeys(corpora, bibliographies, log),
    registerCiting({ corpora, bibliographies, memory: context.globalState, log }),
    registerBibliography({ corpora, bibliographies, memory: context.workspaceState, log }),
    registerTimeline({ extensionUri, corpora, selection, log }),
    registerRelations({ extensionUri, corpora, selection, log }),
    registerStatus(corpora, work, log),
    registerFirstMinutes(log),
    registerCommand(commandIds.showLog, log, () => log.show()),
  );
  return {
    get ready() {
      return corpora.index().then(() => undefined);
    },
  };
}
