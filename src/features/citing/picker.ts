/** The search behind Insert Citation: results as one types, each with what can be done with it. */
import * as vscode from 'vscode';
import { withEntries } from '../../core/bibliography/besideHits.ts';
import type { CitableWork, Library } from '../../core/bibliography/library.ts';
import type { Dossier, Reference } from '../../core/dossier.ts';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import type { Hit, HitKind } from '../../core/search/search.ts';
import { shownDate } from '../../core/shownDate.ts';
import { evidenceLabel, sourceLabel } from '../../core/sourceLabel.ts';
import { kindName } from '../../core/terms.ts';
import { contextKeys } from '../../host/ids.ts';
import { keyNames } from '../../host/keyNames.ts';

/** What the writer chose. */
export interface Choice {
  readonly references: readonly Reference[];
  /** `edit` asks for the citation at the cursor. */
  readonly action: 'insert' | 'details' | 'copyAs' | 'edit';
  /** The claim's, event's or passage's own words, where they are to stand before the citation; else empty. */
  readonly statement: string;
}

interface HitItem extends vscode.QuickPickItem {
  readonly hit?: Hit;
  readonly entry?: CitableWork;
  readonly edits?: boolean;
}

/** What can be done with a row; Enter inserts. */
export type RowAction = 'insert' | 'insertStatement' | 'details' | 'copyAs' | 'add' | 'note';

interface Button extends vscode.QuickInputButton {
  readonly does: RowAction;
}

/** What is searched, and for which draft. */
export interface Searched {
  readonly index: DossierSnapshot;
  /** The citation at the cursor, which may be meant; undefined when there is none. */
  readonly editable?: string | undefined;
  /** Keys that the draft cites already. */
  readonly cited: ReadonlySet<string>;
  /** What the draft's bibliographies hold; undefined where it declares none. */
  readonly entries: Library | undefined;
}

export interface PickerOptions {
  readonly title: string;
  readonly query: string;
  readonly openNote: (reference: Reference) => void;
  readonly openEntry: (key: string) => void;
  /** What a key asks for the highlighted row; what is for another picker is passed over. */
  readonly onKey: vscode.Event<string>;
  /** The search failed. */
  readonly onError: (error: unknown) => void;
}

const icons: Record<HitKind, string> = {
  passage: 'quote',
  claim: 'verified',
  event: 'milestone',
  entity: 'symbol-misc',
  source: 'book',
  topic: 'tag',
};

/** Results shown at once; more would not be read. */
const limit = 40;
/** In ms. */
const longestStep = 10;

/**
 * Lets the writer search and choose. The picker stands at once: what is typed while dossier and bibliographies are still
 * read is for it, not for the draft.
 *
 * @returns undefined when the picker was closed without a choice.
 * @throws what `reading` does.
 */
