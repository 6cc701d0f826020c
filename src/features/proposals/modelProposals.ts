/** Propose Entries with a Language Model: only where VS Code offers one, and only when the writer asks for it. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import { joinedProposals, readAnswer } from '../../core/proposals/modelAnswer.ts';
import { mostRequests, requestBatches, requestText } from '../../core/proposals/modelRequest.ts';
import { type Proposal, proposalKey, type Text } from '../../core/proposals/proposal.ts';
import { capitalized, registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { commandIds, contextKeys } from '../../host/ids.ts';
import { chooseDossier, type OwnDossier } from '../../host/ownDossiers.ts';

interface ModelServices {
  readonly corpora: Corpora;
  /** What `proposalKey` gives for those that were refused. */
  readonly refused: () => ReadonlySet<string>;
  readonly offer: (own: OwnDossier, proposals: readonly Proposal[]) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

/** What a run came to. */
interface Run {
  readonly proposals: Proposal[];
  notQuoted: number;
  malformed: number;
  /** Why it ended before its end, as a sentence. */
  ended: string | undefined;
}

export function registerModelProposals({ corpora, refused, offer, log }: ModelServices): vscode.Disposable {
  return vscode.Disposable.from(
    offerWhereThereIsAModel(corpora, log),
    registerCommand(commandIds.proposeWithModel, log, async () => {
      const models = await vscode.lm.selectChatModels();
      if (!models.length) {
        throw new UserError(
          vscode.l10n.t('VS Code offers no language model'),
          vscode.l10n.t('install an extension that brings one, or use Propose Entries from the Text'),
        );
      }
      const own = await chooseDossier(corpora);
      const texts = own && (await chooseTexts(own));
      if (!texts) return;
      const batches = requestBatches(texts);
      if (!batches.length) {
        throw new UserError(
          vscode.l10n.t('These sources have no text to send'),
          vscode.l10n.t('choose sources with their text'),
        );
      }
      const model = await chooseModel(models, own, batches);
      if (!model) return;
      const run = await ask(model, own, batches.slice(0, mostRequests), log);
      const before = refused();
      const proposals = joinedProposals(run.proposals).filter((one) => !before.has(proposalKey(one)));
      tell(model, run, proposals.length, batches.length - mostRequests);
      if (proposals.length) await offer(own, proposals);
    }),
  );
}

/** Whether VS Code offers a model is asked once dossiers are in use: asking may start the extension that brings it. */
function offerWhereThereIsAModel(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  const show = () =>
    vscode.lm.selectChatModels().then(
      (models) => vscode.commands.executeCommand('setContext', contextKeys.model, models.length > 0),
      (error: unknown) => log.warn(`language models: ${String(error)}`),
    );
  let asked = false;
  return vscode.Disposable.from(
    vscode.lm.onDidChangeChatModels(() => void show()),
    corpora.onDidRead(() => {
      if (!asked) void show();
      asked = true;
    }),
  );
}

/** The paragraphs of the sources that are ticked; all are at first. @returns undefined when the list was left. */
async function chooseTexts({ corpus, title }: OwnDossier): Promise<readonly Text[] | undefined> {
  const items = corpus.sources
    .filter(({ paragraphs }) => paragraphs.length)
    .map((source) => ({
      label: source.item.title,
      description: vscode.l10n.t('{0} paragraphs', source.paragraphs.length),
      picked: true,
      source,
    }));
  if (items.length < 2) return items.flatMap(({ source }) => textsOf(source));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Propose Entries with a Language Model'),
    placeHolder: vscode.l10n.t('Which sources of {0} may be sent?', title),
  });
  return picked?.length ? picked.flatMap(({ source }) => textsOf(source)) : undefined;
}

function textsOf({ id, paragraphs }: OwnDossier['corpus']['sources'][number]): Text[] {
  return paragraphs.map(({ number, text }) => ({ evidence: { source: id, paragraph: number }, text }));
}

