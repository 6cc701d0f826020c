import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show, withSetting } from './documents.ts';
import { WorkFolder } from './workFolder.ts';

let folder: WorkFolder;
const bib = [
  '@book{doe2020,\n  title = {Tea in Leeds},\n  author = {Doe, Jane},\n  year = {2020}\n}',
  '@article{roe2021,\n  title = {Coffee},\n  author = {Roe, Richard},\n  year = {2021},\n  doi = {10.1000/x.1}\n}',
].join('\n\n');
const matter = '---\nbibliography: references.bib\n---\n\n';

/** Opens a draft of the folder with the cursor at its `‸`. */
async function draft(name: string, marked: string): Promise<vscode.TextEditor> {
  await folder.write(name, marked.replace('‸', ''));
  const editor = await folder.open(name);
  const position = editor.document.positionAt(Math.max(0, marked.indexOf('‸')));
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

async function completions(editor: vscode.TextEditor): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    editor.selection.active,
    '@',
  );
  return list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
}

function label({ label: one }: vscode.CompletionItem): string {
  return typeof one === 'string' ? one : one.label;
}

async function hovers(editor: vscode.TextEditor): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    editor.selection.active,
  );
  return found
    .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
    .join('\n');
}

async function definitions(editor: vscode.TextEditor): Promise<string[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    editor.document.uri,
    editor.selection.active,
  );
  return found.map((one) => {
    const [uri, range] =
      'targetUri' in one
        ? [one.targetUri, one.targetSelectionRange ?? one.targetRange]
        : [one.uri, one.range];
    return `${uri.path.split('/').at(-1)}:${range.start.line}`;
  });
}

async function references(editor: vscode.TextEditor): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    editor.document.uri,
    editor.selection.active,
  );
  // VS Code takes a citation in brackets for a link, and tells it as well.
  return [
    ...new Set(found.map(({ uri, range }) => `${uri.path.split('/').at(-1)}:${range.start.line}`)),
  ].sort();
}

async function rename(editor: vscode.TextEditor, to: string): Promise<void> {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    editor.document.uri,
    editor.selection.active,
    to,
  );
  // An edit that changes nothing cannot be applied.
  if (edit.size) assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

/** A file as it stands, saved or not. */
async function current(name: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(folder.at(name))).getText();
}

