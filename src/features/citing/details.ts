/** The details of one part of a citation: where in the source, words before and after, and whether authors are named. */
import * as vscode from 'vscode';
import { locatorOf, printLocator } from '../../core/citation/locator.ts';
import { locatorChoices } from '../../core/citation/locatorChoices.ts';
import type { CitationPart, Locator, Supports } from '../../core/citation/syntax.ts';
import { locatorName } from '../../core/terms.ts';

/** What the editor shows of a source. */
export interface CitedWork {
  readonly label: string;
  readonly title: string;
  /** Where the dossier has its text. */
  readonly paragraphs: readonly { readonly number: number; readonly text: string }[];
  /** Shows the part in its source's note, or the entry of a work that no dossier has. */
  readonly open: (part: CitationPart) => void;
}

export interface DetailsOptions {
  readonly title: string;
  readonly supports: Supports;
  readonly work: CitedWork | undefined;
  /** Whether the citation is part of the sentence: that names its authors. */
  readonly narrative: boolean;
  readonly preview: (part: CitationPart) => string;
  readonly onKey: vscode.Event<string>;
}

type Change = (part: CitationPart) => CitationPart;

interface Row extends vscode.QuickPickItem {
  readonly change?: Change;
  readonly asks?: 'prefix' | 'suffix';
  readonly done?: boolean;
}

/** Rows for paragraphs; more would not be read. */
const mostParagraphs = 200;

/**
 * Asks for the details of a part. Leaving by Escape keeps what was chosen: nothing is written here.
 *
 * @returns the part, and whether the citation is to be written at once.
 */
export async function editDetails(
  given: CitationPart,
  options: DetailsOptions,
): Promise<{ readonly part: CitationPart; readonly apply: boolean }> {
  let part = given;
  for (;;) {
    const step = await show(part, part !== given, options);
    if (!step) return { part, apply: false };
    if (step.change) part = step.change(part);
    if (step.end) return { part, apply: step.end === 'apply' };
    if (step.asks) part = await askWords(part, step.asks, step.typed);
  }
}

interface Step {
  readonly change?: Change | undefined;
  readonly asks?: 'prefix' | 'suffix' | undefined;
  readonly typed: string;
  readonly end?: 'done' | 'apply';
}

function show(part: CitationPart, changed: boolean, options: DetailsOptions): Promise<Step | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  const { work } = options;
  picker.title = work?.label ?? part.source;
  picker.placeholder = options.supports.locator
    ? vscode.l10n.t('Where in the source: p. 3-5, § 4, chap. 2, or words of a paragraph')
    : vscode.l10n.t('What to add to this source');
  picker.ignoreFocusOut = true;
  picker.buttons = [vscode.QuickInputButtons.Back];
  const sortable: { sortByLabel?: boolean } = picker as never;
  sortable.sortByLabel = false;
  return new Promise((resolve) => {
    const finish = (step: Step) => {
      resolve(step);
      picker.hide();
    };
    const fill = () => {
      const rows = rowsOf(part, picker.value.trim(), options);
      picker.items = rows;
      const current = rows.find((row) => row.done) ?? rows[0];
      // What has been typed is meant; without a text, what was chosen before.
      const active = picker.value.trim() || !changed ? rows.find(({ kind }) => kind === undefined) : current;
      if (active) picker.activeItems = [active];
    };
    const listeners = vscode.Disposable.from(
      picker.onDidChangeValue(fill),
      picker.onDidTriggerButton(() => finish({ typed: '', end: 'done' })),
      picker.onDidAccept(() => {
        const [row] = picker.activeItems;
        if (row?.done) finish({ typed: '', end: 'done' });
        else if (row) finish({ change: row.change, asks: row.asks, typed: picker.value.trim() });
      }),
      options.onKey((key) => {
        if (key !== 'apply') return;
        const [row] = picker.activeItems;
        finish({ change: picker.value.trim() ? row?.change : undefined, typed: '', end: 'apply' });
      }),
      picker.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
        picker.dispose();
      }),
    );
    fill();
    picker.show();
  });
}

function rowsOf(part: CitationPart, typed: string, options: DetailsOptions): Row[] {
  const { supports, work, narrative, preview } = options;
  const locators = supports.locator ? locatorRows(part, typed, work) : [];
  const words = (field: 'prefix' | 'suffix', label: string): Row => ({
    label: `$(${field === 'prefix' ? 'indent' : 'text-size'}) ${typed ? `${label}: ${typed}` : label}`,
    description: typed ? '' : (part[field] ?? vscode.l10n.t('none')),
    alwaysShow: true,
    ...(typed ? { change: (one: CitationPart) => ({ ...one, [field]: typed }) } : { asks: field }),
  });
  const rows: Row[] = [
    ...(supports.prefix ? [words('prefix', vscode.l10n.t('Text before'))] : []),
    ...(supports.suffix ? [words('suffix', vscode.l10n.t('Text after'))] : []),
    ...(supports.suppressAuthor && !narrative && !typed ? [authorRow(part)] : []),
  ];
  if (typed) return [...locators, ...rows];
  const done: Row = {
    label: `$(check) ${vscode.l10n.t('Done')}`,
    description: preview(part),
    alwaysShow: true,
    done: true,
  };
  const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const paragraphs = locators.length ? [separator(vscode.l10n.t('Paragraphs')), ...locators] : [];
  return [done, ...(locatorOf(part) ? [noLocatorRow(part)] : []), ...rows, ...paragraphs];
}