export function pickEvidence(
  reading: Promise<Searched>,
  options: PickerOptions,
): Promise<Choice | undefined> {
  const picker = vscode.window.createQuickPick<HitItem>();
  picker.title = options.title;
  picker.placeholder = vscode.l10n.t('Words, names, figures or dates; @source or #topic narrows');
  picker.value = options.query;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  keepOrder(picker);
  const gathered: Reference[] = [];
  // Bibliographies are searched once they are ready to be; the dossier is at once.
  let entries: Library | undefined;
  let open = true;

  return new Promise((resolve, reject) => {
    const finish = (choice: Choice | undefined) => {
      resolve(choice);
      picker.hide();
    };
    const ready = reading.catch((error: unknown) => {
      reject(error);
      picker.hide();
      return undefined;
    });
    let round = 0;
    let shown: Promise<void> = Promise.resolve();
    const show = async () => {
      const own = ++round;
      picker.busy = true;
      const searched = await ready;
      if (!searched) return;
      const { index, cited, editable } = searched;
      const hits = await index.find(picker.value, { limit, cited }).catch((error: unknown) => {
        options.onError(error);
        return [];
      });
      // A later query has been typed, or the picker was closed.
      if (own !== round) return;
      picker.busy = false;
      const idle = !picker.value.trim();
      const done = gathered.length && idle ? [gatheredItem(index.dossier, gathered)] : [];
      const edit = editable && idle && !gathered.length ? [editItem(editable)] : [];
      const found = withEntries(picker.value, hits, entries);
      const rows = found.map((one) =>
        'hit' in one ? hitItem(index.dossier, one.hit, cited) : entryItem(one.entry, cited),
      );
      picker.items = [...done, ...edit, ...rows];
      if (!picker.items.length) picker.items = [{ label: vscode.l10n.t('Nothing found'), alwaysShow: true }];
      const first = picker.items[0];
      if (first) picker.activeItems = [first];
    };
    const update = () => {
      shown = show();
    };
    /** What a key means is told by the rows of all that was typed before it. */
    const allShown = async () => {
      let waited: Promise<void> | undefined;
      while (waited !== shown) {
        waited = shown;
        await waited;
      }
    };
    picker.onDidChangeValue(update);
    const act = ({ hit, entry }: HitItem, does: RowAction) => {
      const first = entry ? { source: entry.key } : hit && referencesOf(hit)[0];
      // Enter on a row that leads to no paragraph has nothing to insert; the search goes on.
      if (!first) return;
      if (does === 'note' && entry) options.openEntry(entry.key);
      else if (does === 'note') options.openNote(first);
      else if (does === 'add') {
        gathered.push(first);
        picker.title = vscode.l10n.t('{0} ({1} gathered)', options.title, gathered.length);
        picker.value = '';
        update();
      } else {
        const statement = does === 'insertStatement' ? (hit?.text ?? '') : '';
        const action = does === 'insertStatement' ? 'insert' : does;
        finish({ references: [...gathered, first], action, statement });
      }
    };
    // What was pressed is done even where the search is closed at once behind it, as by opening another box.
    let acting: Promise<void> = Promise.resolve();
    const accept = async () => {
      await allShown();
      const item = picker.activeItems[0];
      if (item?.hit || item?.entry) act(item, 'insert');
      else if (item?.edits) finish({ references: [], action: 'edit', statement: '' });
      else if (gathered.length) finish({ references: gathered, action: 'insert', statement: '' });
    };
    picker.onDidAccept(() => {
      acting = accept();
    });
    picker.onDidTriggerItemButton(({ item, button }) => {
      if ('does' in button) act(item, (button as Button).does);
    });
    const press = async (does: string) => {
      await allShown();
      const item = picker.activeItems[0];
      if (item && (item.hit || item.entry) && isRowAction(does)) act(item, does);
      else if (does === 'details' && gathered.length) {
        finish({ references: gathered, action: 'details', statement: '' });
      }
    };
    const keys = options.onKey((does) => {
      acting = press(does);
    });
    picker.onDidHide(async () => {
      open = false;
      await acting;
      round++;
      resolve(undefined);
      keys.dispose();
      picker.dispose();
      void vscode.commands.executeCommand('setContext', contextKeys.picking, false);
    });
    void vscode.commands.executeCommand('setContext', contextKeys.picking, true);
    update();
    picker.show();
    void ready.then(async (searched) => {
      const unprepared = searched?.entries;
      if (!unprepared || !(await prepare(unprepared, () => open))) return;
      entries = unprepared;
      if (picker.value.trim()) update();
    });
  });
}

/** In steps that no keystroke waits for. @returns false when the picker was closed meanwhile. */
async function prepare(library: Library, goesOn: () => boolean): Promise<boolean> {
  let started = performance.now();
  for (const _step of library.prepare()) {
    if (performance.now() - started < longestStep) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (!goesOn()) return false;
    started = performance.now();
  }
  return goesOn();
}

const keyActions: readonly string[] = ['insertStatement', 'details', 'add', 'note'] satisfies RowAction[];

function isRowAction(text: string): text is RowAction {
  return keyActions.includes(text);
}

function editItem(citation: string): HitItem {
  return {
    label: `$(edit) ${vscode.l10n.t('Edit the citation at the cursor')}`,
    description: citation,
    alwaysShow: true,
    edits: true,
  };
}

/** What a hit cites: the paragraph that supports it best, else one that names it; a source as a whole. */
function referencesOf(hit: Hit): Reference[] {
  return hit.kind === 'source' ? [{ source: hit.id }] : hit.evidence.slice(0, 1);
}