describe('the key of a citation', () => {
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(async () => {
    await closeAll();
    await folder.delete();
  });

  describe('is completed', () => {
    const found: readonly (readonly [name: string, file: string, marked: string, key: string])[] = [
      ['by its beginning', 'a.md', `${matter}[@doe‸]`, 'doe2020'],
      ['by a word of its title', 'a.md', `${matter}[@leeds‸]`, 'doe2020'],
      ['by several words', 'a.md', `${matter}[@jane 2020‸`, 'doe2020'],
      ['by a word of a source of the dossier', 'a.md', `${matter}[@overweel‸]`, 'overweel2020'],
      ['in Markdown that declares nothing', 'a.md', 'See [@overweel‸', 'overweel2020'],
      ['in a sentence', 'a.md', `${matter}As @doe‸`, 'doe2020'],
      ['in LaTeX', 'a.tex', '\\addbibresource{references.bib}\n\\cite{roe2021,leeds‸}', 'doe2020'],
      ['in Typst', 'a.typ', '#bibliography("references.bib")\n@leeds‸', 'doe2020'],
      ['in a Typst call', 'a.typ', '#bibliography("references.bib")\n#cite(<leeds‸', 'doe2020'],
      ['in reStructuredText', 'a.rst', ':cite:p:`leeds‸`\n\n.. bibliography:: references.bib\n', 'doe2020'],
      ['in AsciiDoc', 'a.adoc', ':bibtex-file: references.bib\n\ncite:[leeds‸]', 'doe2020'],
      ['in Org', 'a.org', '#+bibliography: references.bib\n\n[cite:@leeds‸]', 'doe2020'],
    ];
    for (const [name, file, marked, key] of found) {
      it(name, async () => {
        await folder.write('references.bib', bib);
        const items = await completions(await draft(file, marked));
        assert.equal(items[0] && label(items[0]), key);
      });
    }

    const silent: readonly (readonly [name: string, file: string, marked: string])[] = [
      ['a person in a text that declares nothing', 'a.md', 'Thanks to @over‸'],
      ['an address', 'a.md', `${matter}me@doe‸`],
      ['code', 'a.md', `${matter}\`[@doe‸\``],
      ['the text after a key', 'a.md', `${matter}[@doe2020 leeds‸]`],
      ['a comment', 'a.tex', '% \\cite{doe‸}'],
    ];
    for (const [name, file, marked] of silent) {
      it(`not for ${name}`, async () => {
        await folder.write('references.bib', bib);
        assert.deepEqual((await completions(await draft(file, marked))).map(label), []);
      });
    }

    it('in the place of the whole key, whatever its length', async () => {
      await folder.write('references.bib', bib);
      const editor = await draft('a.md', `${matter}[@${'tea '.repeat(40)}le‸eds]`);
      const [item] = await completions(editor);
      assert.ok(item?.range && 'replacing' in item.range);
      assert.equal(editor.document.getText(item.range.replacing), `${'tea '.repeat(40)}leeds`);
    });

    it('and the source is added to the bibliography', async () => {
      await folder.write('references.bib', bib);
      const editor = await draft('a.md', `${matter}[@overweel‸]`);
      const [item] = await completions(editor);
      assert.ok(item?.command, 'no command');
      await vscode.commands.executeCommand(item.command.command, ...(item.command.arguments ?? []));
      assert.match(await folder.read('references.bib'), /overweel2020/);
    });

    it('unless the setting says no', () =>
      withSetting('citation.languageFeatures', 'off', async () => {
        await folder.write('references.bib', bib);
        assert.equal((await completions(await draft('a.md', `${matter}[@doe‸]`))).length, 0);
      }));
  });

  describe('shows', () => {
    it('the reference of an entry', async () => {
      await folder.write('references.bib', bib);
      const text = await hovers(await draft('a.md', `${matter}[see @do‸e2020, p. 3]`));
      assert.match(text, /Doe, J\..*2020.*Tea in Leeds/s);
      assert.match(text, /\[Open in references\.bib\]\(command:dossier\.openBibliographyEntry/);
    });

    it('the reference of an entry in RIS', async () => {
      await folder.write(
        'references.ris',
        'TY  - BOOK\nID  - smith2021\nAU  - Smith, Ada\nTI  - Samovars of Tula\nPY  - 2021\nER  - \n',
      );
      const text = await hovers(
        await draft('draft.md', `${matter.replace('.bib', '.ris')}Water [@smith‸2021].`),
      );
      assert.match(text, /Smith, A\. \(2021\)\. .*Samovars of Tula/);
    });

    it('the paragraph that is cited, with the way to it and into the bibliography', async () => {
      await folder.write('references.bib', bib);
      const text = await hovers(await draft('a.md', `${matter}[@over‸weel2020, para. 3]`));
      assert.match(text, /> \*\*3\*\* /);
      assert.match(text, /\[Open note\]\(command:dossier\.openSourceNote/);
      assert.match(text, /\[Add to references\.bib\]\(command:dossier\.completeBibliography/);
      const own =
        /^dossier\.(?:openSourceNote|openBibliographyEntry|completeBibliography|insertCitation|showInTree)$/;
      for (const [, command = ''] of text.matchAll(/command:([\w.]+)/g)) assert.match(command, own);
    });

    it('nothing for a key that nobody has', async () =>
      assert.equal(await hovers(await draft('a.md', `${matter}[@nobo‸dy]`)), ''));

    it('nothing but the entry’s text, whatever it says', async () => {
      await folder.write('references.bib', '@book{bad, title={[x](command:dossier.showLog) <b>y</b>}}');
      const text = await hovers(await draft('a.md', `${matter}[@ba‸d]`));
      assert.doesNotMatch(text, /(?<!\\)\]\(command:dossier\.showLog/);
    });
  });

  describe('leads', () => {
    it('to the paragraph of the source note, and to the entry', async () => {
      await folder.write('references.bib', `${bib}\n\n@misc{overweel2020, title={X}}\n`);
      const found = await definitions(await draft('a.md', `${matter}[@over‸weel2020, para. 3]`));
      assert.equal(found.length, 2);
      assert.match(found.join(' '), /overweel2020\.md:[1-9]\d* references\.bib:13/);
    });

    it('from an entry to itself', async () => {
      await folder.write('references.bib', bib);
      const editor = await folder.open('references.bib');
      editor.selection = new vscode.Selection(6, 10, 6, 10);
      assert.deepEqual(await definitions(editor), ['references.bib:6']);
    });

    it('to all that cite it, from a draft and from its entry', async () => {
      await folder.write('references.bib', bib);
      await folder.write('b.tex', '\\addbibresource{references.bib}\n\\cite{roe2021,doe2020}');
      await folder.write('other.bib', '@book{doe2020, title={Another}}');
      await folder.write('c.md', '---\nbibliography: other.bib\n---\n[@doe2020]');
      const editor = await draft('a.md', `${matter}[@do‸e2020] and\n@doe2020 \`@doe2020\``);
      const all = ['a.md:4', 'a.md:5', 'b.tex:1', 'references.bib:0'];
      assert.deepEqual(await references(editor), all);
      const entry = await folder.open('references.bib');
      entry.selection = new vscode.Selection(0, 8, 0, 8);
      assert.deepEqual(await references(entry), all);
    });

    it('to its bibliography, and an entry to its DOI', async () => {
      await folder.write('references.bib', bib);
      const links = async (name: string) => {
        const { document } = await folder.open(name);
        const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          document.uri,
        );
        return found.map(({ target, range }) => `${document.getText(range)} → ${target?.toString()}`);
      };
      await folder.write('a.md', `${matter}[@doe2020]`);
      assert.match((await links('a.md')).join('\n'), /^references\.bib → \S+references\.bib$/m);
      assert.match(
        (await links('references.bib')).join('\n'),
        /^10\.1000\/x\.1 → https:\/\/doi\.org\/10\.1000\/x\.1$/m,
      );
    });
  });

  describe('is renamed', () => {
    it('in its bibliography and in every draft, each in its syntax', async () => {
      await folder.write('references.bib', bib);
      await folder.write('b.typ', '#bibliography("references.bib")\n@doe2020[p. 3]');
      const editor = await draft('a.md', `${matter}[@do‸e2020, p. 3]`);
      await rename(editor, 'doe/leeds');
      assert.match(editor.document.getText(), /\[@doe\/leeds, p\. 3\]/);
      assert.match(await current('b.typ'), /#cite\(label\("doe\/leeds"\), supplement: \[p\. 3\]\)/);
      assert.match(await current('references.bib'), /@book\{doe\/leeds,/);
    });

    it('from its entry', async () => {
      await folder.write('references.bib', bib);
      await folder.write('a.md', `${matter}[@doe2020]`);
      const editor = await folder.open('references.bib');
      editor.selection = new vscode.Selection(0, 8, 0, 8);
      await rename(editor, 'leeds');
      assert.match(await current('a.md'), /\[@leeds\]/);
    });

    it('unless it belongs to the dossier, is taken, or cannot be written', async () => {
      await folder.write('references.bib', bib);
      const own = await draft('a.tex', '\\addbibresource{references.bib}\n\\cite{do‸e2020}');
      await assert.rejects(rename(own, 'roe2021'), /taken/);
      await assert.rejects(rename(own, 'a b'), /cannot be written/);
      await assert.rejects(rename(await draft('b.tex', '\\cite{over‸weel2020}'), 'x'), /the dossier/);
      // What is refused in Markdown must not be renamed by others.
      const text = `${matter}[@over‸weel2020]`;
      await rename(await draft('b.md', text), 'x');
      assert.equal(await current('b.md'), text.replace('‸', ''));
    });
  });
});

describe('citation keys in an untrusted workspace', () => {
  before(readyExtension);
  afterEach(closeAll);
  it('are completed', async () => {
    const items = await completions(await show('See [@overweel‸'));
    assert.ok(items.map(label).includes('overweel2020'));
  });
});
