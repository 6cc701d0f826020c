/** Copy Citation As…: every form, each with what it makes of the citation; the last choice first. */
import * as vscode from 'vscode';
import { type CopyForm, copyForms, copyText, isCopyForm } from '../../core/citation/copyForms.ts';
import { type CitationPart, isSyntaxId } from '../../core/citation/syntax.ts';
import type { Dossier } from '../../core/dossier.ts';
import { UserError } from '../../core/errors.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import type { Draft } from './draft.ts';

interface FormItem extends vscode.QuickPickItem {
  readonly form?: CopyForm;
}

/** Where the last choice is kept. */
const memoryKey = 'copyCitationAs';

function formName(form: CopyForm): string {
  const names: Readonly<Record<CopyForm, string>> = {
    pandoc: 'Pandoc, Quarto, R Markdown',
    markdownLink: vscode.l10n.t('Markdown link'),
    markdownReference: vscode.l10n.t('Markdown reference link'),
    markdownFootnote: vscode.l10n.t('Markdown footnote'),
    latex: 'LaTeX',
    natbib: 'LaTeX, natbib',
    biblatex: 'LaTeX, biblatex',
    typst: 'Typst',
    restructuredText: 'reStructuredText',
    myst: 'MyST',
    asciidoc: 'AsciiDoc, asciidoctor-bibtex',
    asciidocPlain: 'AsciiDoc',
    org: 'Org',
    html: 'HTML',
    mediawiki: 'MediaWiki',
    text: vscode.l10n.t('Plain text'),
    'reference:text': vscode.l10n.t('Reference as plain text'),
    'reference:markdown': vscode.l10n.t('Reference as Markdown'),
    'reference:html': vscode.l10n.t('Reference as HTML'),
    'entry:bibtex': 'BibTeX',
    'entry:biblatex': 'BibLaTeX',
    'entry:csl-json': 'CSL-JSON',
    'entry:csl-yaml': 'CSL-YAML',
    'entry:hayagriva': 'Hayagriva',
    key: vscode.l10n.t('Citation key'),
    url: vscode.l10n.t('Address (URL)'),
  };
  return names[form];
}

/** Lets the writer choose a form and puts the citation on the clipboard. */
export async function copyCitationAs(
  { dossier, draft, parts }: { dossier: Dossier; draft: Draft | undefined; parts: readonly CitationPart[] },
  memory: vscode.Memento,
): Promise<void> {
  const context = draft?.context ?? (await citationContextOf(dossier, undefined));
  const last = memory.get<unknown>(memoryKey);
  const own = syntaxOf(draft?.document).id;
  const item = (form: CopyForm, mark?: string): FormItem[] => {
    const text = copyText(form, parts, context);
    if (!text) return [];
    const preview = text.replace(/\s+/g, ' ').trim().slice(0, 200);
    return [{ form, label: formName(form), description: mark ? `${mark} · ${preview}` : preview }];
  };
  const first = isCopyForm(last) ? item(last, vscode.l10n.t('last used')) : [];
  const others = copyForms.filter((form) => form !== first[0]?.form);
  const group = (label: string, forms: readonly CopyForm[]): FormItem[] => {
    const rows = forms.flatMap((form) => item(form));
    return rows.length ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows] : [];
  };
  const syntaxes = others.filter(isSyntaxId).sort((a, b) => Number(b === own) - Number(a === own));
  const chosen = await vscode.window.showQuickPick(
    [
      ...first,
      ...group(vscode.l10n.t('Citation'), syntaxes),
      ...group(
        vscode.l10n.t('Reference'),
        others.filter((form) => !isSyntaxId(form)),
      ),
    ],
    {
      title: vscode.l10n.t('Copy Citation As'),
      matchOnDescription: true,
      placeHolder: vscode.l10n.t('Form to copy'),
    },
  );
  if (!chosen?.form) return;
  const text = copyText(chosen.form, parts, context);
  if (!text)
    throw new UserError(vscode.l10n.t('there is nothing to copy'), vscode.l10n.t('choose another form'));
  await vscode.env.clipboard.writeText(text);
  await memory.update(memoryKey, chosen.form);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Citation copied'), 3000);
}
