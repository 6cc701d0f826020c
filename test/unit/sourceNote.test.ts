import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { renderSourceNote } from '../../src/core/sourceNote.ts';
import { teaDossier } from './tea.ts';

describe('a source note', () => {
  const source = teaDossier().source('leaf2020');
  assert.ok(source);
  const note = renderSourceNote(source);
  const lines = note.text.split('\n');

  it('shows the reference, the headings and numbered paragraphs', () => {
    assert.deepEqual(
      lines.filter((line) => line !== ''),
      [
        '# The leaf',
        'Ada Green · 2020',
        '**1** Tea is a leaf.',
        '## Trade',
        '**2** Ada Green sold ten chests in 1999.',
      ],
    );
  });

  it('knows the line of every paragraph and heading', () => {
    assert.equal(note.paragraphLines.size, source.paragraphs.length);
    for (const [number, line] of note.paragraphLines) assert.ok(lines[line]?.startsWith(`**${number}** `));
  });
});
