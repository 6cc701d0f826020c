/** The parts of one citation as a list to edit: order, removal, form, and a step for the details of each. */
import * as vscode from 'vscode';
import type { CitationForm, CitationPart, Supports } from '../../core/citation/syntax.ts';
import { contextKeys } from '../../host/ids.ts';
import { keyNames } from '../../host/keyNames.ts';
import { type CitedWork, editDetails, partWords } from './details.ts';

/** A citation while it is edited. */
export interface CitationDraft {
  readonly parts: readonly CitationPart[];
  readonly form: CitationForm;
}

export interface PartListOptions {
  readonly title: string;
  /** What writing the citation is called: *Apply* or *Insert*. */
  readonly apply: string;
  readonly supports: Supports;
  readonly work: (key: string) => CitedWork | undefined;
  /** The citation as the draft would have it; empty where it would be removed. */
  readonly preview: (draft: CitationDraft) => string;
  /** Lets the writer search for more sources. */
  readonly addSources: () => Promise<readonly CitationPart[]>;
  /** What a key asks for the highlighted row; what is for another picker is passed over. */
  readonly onKey: vscode.Event<string>;
}

type Does = 'details' | 'up' | 'down' | 'remove' | 'note' | 'add' | 'form' | 'apply';

interface Row extends vscode.QuickPickItem {
  readonly does?: Does;
  /** Index of the part that the row shows. */
  readonly part?: number;
}

interface Button extends vscode.QuickInputButton {
  readonly does: Does;
}

/** What the list was left for. */
type Step =
  | { readonly does: 'apply' }
  | { readonly does: 'add' }
  | { readonly does: 'details'; readonly part: number };

/**
 * Edits a citation; nothing is written.
 *
 * @param first index of a part whose details are asked for at once.
 * @returns undefined when the writer gave up.
 */
export async function editParts(
  given: CitationDraft,
  options: PartListOptions,
  first?: number,
): Promise<CitationDraft | undefined> {
  const list = new PartList(given, options);
  let step: Step | undefined = first === undefined ? undefined : { does: 'details', part: first };
  // Set here and not as pickers come and go: one that closes tells so after the next has opened.
  setEditing(true);
  try {
    for (;;) {
      if (!step) {
        setArranging(true);
        step = await list.show();
        setArranging(false);
      }
      if (!step) return undefined;
      if (step.does === 'apply') return list.draft;
      if (step.does === 'add') {
        setEditing(false);
        list.add(await options.addSources());
        setEditing(true);
      } else if (await detailsOf(list, step.part, options)) return list.draft;
      step = undefined;
    }
  } finally {
    setEditing(false);
  }
}

/** In a text that is typed, keys such as Shift+Delete do what they always do. */
function setArranging(value: boolean): void {
  void vscode.commands.executeCommand('setContext', contextKeys.arranging, value);
}

function setEditing(value: boolean): void {
  void vscode.commands.executeCommand('setContext', contextKeys.editing, value);
}

/** @returns whether the citation is to be written at once. */
async function detailsOf(list: PartList, index: number, options: PartListOptions): Promise<boolean> {
  const part = list.draft.parts[index];
  if (!part) return false;
  const replaced = (next: CitationPart): CitationDraft => ({
    ...list.draft,
    parts: list.draft.parts.map((one, at) => (at === index ? next : one)),
  });
  const result = await editDetails(part, {
    ...options,
    work: options.work(part.source),
    narrative: list.draft.form === 'narrative',
    preview: (next) => options.preview(replaced(next)),
  });
  if (result.part !== part) list.set(replaced(result.part));
  return result.apply;
}

class PartList {
  draft: CitationDraft;
  readonly #given: CitationDraft;
  readonly #options: PartListOptions;
  /** The row to highlight: a part, or what a row does. */
  #active: number | Does = 0;

  constructor(given: CitationDraft, options: PartListOptions) {
    this.draft = given;
    this.#given = given;
    this.#options = options;
  }

  add(parts: readonly CitationPart[]): void {
    if (!parts.length) return;
    this.draft = { ...this.draft, parts: [...this.draft.parts, ...parts] };
    this.#active = 'apply';
  }

  set(draft: CitationDraft): void {
    this.draft = draft;
    this.#active = 'apply';
  }

