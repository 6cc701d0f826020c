/** The search behind Insert Citation: results as one types, each with what can be done with it. */
import * as vscode from 'vscode';
import { formatDate } from '../../core/date.ts';
import type { Dossier, Reference } from '../../core/dossier.ts';
import type { DossierIndex } from '../../core/dossierIndex.ts';
import type { Hit, HitKind } from '../../core/search/search.ts';
import { evidenceLabel, sourceLabel } from '../../core/sourceLabel.ts';

/** What the writer chose. */
export interface Choice {
  readonly references: readonly Reference[];
  readonly action: 'insert' | 'insertStatement' | 'copy';
  /** The claim's, event's or passage's own words, for `insertStatement`. */
  readonly statement: string;
}

interface HitItem extends vscode.QuickPickItem {
  readonly hit?: Hit;
}

interface Button extends vscode.QuickInputButton {
  readonly does: 'note' | 'statement' | 'copy' | 'add';
}

export interface PickerOptions {
  readonly query: string;
  /** Keys that the draft cites already. */
  readonly cited: ReadonlySet<string>;
  readonly openNote: (reference: Reference) => void;
}

const icons: Record<HitKind, string> = {
  passage: 'quote',
  claim: 'verified',
  event: 'calendar',
  entity: 'symbol-misc',
  source: 'book',
  topic: 'tag',
};

/** Results shown at once; more would not be read. */
const limit = 40;

/**
 * Lets the writer search and choose.
 *
 * @returns undefined when the picker was closed without a choice.
 */
export function pickEvidence(
  index: Promise<DossierIndex>,
  options: PickerOptions,
): Promise<Choice | undefined> {
  const picker = vscode.window.createQuickPick<HitItem>();
  picker.title = vscode.l10n.t('Insert Citation');
  picker.placeholder = vscode.l10n.t('Words, names, figures or dates; @source or #topic narrows');
  picker.value = options.query;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  keepOrder(picker);
  picker.busy = true;
  const gathered: Reference[] = [];

  return new Promise((resolve, reject) => {
    let loaded: DossierIndex | undefined;
    const finish = (choice: Choice | undefined) => {
      resolve(choice);
      picker.hide();
    };
    const update = () => {
      if (!loaded) return;
      const hits = loaded.search.find(picker.value, { limit, cited: options.cited });
      const { dossier } = loaded;
      const done = gathered.length && !picker.value.trim() ? [gatheredItem(dossier, gathered)] : [];
      picker.items = [...done, ...hits.map((hit) => hitItem(dossier, hit, options.cited))];
      if (!picker.items.length) picker.items = [{ label: vscode.l10n.t('Nothing found'), alwaysShow: true }];
      const first = picker.items[0];
      if (first) picker.activeItems = [first];
    };
    index.then(
      (value) => {
        loaded = value;
        picker.busy = false;
        update();
      },
      (error: unknown) => {
        reject(error);
        picker.hide();
      },
    );
    picker.onDidChangeValue(update);
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.onDidAccept(() => {
      const item = picker.activeItems[0];
      if (!item || (!item.hit && !gathered.length)) return;
      const own = item.hit ? referencesOf(item.hit) : [];
      finish({ references: [...gathered, ...own], action: 'insert', statement: '' });
    });
    picker.onDidTriggerItemButton(({ item, button }) => {
      if (!item.hit || !isButton(button)) return;
      const references = referencesOf(item.hit);
      if (button.does === 'note') {
        const first = references[0];
        if (first) options.openNote(first);
      } else if (button.does === 'add') {
        gathered.push(...references);
        picker.title = vscode.l10n.t('Insert Citation ({0} gathered)', gathered.length);
        picker.value = '';
        update();
      } else {
        const all = [...gathered, ...references];
        if (button.does === 'copy') finish({ references: all, action: 'copy', statement: '' });
        else finish({ references: all, action: 'insertStatement', statement: item.hit.text });
      }
    });
    picker.show();
  });
}

/** What a hit cites: the paragraph that supports it best, or the source as a whole. */
function referencesOf(hit: Hit): Reference[] {
  if (hit.kind === 'source') return [{ source: hit.id }];
  return hit.evidence.slice(0, 1);
}

function hitItem(dossier: Dossier, hit: Hit, cited: ReadonlySet<string>): HitItem {
  const reference = referencesOf(hit)[0];
  const source = reference && dossier.source(reference.source);
  const evidence = hit.evidence[0];
  const where =
    source && (hit.kind !== 'source' && evidence ? evidenceLabel(source, evidence) : sourceLabel(source));
  const mark = reference && cited.has(reference.source) ? vscode.l10n.t('cited') : undefined;
  const description = [hit.date && formatDate(hit.date), hit.kind === 'passage' ? undefined : where, mark]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  return {
    label: `$(${icons[hit.kind]}) ${hit.title}`,
    description,
    detail: snippet(hit),
    alwaysShow: true,
    buttons: buttons(hit, reference),
    hit,
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
  return [
    { does: 'add', iconPath: new vscode.ThemeIcon('add'), tooltip: vscode.l10n.t('Add and Continue') },
    ...(statement
      ? [
          {
            does: 'statement' as const,
            iconPath: new vscode.ThemeIcon('insert'),
            tooltip: vscode.l10n.t('Insert Statement with Citation'),
          },
        ]
      : []),
    { does: 'copy', iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy Citation') },
    {
      does: 'note',
      iconPath: new vscode.ThemeIcon('go-to-file'),
      tooltip: vscode.l10n.t('Open Source Note'),
    },
  ];
}

function isButton(button: vscode.QuickInputButton): button is Button {
  return 'does' in button;
}

function gatheredItem(dossier: Dossier, gathered: readonly Reference[]): HitItem {
  const names = gathered.map(({ source, paragraph }) => {
    const known = dossier.source(source);
    if (!known) return source;
    return paragraph === undefined ? sourceLabel(known) : evidenceLabel(known, { source, paragraph });
  });
  return {
    label: `$(check-all) ${vscode.l10n.t('Insert {0} gathered', gathered.length)}`,
    detail: names.join('; '),
    alwaysShow: true,
  };
}

/** Keeps our ranking: the picker would sort what matches literally first. Its switch for that is not in the API types. */
function keepOrder(picker: vscode.QuickPick<HitItem>): void {
  const sortable: { sortByLabel?: boolean } = picker as never;
  sortable.sortByLabel = false;
}