function authorRow(part: CitationPart): Row {
  const { suppressAuthor, ...rest } = part;
  return {
    label: suppressAuthor
      ? `$(person) ${vscode.l10n.t('Name the author')}`
      : `$(circle-slash) ${vscode.l10n.t('Leave out the author')}`,
    change: () => (suppressAuthor ? rest : { ...part, suppressAuthor: true }),
    alwaysShow: true,
  };
}

function noLocatorRow(part: CitationPart): Row {
  return {
    label: `$(close) ${vscode.l10n.t('Cite the source as a whole')}`,
    description: placeOf(part),
    change: (one) => withLocator(one, undefined),
    alwaysShow: true,
  };
}

/** What a typed text may mean, then the paragraphs that hold its words; without a text, all paragraphs. */
function locatorRows(part: CitationPart, typed: string, work: CitedWork | undefined): Row[] {
  const paragraphs = work?.paragraphs ?? [];
  const choices = locatorChoices(typed, paragraphs.length ? 'paragraph' : 'page');
  // A text of no known form is more likely to look for a paragraph.
  const known = choices.filter(({ label }) => label);
  const asIs = choices.filter(({ label }) => !label);
  const row = (locator: Locator): Row => ({
    label: `$(location) ${printLocator(locator)}`,
    description: locator.label ? locatorName(locator.label) : vscode.l10n.t('as it is'),
    detail:
      locator.label === 'paragraph'
        ? (paragraphs.find(({ number }) => String(number) === locator.value)?.text ?? '')
        : '',
    change: (one) => withLocator(one, locator),
    alwaysShow: true,
  });
  const words = typed.toLowerCase().split(/\s+/);
  const shown = known.length
    ? []
    : paragraphs.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
  const current = locatorOf(part);
  const texts = shown.slice(0, mostParagraphs).map(
    ({ number, text }): Row => ({
      label: `$(quote) ${printLocator({ label: 'paragraph', value: String(number) })}`,
      description:
        current?.label === 'paragraph' && current.value === String(number) ? vscode.l10n.t('chosen') : '',
      detail: typed ? around(text, words[0] ?? '') : text,
      change: (one) => withLocator(one, { label: 'paragraph', value: String(number) }),
      alwaysShow: true,
    }),
  );
  return [...known.map(row), ...texts, ...asIs.map(row)];
}

/** A paragraph from shortly before a word on, so that the row shows why it is there. */
function around(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  return at < 60 ? text : `…${text.slice(text.lastIndexOf(' ', at - 40) + 1)}`;
}

function withLocator(part: CitationPart, locator: Locator | undefined): CitationPart {
  const { locator: _locator, paragraph: _paragraph, ...rest } = part;
  if (!locator) return rest;
  return locator.label === 'paragraph' && /^[1-9]\d{0,8}$/.test(locator.value)
    ? { ...rest, paragraph: Number(locator.value) }
    : { ...rest, locator };
}

/** Asks for the words before or after; Escape leaves them as they were, and an empty text takes them out. */
async function askWords(
  part: CitationPart,
  field: 'prefix' | 'suffix',
  typed: string,
): Promise<CitationPart> {
  const text = await vscode.window.showInputBox({
    title:
      field === 'prefix' ? vscode.l10n.t('Text before the source') : vscode.l10n.t('Text after the source'),
    value: typed || (part[field] ?? ''),
    placeHolder: field === 'prefix' ? vscode.l10n.t('see') : vscode.l10n.t('and passim'),
    ignoreFocusOut: true,
  });
  if (text === undefined) return part;
  const { [field]: _old, ...rest } = part;
  return text.trim() ? { ...rest, [field]: text.trim() } : rest;
}

/** What a part says besides its source, in a few words. */
export function partWords(part: CitationPart): string {
  const words = [
    part.prefix && `“${part.prefix}”`,
    placeOf(part),
    part.suffix && `“${part.suffix}”`,
    part.suppressAuthor && vscode.l10n.t('without author'),
  ];
  return words.filter((word) => word).join(' · ');
}

function placeOf(part: CitationPart): string {
  const locator = locatorOf(part);
  return locator ? printLocator(locator) : '';
}
