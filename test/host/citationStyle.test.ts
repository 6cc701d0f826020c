import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show, withSetting } from './documents.ts';
import { nodeFiles } from './nodeFiles.ts';
import { cite, WorkFolder } from './workFolder.ts';

const third = { source: 'overweel2020', paragraph: 3 };
const apa = '(Overweel, 2020, para. 3)';

async function cited(marked: string, language = 'plaintext'): Promise<string> {
  const editor = await show(marked, language);
  await vscode.commands.executeCommand('dossier.insertCitation', third);
  return editor.document.getText();
}

/** Writes a file of the workspace for the time of one function. */
async function withFile<T>(name: string, text: string, run: (uri: vscode.Uri) => Promise<T>): Promise<T> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root, 'no workspace');
  const uri = vscode.Uri.joinPath(root, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  try {
    return await run(uri);
  } finally {
    await vscode.workspace.fs.delete(uri);
  }
}

const style = (prefix: string) =>
  `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>Own</title></info>
  <citation><layout prefix="${prefix}" suffix="}"><names variable="author"/></layout></citation></style>`;

describe('the citation style', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('is a bundled one that the setting names, or names as it was called', async () => {
    for (const [id, expected] of [
      ['modern-language-association', '(Overweel, par. 3)'],
      ['ieee', '[1, Para. 3]'],
      ['harvard1', apa],
    ] as const) {
      await withSetting('citation.style', id, async () => assert.equal(await cited('‸'), expected));
    }
  });

  it('speaks the language of the draft', () =>
    withSetting('citation.syntax', 'markdownFootnote', async () => {
      assert.match(await cited('---\nlang: de\n---\nIt paid‸.\n', 'markdown'), /Oktober/);
    }));

  it('counts the sources that are cited before', () =>
    withSetting('citation.style', 'vancouver', async () => {
      const link = '(<a class="citation" data-cites="newstack2023">1</a>)';
      const text = await cited(`<p>It could${link}. It paid‸.</p>`, 'html');
      assert.match(text, /\(<a[^>]*data-cites="overweel2020"[^>]*>2<\/a>\)\.<\/p>$/);
      const linked = 'It could ([1](https://thenewstack.io/why-microsoft-has-to-save-openai/)). ';
      assert.match(await cited(`${linked}It paid‸.`, 'markdown'), /It paid \(\[2\]\(https:.*\)\)\.$/);
    }));

  it('is a file that the setting names, read again when it has changed', () =>
    withFile('own.csl', style('{'), (uri) =>
      withSetting('citation.style', 'own.csl', async () => {
        assert.equal(await cited('‸'), '{Leon Overweel}');
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(style('{see ')));
        assert.equal(await cited('‸'), '{see Leon Overweel}');
      }),
    ));

  it('is a file that the draft names beside itself', () =>
    withFile('beside.csl', style('{'), () =>
      withSetting('citation.syntax', 'text', async () => {
        const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
        assert.ok(uri);
        await withFile('styled.md', '---\ncsl: beside.csl\n---\n', async (draft) => {
          const editor = await vscode.window.showTextDocument(draft);
          editor.selection = new vscode.Selection(3, 0, 3, 0);
          await vscode.commands.executeCommand('dossier.insertCitation', third);
          assert.equal(editor.document.getText(), '---\ncsl: beside.csl\n---\n{Leon Overweel}');
          await closeAll();
        });
      }),
    ));

  it('is APA where the file is missing or no style', async () => {
    await withSetting('citation.style', 'none.csl', async () => assert.equal(await cited('‸'), apa));
    await withFile('broken.csl', style('{').slice(0, 150), () =>
      withSetting('citation.style', 'broken.csl', async () => assert.equal(await cited('‸'), apa)),
    );
  });

  /** What the writer is told, however often it is cited. */
  const toldOf = async (name: string) => {
    const { showWarningMessage } = vscode.window;
    const told: string[] = [];
    vscode.window.showWarningMessage = async (message: string) => void told.push(message);
    try {
      await withSetting('citation.style', name, async () => {
        assert.equal(await cited('‸'), apa);
        assert.equal(await cited('‸'), apa);
      });
    } finally {
      vscode.window.showWarningMessage = showWarningMessage;
    }
    return told;
  };

  // Only Node's host has files without content.
  (nodeFiles ? it : it.skip)('is APA, and the writer is told why, where the file has two gigabytes', () =>
    withFile('huge.csl', '', async ({ fsPath }) => {
      nodeFiles?.truncateSync(fsPath, 2 ** 31);
      assert.deepEqual(await toldOf('huge.csl'), [
        'huge.csl is too large for a CSL style. APA is used instead. Choose another style.',
      ]);
    }),
  );

  it('is APA, and the writer is told why, where it is a web address', async () => {
    assert.deepEqual(await toldOf('https://styles.example/own.csl'), [
      'https://styles.example/own.csl: citation styles are not fetched from the web. APA is used instead. Save the style beside the draft and name its file.',
    ]);
  });
});