  /** @returns undefined when the list was closed. */
  show(): Promise<Step | undefined> {
    const { title, onKey } = this.#options;
    const picker = vscode.window.createQuickPick<Row>();
    picker.title = title;
    const keys = keyNames();
    picker.placeholder = vscode.l10n.t(
      'Enter edits, Alt+Up and Alt+Down move, {0} removes, {1} writes',
      keys.remove,
      keys.ctrlEnter,
    );
    picker.ignoreFocusOut = true;
    keepOrder(picker);
    return new Promise((resolve) => {
      const finish = (step: Step) => {
        resolve(step);
        picker.hide();
      };
      const act = (does: Does, part: number | undefined) => {
        if (does === 'apply' || does === 'add') finish({ does });
        else if (does === 'details' && part !== undefined) {
          this.#active = part;
          finish({ does, part });
        } else {
          this.#change(does, part);
          this.#fill(picker);
        }
      };
      const listeners = vscode.Disposable.from(
        picker.onDidAccept(() => {
          const [row] = picker.activeItems;
          if (row?.does) act(row.does, row.part);
        }),
        picker.onDidTriggerItemButton(({ item, button }) => {
          if ('does' in button) act((button as Button).does, item.part);
        }),
        onKey((key) => {
          const part = picker.activeItems[0]?.part;
          if (key === 'apply') finish({ does: 'apply' });
          else if (isPartKey(key) && part !== undefined) act(key, part);
        }),
        picker.onDidChangeValue((value) => setArranging(value === '')),
        picker.onDidHide(() => {
          resolve(undefined);
          listeners.dispose();
          picker.dispose();
        }),
      );
      this.#fill(picker);
      picker.show();
    });
  }

  #change(does: Does, index: number | undefined): void {
    const { parts, form } = this.draft;
    if (does === 'form') {
      this.draft = { parts, form: form === 'narrative' ? 'parenthetical' : 'narrative' };
      this.#active = 'form';
      return;
    }
    const part = index === undefined ? undefined : parts[index];
    if (index === undefined || !part) return;
    this.#active = index;
    if (does === 'note') this.#options.work(part.source)?.open(part);
    const others = parts.filter((_, at) => at !== index);
    if (does === 'remove') {
      this.draft = { parts: others, form };
      this.#active = others.length ? Math.min(index, others.length - 1) : 'apply';
    }
    if (does === 'up' || does === 'down') {
      const to = Math.max(0, Math.min(others.length, does === 'up' ? index - 1 : index + 1));
      this.draft = { parts: others.toSpliced(to, 0, part), form };
      this.#active = to;
    }
  }

  #fill(picker: vscode.QuickPick<Row>): void {
    const rows = [...this.draft.parts.map((part, index) => this.#partRow(part, index)), ...this.#actions()];
    picker.items = rows;
    const active = rows.find((row) =>
      typeof this.#active === 'number' ? row.part === this.#active : row.does === this.#active,
    );
    if (active) picker.activeItems = [active];
  }

  #partRow(part: CitationPart, index: number): Row {
    const work = this.#options.work(part.source);
    const last = this.draft.parts.length - 1;
    const button = (does: Does, icon: string, tooltip: string): Button => ({
      does,
      iconPath: new vscode.ThemeIcon(icon),
      tooltip,
    });
    return {
      label: `$(book) ${work?.label ?? part.source}`,
      description: partWords(part),
      detail: work ? work.title : vscode.l10n.t('Neither the dossier nor a bibliography has this key'),
      part: index,
      does: 'details',
      buttons: [
        ...(index > 0 ? [button('up', 'arrow-up', vscode.l10n.t('Move Up (Alt+Up)'))] : []),
        ...(index < last ? [button('down', 'arrow-down', vscode.l10n.t('Move Down (Alt+Down)'))] : []),
        ...(work
          ? [
              button(
                'note',
                'go-to-file',
                work.paragraphs.length
                  ? vscode.l10n.t('Open Source Note (Alt+Enter)')
                  : vscode.l10n.t('Open Bibliography Entry (Alt+Enter)'),
              ),
            ]
          : []),
        button('remove', 'trash', vscode.l10n.t('Remove (Shift+Delete)')),
      ],
    };
  }

  #actions(): Row[] {
    const { apply, supports, preview } = this.#options;
    const { form, parts } = this.draft;
    const changed = this.draft !== this.#given;
    const shown = preview(this.draft);
    return [
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: `$(add) ${vscode.l10n.t('Add another source…')}`, does: 'add', alwaysShow: true },
      ...(supports.narrative && parts.length
        ? [
            {
              label:
                form === 'narrative'
                  ? `$(symbol-parameter) ${vscode.l10n.t('Write in brackets')}`
                  : `$(symbol-text) ${vscode.l10n.t('Write as part of the sentence')}`,
              description: preview({ parts, form: form === 'narrative' ? 'parenthetical' : 'narrative' }),
              does: 'form' as const,
              alwaysShow: true,
            },
          ]
        : []),
      {
        label: `$(check) ${parts.length ? apply : vscode.l10n.t('Remove the citation')}`,
        description: shown || undefined,
        ...(changed ? {} : { detail: vscode.l10n.t('Nothing has been changed yet') }),
        does: 'apply',
        alwaysShow: true,
      },
    ].map((row) => row as Row);
  }
}

function isPartKey(key: string): key is Does {
  return key === 'up' || key === 'down' || key === 'remove' || key === 'note';
}

/** Keeps the order of a citation: the picker would sort what matches literally first. The API types lack the switch. */
export function keepOrder(picker: vscode.QuickPick<vscode.QuickPickItem>): void {
  const sortable: { sortByLabel?: boolean } = picker as never;
  sortable.sortByLabel = false;
}