/** Says what goes out to whom before anything does. @returns undefined when the writer thought better of it. */
async function chooseModel(
  models: readonly vscode.LanguageModelChat[],
  { title }: OwnDossier,
  batches: readonly (readonly Text[])[],
): Promise<vscode.LanguageModelChat | undefined> {
  const sent = batches.slice(0, mostRequests);
  const paragraphs = sent.flat();
  const characters = paragraphs.reduce((sum, { text }) => sum + text.length, 0);
  const items = models.map((model) => ({
    label: `$(sparkle) ${model.name}`,
    description: model.vendor,
    detail: vscode.l10n.t(
      'Send {0} paragraphs of {1} to it: about {2} characters in all, requests: {3}',
      paragraphs.length,
      title,
      characters,
      sent.length,
    ),
    model,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Propose Entries with a Language Model'),
    placeHolder: vscode.l10n.t('Nothing is sent before you choose a model'),
    ignoreFocusOut: true,
  });
  return picked?.model;
}

/** One request after the other. Whatever ends it, what was answered until then counts. */
function ask(
  model: vscode.LanguageModelChat,
  { corpus, title }: OwnDossier,
  batches: readonly (readonly Text[])[],
  log: vscode.LogOutputChannel,
): Thenable<Run> {
  const names = corpus.entities.flatMap(({ labels }) => labels.map(({ label }) => label));
  const known = new Set(names.map((name) => name.toLowerCase()));
  const issuedOf = new Map(corpus.sources.map(({ id, item }) => [id, item.issued]));
  const issued = (source: string) => issuedOf.get(source);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('{0} reads {1}', model.name, title),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const run: Run = { proposals: [], notQuoted: 0, malformed: 0, ended: undefined };
    for (const [index, batch] of batches.entries()) {
      progress.report({ message: `${index + 1}/${batches.length}` });
      try {
        const text = requestText(batch, names, corpus.language);
        const answer = await answerOf(model, text, token);
        const read = readAnswer(answer, { batch, model: model.name, known, issued });
        run.proposals.push(...read.proposals);
        run.notQuoted += read.notQuoted;
        run.malformed += read.malformed;
      } catch (error) {
        if (!token.isCancellationRequested) {
          log.error(error instanceof Error ? error : String(error));
          run.ended = failure(model, error);
        }
      }
      if (token.isCancellationRequested) run.ended = vscode.l10n.t('The rest was cancelled.');
      if (run.ended !== undefined) break;
      progress.report({ increment: 100 / batches.length });
    }
    return run;
  });
}

async function answerOf(
  model: vscode.LanguageModelChat,
  text: string,
  token: vscode.CancellationToken,
): Promise<string> {
  const justification = vscode.l10n.t('To propose entities, events and claims for a dossier.');
  const messages = [vscode.LanguageModelChatMessage.User(text)];
  const response = await model.sendRequest(messages, { justification }, token);
  let answer = '';
  for await (const part of response.text) {
    if (token.isCancellationRequested) break;
    answer += part;
  }
  return answer;
}

function failure({ name }: vscode.LanguageModelChat, error: unknown): string {
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  if (code === vscode.LanguageModelError.NoPermissions.name) {
    return vscode.l10n.t('You have not allowed Dossier to use {0}.', name);
  }
  if (code === vscode.LanguageModelError.NotFound.name)
    return vscode.l10n.t('{0} is not there any more.', name);
  const message = error instanceof Error ? error.message : String(error);
  if (
    code === vscode.LanguageModelError.Blocked.name ||
    /quota|rate.?limit|too many requests/i.test(message)
  ) {
    return vscode.l10n.t('{0} takes no more requests now, or refused one: {1}', name, message);
  }
  return vscode.l10n.t('{0} failed: {1}', name, message || code);
}

/** How many proposals there are, and what of the answers was left out and why. */
function tell(model: vscode.LanguageModelChat, run: Run, count: number, notSent: number): void {
  const sentences = [
    vscode.l10n.t('Proposals by {0}: {1}.', model.name, count),
    run.notQuoted
      ? vscode.l10n.t('Dropped, since their paragraph does not say what they quote: {0}.', run.notQuoted)
      : undefined,
    run.malformed ? vscode.l10n.t('Dropped, since they could not be read: {0}.', run.malformed) : undefined,
    notSent > 0
      ? vscode.l10n.t('Requests not sent, since there were too many: {0}. Choose fewer sources.', notSent)
      : undefined,
    run.ended && capitalized(run.ended),
  ];
  const text = sentences.filter(Boolean).join(' ');
  void (run.ended ? vscode.window.showWarningMessage(text) : vscode.window.showInformationMessage(text));
}