interface Said {
  readonly title: string;
  readonly syntax: string;
  readonly files: Readonly<Record<string, string>>;
  readonly draft: string;
  readonly cited: RegExp;
}

const said: readonly Said[] = [
  {
    title: 'a style, beside its file',
    syntax: 'text',
    files: { '_quarto.yml': 'csl: styles/own.csl\n', 'styles/own.csl': style('{'), 'a/one.qmd': 'It paid' },
    draft: 'a/one.qmd',
    cited: /It paid \{Leon Overweel\}/,
  },
  {
    title: 'a style, from the project’s root',
    syntax: 'text',
    files: {
      '_quarto.yml': 'project:\n  type: book\n',
      'a/_metadata.yml': 'csl: /own.csl\n',
      'own.csl': style('{'),
      'a/one.qmd': 'It paid',
    },
    draft: 'a/one.qmd',
    cited: /It paid \{Leon Overweel\}/,
  },
  {
    title: 'a style, unless the draft names its own',
    syntax: 'text',
    files: {
      '_quarto.yml': 'csl: own.csl\n',
      'own.csl': style('{'),
      'one.qmd': '---\ncsl: modern-language-association\n---\nIt paid',
    },
    draft: 'one.qmd',
    cited: /It paid \(Overweel, par\. 3\)/,
  },
  {
    title: 'a language',
    syntax: 'markdownFootnote',
    files: { '_quarto.yml': 'lang: de\n', 'one.md': 'It paid' },
    draft: 'one.md',
    cited: /Oktober/,
  },
  {
    title: 'a language, unless the draft names its own',
    syntax: 'markdownFootnote',
    files: { '_quarto.yml': 'lang: de\n', 'one.md': '---\nlang: fr\n---\nIt paid' },
    draft: 'one.md',
    cited: /octobre/,
  },
  {
    title: 'a language, in the first chapter of a bookdown book',
    syntax: 'markdownFootnote',
    files: {
      '_bookdown.yml': 'book_filename: book\n',
      'index.Rmd': '---\nlang: de\n---\n',
      '01-intro.Rmd': 'It paid',
    },
    draft: '01-intro.Rmd',
    cited: /Oktober/,
  },
  {
    title: 'a language, as the root of an AsciiDoc chapter',
    syntax: 'auto',
    files: { 'main.adoc': '= T\n:lang: de\n\ninclude::one.adoc[]\n', 'one.adoc': 'It paid' },
    draft: 'one.adoc',
    cited: /Oktober/,
  },
];

describe('what a draft belongs to says for it', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  for (const { title, syntax, files, draft, cited } of said) {
    it(title, () =>
      withSetting('citation.syntax', syntax, async () => {
        for (const [name, text] of Object.entries(files)) await folder.write(name, text);
        const { document } = await folder.open(draft);
        await cite();
        assert.match(document.getText(), cited);
      }),
    );
  }
});

describe('the citation style in an untrusted workspace', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('is a bundled one, never a file', () =>
    withFile('own.csl', style('{'), async () => {
      await withSetting('citation.style', 'own.csl', async () => assert.equal(await cited('‸'), apa));
      await withSetting('citation.style', 'ieee', async () => assert.equal(await cited('‸'), '[1, Para. 3]'));
    }));
});
