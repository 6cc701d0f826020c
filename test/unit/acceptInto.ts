import assert from 'node:assert/strict';
import { addEntries } from '../../src/core/authoring/additions.ts';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { acceptedEntries } from '../../src/core/proposals/accept.ts';
import type { Proposal } from '../../src/core/proposals/proposal.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

/** Writes accepted proposals into the files of a dossier, name → text. */
export function acceptInto(files: Map<string, string>, corpus: Corpus, proposals: readonly Proposal[]): void {
  for (const [file, entries] of Object.entries(acceptedEntries(corpus, proposals))) {
    if (!entries.length) continue;
    const name = file as 'entities.yaml';
    const text = files.get(name) ?? '';
    const edit = addEntries(name, text, entries);
    assert.ok(edit);
    files.set(name, applyEdits(text, [edit]));
  }
}
