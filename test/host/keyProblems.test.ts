import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, withSetting } from './documents.ts';
import { WorkFolder } from './workFolder.ts';

let folder: WorkFolder;
const bib = '@book{doe2020,\n  title = {Tea}\n}\n';
const matter = '---\nbibliography: references.bib\n---\n\n';

/** Waits until something is true of the problems that VS Code knows; the test's time is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      const listener = vscode.languages.onDidChangeDiagnostics(() => {
        listener.dispose();
        resolve();
      });
    });
  }
}

/** Waits until a document's problems are as they should be. */
async function problems(
  uri: vscode.Uri,
  isThere: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const current = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Dossier');
  await until(() => isThere(current()));
  return current();
}

function codeOf(code: vscode.Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

const some = (found: readonly vscode.Diagnostic[]) => found.length > 0;

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  await folder.write(name, text);
  return (await folder.open(name)).document;
}

async function fixes(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range);
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action, 'no such fix');
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

describe('the problems of citations', () => {
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(async () => {
    await closeAll();
    await folder.delete();
  });

  it('are an unknown key, which a quick fix mends everywhere', async () => {
    await folder.write('references.bib', bib);
    const document = await open('a.md', `${matter}[@Doe2020], then @Doe2020 and @fig-tea.`);
    const found = await problems(document.uri, some);
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['Doe2020', 'Doe2020'],
    );
    assert.ok(found[0]);
    assert.equal(found[0].severity, vscode.DiagnosticSeverity.Warning);
    const actions = await fixes(document, found[0].range);
    assert.ok(actions.some(({ title }) => title === 'Change to “doe2020”'));
    await apply(actions.find(({ title }) => title.startsWith('Change all')));
    assert.match(document.getText(), /\[@doe2020\], then @doe2020 and/);
    await problems(document.uri, (left) => left.length === 0);
  });

  it('are a source that the bibliography lacks, which a quick fix adds', async () => {
    await folder.write('references.bib', bib);
    const document = await open('a.md', `${matter}[@overweel2020]`);
    const [found] = await problems(document.uri, some);
    assert.ok(found);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Information);
    await withSetting('citation.addToBibliography', false, async () => {
      const actions = await fixes(document, found.range);
      await apply(actions.find(({ title }) => title === 'Add “overweel2020” to references.bib'));
    });
    assert.match(await folder.read('references.bib'), /overweel2020/);
    await problems(document.uri, (left) => left.length === 0);
  });

  it('are a bibliography that is not there, which a quick fix creates', async () => {
    const document = await open('a.md', `${matter}[@overweel2020]`);
    const found = await problems(document.uri, (all) =>
      all.some(({ code }) => code === 'missing-bibliography'),
    );
    const missing = found.find(({ code }) => code === 'missing-bibliography');
    assert.ok(missing);
    assert.equal(document.getText(missing.range), 'references.bib');
    await apply((await fixes(document, missing.range)).find(({ title }) => title.startsWith('Create')));
    assert.match(await folder.read('references.bib'), /overweel2020/);
    await problems(document.uri, (left) => left.length === 0);
  });

  it('are entries with one key, and what is no entry', async () => {
    const document = await open(
      'references.bib',
      `${bib}\n@book{doe2020, title={B}}\n\n@book{open, title={C}\n`,
    );
    const found = await problems(document.uri, (all) => all.length > 1);
    const duplicate = found.find(({ code }) => code === 'duplicate-key');
    assert.ok(duplicate?.relatedInformation?.[0], 'no place of the first entry');
    assert.equal(duplicate.relatedInformation[0].location.range.start.line, 0);
    assert.ok(found.some(({ code }) => code === 'malformed-entry'));
  });

  it('are not told where nothing is declared, nor where the setting is off', async () => {
    await folder.write('references.bib', bib);
    const quiet = await open('README.md', 'Thanks to @someone, see [@other].');
    const loud = await open('a.md', `${matter}[@nobody]`);
    await problems(loud.uri, some);
    await problems(quiet.uri, (all) => all.length === 0);
    await withSetting('citation.diagnostics', 'off', () => problems(loud.uri, (all) => all.length === 0));
    await withSetting('citation.diagnostics', 'error', async () => {
      const isError = (all: readonly vscode.Diagnostic[]) =>
        all.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      assert.ok((await problems(loud.uri, isError)).length);
    });
  });

  it('are no missing links, once VS Code’s own validation is told so', async () => {
    const validation = vscode.workspace.getConfiguration('markdown.validate');
    const set = (name: string, value: unknown, target: vscode.ConfigurationTarget) =>
      vscode.workspace.getConfiguration('markdown.validate').update(name, value, target);
    await set('enabled', true, vscode.ConfigurationTarget.Global);
    try {
      await folder.write('references.bib', bib);
      const document = await open('a.md', `${matter}Tea paid [@doe2020].`);
      const isLink = ({ code }: vscode.Diagnostic) => codeOf(code) === 'link.no-such-reference';
      const links = () => vscode.languages.getDiagnostics(document.uri).filter(isLink);
      await until(() => links().length > 0);
      const [found] = links();
      assert.ok(found);
      const actions = await fixes(document, found.range);
      await apply(actions.find(({ title }) => title.startsWith('Do not report citations as links')));
      await until(() => links().length === 0);
    } finally {
      await set('referenceLinks.enabled', undefined, vscode.ConfigurationTarget.Workspace);
      await set('enabled', validation.inspect('enabled')?.globalValue, vscode.ConfigurationTarget.Global);
    }
  });
});