function hitItem(dossier: Dossier, hit: Hit, cited: ReadonlySet<string>): HitItem {
  const reference = referencesOf(hit)[0];
  const where = reference && referenceLabel(dossier, reference);
  const mark = reference && cited.has(reference.source) ? vscode.l10n.t('cited') : undefined;
  // The mark comes first: a row that is too long is cut at its end.
  const description = [
    mark,
    kindName(hit.kind),
    hit.date && shownDate(hit.date),
    hit.kind === 'passage' ? undefined : where,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  // A claim's own words say more than its title, which says what it is about.
  const [label, detail] = hit.kind === 'claim' ? [hit.text, hit.title] : [hit.title, snippet(hit)];
  return {
    label,
    iconPath: new vscode.ThemeIcon(icons[hit.kind]),
    description,
    detail,
    alwaysShow: true,
    buttons: buttons(hit, reference),
    hit,
  };
}

function entryItem({ key, item, entries: [first] }: CitableWork, cited: ReadonlySet<string>): HitItem {
  const file = first && decodeURIComponent(/[^/]*$/.exec(first.file)?.[0] ?? '');
  const mark = cited.has(key) ? vscode.l10n.t('cited') : undefined;
  const parts = (all: readonly (string | undefined)[]) => all.filter(Boolean).join(' · ');
  return {
    label: `$(${icons.source}) ${item.title || key}`,
    description: parts([mark, sourceLabel({ id: key, item }), file]),
    detail: parts([key, item['container-title'] ?? item.publisher]),
    alwaysShow: true,
    buttons: rowButtons(false, vscode.l10n.t('Open Bibliography Entry (Alt+Enter)')),
    entry: { key, item, entries: first ? [first] : [] },
  };
}

/** The text around the first match, so that the row shows why it is there. */
function snippet({ text, matches }: Hit): string {
  const at = matches.text[0]?.[0] ?? 0;
  const from = at < 60 ? 0 : text.lastIndexOf(' ', at - 40) + 1;
  const line = text.slice(from, from + 220).replace(/\s+/g, ' ');
  return `${from ? '…' : ''}${line}${from + 220 < text.length ? '…' : ''}`;
}

function buttons(hit: Hit, reference: Reference | undefined): Button[] {
  if (!reference) return [];
  const statement = hit.kind === 'claim' || hit.kind === 'event' || hit.kind === 'passage';
  return rowButtons(statement, vscode.l10n.t('Open Source Note (Alt+Enter)'));
}

function rowButtons(statement: boolean, open: string): Button[] {
  const button = (does: RowAction, icon: string, tooltip: string): Button => ({
    does,
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
  });
  const keys = keyNames();
  return [
    button('add', 'add', vscode.l10n.t('Add and Continue ({0})', keys.ctrlEnter)),
    ...(statement
      ? [button('insertStatement', 'insert', vscode.l10n.t('Insert Statement with Citation (Shift+Enter)'))]
      : []),
    button('details', 'edit', vscode.l10n.t('Insert with Details… ({0})', keys.ctrlDot)),
    button('copyAs', 'copy', vscode.l10n.t('Copy Citation As…')),
    button('note', 'go-to-file', open),
  ];
}

function gatheredItem(dossier: Dossier, gathered: readonly Reference[]): HitItem {
  return {
    label: `$(check-all) ${vscode.l10n.t('Insert {0} gathered', gathered.length)}`,
    detail: gathered.map((reference) => referenceLabel(dossier, reference)).join('; '),
    alwaysShow: true,
  };
}

function referenceLabel(dossier: Dossier, { source: key, paragraph }: Reference): string {
  const source = dossier.source(key);
  if (!source) return key;
  return paragraph === undefined ? sourceLabel(source) : evidenceLabel(source, { source: key, paragraph });
}

/** Keeps our ranking: the picker would sort what matches literally first. Its switch for that is not in the API types. */
function keepOrder(picker: vscode.QuickPick<HitItem>): void {
  const sortable: { sortByLabel?: boolean } = picker as never;
  sortable.sortByLabel = false;
}
