import * as vscode from 'vscode';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierSnapshot } from '../../src/core/dossierSnapshot.ts';
import { registerHover } from '../../src/features/hover/hover.ts';
import { BackgroundWork } from '../../src/host/backgroundWork.ts';
import { BibliographyDossiers } from '../../src/host/bibliographyDossiers.ts';
import { Corpora } from '../../src/host/corpora.ts';
import { Documents } from '../../src/host/documents.ts';
import { IndexerClient } from '../../src/host/indexer.ts';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show, withSetting } from './documents.ts';

/** The cards at the `‸` of a text. */
async function cards(marked: string, language = 'markdown'): Promise<vscode.Hover[]> {
  const editor = await show(marked, language);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    editor.selection.active,
  );
  return hovers.filter((hover) => text(hover).includes('in the dossier'));
}

function text(hover: vscode.Hover): string {
  return hover.contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

const noState: vscode.Memento = {
  keys: () => [],
  get: <T>(_key: string, otherwise?: T) => otherwise as T,
  update: async () => {},
};

describe('hover cards', () => {
  before(readyExtension);
  afterEach(closeAll);

  const shown: readonly (readonly [name: string, marked: string, card: RegExp, language?: string])[] = [
    ['a name', 'Then Open‸AI grew.', /\*\*OpenAI\*\* · organization/],
    ['a possessive', 'Micro‸soft’s cloud.', /\*\*Microsoft\*\*/],
    ['a name half of which is emphasised', '**Sam** Alt‸man left.', /\*\*Sam Altman\*\* · person/],
    ['a name over a line break', 'Then Satya\nNad‸ella spoke.', /\*\*Satya Nadella\*\*/],
    ['a name within a link text', '[Open‸AI](https://example.org/x)', /\*\*OpenAI\*\*/],
    ['a name in LaTeX markup', '\\emph{Open‸AI} grew.', /\*\*OpenAI\*\*/, 'latex'],
    ['a name in plain text', 'Open‸AI grew.', /\*\*OpenAI\*\*/, 'plaintext'],
    ['a surname near the full name', 'Sam Altman left. Later Alt‸man returned.', /\*\*Sam Altman\*\*/],
  ];
  for (const [name, marked, card, language] of shown) {
    it(`show for ${name}`, async () => {
      const [hover, ...others] = await cards(marked, language);
      assert.ok(hover, 'no card');
      assert.equal(others.length, 0, 'more than one card');
      assert.match(text(hover), card);
    });
  }

  const silent: readonly (readonly [name: string, marked: string, language?: string])[] = [
    ['an address', 'See https://open‸ai.com/blog'],
    ['a code span', 'Run `Open‸AI` now'],
    ['a code block', '```\nOpen‸AI\n```'],
    ['a citation key', 'As said [@Micro‸soft].'],
    ['a LaTeX command', '\\cite{Open‸AI}', 'latex'],
    ['an ordinary word', 'Two tea‸ms of engineers met Microsoft.'],
    ['a part of a word', 'The Micro‸softish way'],
    ['a surname alone', 'Alt‸man the carpenter.'],
  ];
  for (const [name, marked, language] of silent) {
    it(`do not show in ${name}`, async () => assert.equal((await cards(marked, language)).length, 0));
  }

  it('cover exactly the name', async () => {
    const [hover] = await cards('Then Open‸AI’s cloud.');
    assert.ok(hover?.range);
    assert.deepEqual([hover.range.start.character, hover.range.end.character], [5, 11]);
  });

  it('give facts with a date and a link to the paragraph, and may run nothing but our commands', async () => {
    const [hover] = await cards('Open‸AI grew.');
    assert.ok(hover);
    assert.match(text(hover), /\[[^\]]*para\\?\. \d+\]\(command:dossier\.openSourceNote\?/);
    const commands = [...text(hover).matchAll(/command:([\w.]+)/g)].map((match) => match[1]);
    const own = ['dossier.openSourceNote', 'dossier.insertCitation', 'dossier.showInTree'];
    assert.deepEqual(
      commands.filter((command) => !own.includes(command ?? '')),
      [],
    );
  });

  it('can be switched off', () =>
    withSetting('hover', false, async () => assert.equal((await cards('Open‸AI grew.')).length, 0)));

  it('come in a document of a megabyte as well', async () => {
    const filler = 'Nothing is said here of anybody at all.\n'.repeat(13_000);
    assert.equal((await cards(`${filler}\nThen Open‸AI grew.\n\n${filler}`)).length, 1);
  });

  it('are gone with their registration', async () => {
    const extension = await readyExtension();
    const log = vscode.window.createOutputChannel('Dossier test', { log: true });
    const { extensionUri } = extension;
    const storageUri = undefined;
    const work = new BackgroundWork();
    const indexer = new IndexerClient(extensionUri, log);
    const documents = new Documents({ extensionUri, storageUri, indexer, work, log });
    const bibliographyDossiers = new BibliographyDossiers(extensionUri, log);
    const corpora = new Corpora({
      extensionUri,
      workspaceState: noState,
      documents,
      bibliographyDossiers,
      indexer,
      storageUri,
      work,
      log,
    });
    const registration = registerHover(corpora);
    assert.equal((await cards('Open‸AI grew.')).length, 2);
    registration.dispose();
    assert.equal((await cards('Open‸AI grew.')).length, 1);
    corpora.dispose();
    documents.dispose();
    bibliographyDossiers.dispose();
    indexer.dispose();
    log.dispose();
  });
});

describe('hover cards in an untrusted workspace', () => {
  before(readyExtension);
  afterEach(closeAll);
  it('show', async () => assert.equal((await cards('Open‸AI grew.')).length, 1));
});

describe('an empty dossier', () => {
  it('knows nothing and says so calmly', async () => {
    const index = new DossierSnapshot(new Dossier([]));
    assert.deepEqual(index.matcher.find('OpenAI', 'markdown'), []);
    assert.deepEqual(await index.find('OpenAI'), []);
  });
});
