import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { eventually } from './ownDossier.ts';

const drafts = 12;

/** A file system far away: it answers for any bibliography only when all of them have been asked for. */
class FarFiles extends MemoryFiles {
  readonly #asked = new Set<string>();
  readonly #waiting: (() => void)[] = [];

  override async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path.endsWith('.bib')) {
      this.#asked.add(uri.path);
      if (this.#asked.size === drafts) for (const go of this.#waiting.splice(0)) go();
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return super.stat(uri);
  }
}

describe('many open drafts on a slow file system', () => {
  it('are looked at all at once', async () => {
    await readyExtension();
    const files = new FarFiles();
    const numbers = Array.from({ length: drafts }, (_, number) => number);
    for (const number of numbers) {
      files.put(`list${number}.bib`, '@book{doe2020, title={Tea}}\n');
      files.put(`draft${number}.md`, `---\nbibliography: list${number}.bib\n---\n\n[@nobody${number}]\n`);
    }
    await Promise.all(
      numbers.map((number) => vscode.workspace.openTextDocument(files.at(`draft${number}.md`))),
    );
    const problems = await eventually(
      async () =>
        numbers.flatMap((number) =>
          vscode.languages
            .getDiagnostics(files.at(`draft${number}.md`))
            .filter(({ source }) => source === 'Dossier'),
        ),
      (found) => found.length === drafts,
    );
    assert.match(problems[0]?.message ?? '', /nobody0/);
    await closeAll();
    files.dispose();
  });
});
