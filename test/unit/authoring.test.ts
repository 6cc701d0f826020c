import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { addEntries, addToField } from '../../src/core/authoring/additions.ts';
import { suggest } from '../../src/core/authoring/completion.ts';
import { fieldHelp, fileSchema, type JsonSchema } from '../../src/core/authoring/fields.ts';
import { idAt, idOccurrences } from '../../src/core/authoring/occurrences.ts';
import { yamlPlaceAt } from '../../src/core/authoring/place.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { dossierFiles, lists } from '../../src/core/corpus/schema.ts';
import { applyEdits, type TextEdit } from '../../src/core/textEdit.ts';
import { teaDossier, teaFiles } from './tea.ts';

const [tea] = teaDossier().corpora;

/** What is suggested at `‸`, and the text that taking the first suggestion gives. */
function at(file: string, marked: string): { labels: string[]; first: string } {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const { start, end, items } = suggest(file, text, offset, tea);
  const [first] = items;
  return {
    labels: items.map(({ label }) => label),
    first: first ? applyEdits(text, [{ start, end, newText: first.newText }]) : text,
  };
}

describe('writing a dossier', () => {
  describe('suggests', () => {
    it('the fields that an entry lacks, those it needs first', () => {
      const { labels } = at('events.yaml', 'events:\n- id: a\n  title: A\n  ‸\n');
      assert.deepEqual(labels.slice(0, 5), ['date', 'status', 'summary', 'topics', 'evidence']);
      assert.ok(labels.includes('participants'));
      assert.ok(!labels.includes('title'));
    });

    it('a field that is half written, in its place', () => {
      assert.equal(
        at('events.yaml', 'events:\n- id: a\n  ‸sta\n').first.split('\n')[2]?.startsWith('  title: '),
        true,
      );
    });

    it('the fields of an entry that is just begun', () => {
      assert.ok(at('topics.yaml', 'topics:\n- ‸').labels.includes('prefLabel'));
      assert.ok(
        at('entities.yaml', 'entities:\n- id: a\n  altLabel:\n  - {‸}\n').labels.includes('ambiguous'),
      );
    });

    it('fixed words', () => {
      assert.deepEqual(at('events.yaml', 'events:\n- id: a\n  status: ‸').labels, [
        'occurred',
        'planned',
        'reported',
        'rumoured',
      ]);
    });

    it('ids of the right kind, in block and in flow lists', () => {
      assert.deepEqual(at('events.yaml', 'events:\n- id: a\n  topics: [‸]\n').labels, ['trade']);
      assert.deepEqual(at('events.yaml', 'events:\n- id: a\n  topics:\n  - t‸\n').labels, ['trade']);
      assert.deepEqual(at('claims.yaml', 'claims:\n- id: a\n  subject: ‸\n  property: x\n').labels, [
        'ada',
        'tea-board',
      ]);
    });

    it('numbered paragraphs as evidence', () => {
      const { labels, first } = at('events.yaml', 'events:\n- id: a\n  evidence: [leaf‸]\n');
      assert.deepEqual(labels, ['leaf2020#1', 'leaf2020#2']);
      assert.match(first, /evidence: \[leaf2020#1\]/);
    });

    it('nothing in a file that is none of the format’s', () => {
      assert.deepEqual(at('other.yaml', 'events:\n- ‸').labels, []);
    });

    it('something or nothing, but never fails, wherever the cursor is', () => {
      const files = dossierFiles.map((name) => [name, teaFiles[name] ?? ''] as const);
      fc.assert(
        fc.property(
          fc.constantFrom(...files),
          fc.nat(),
          fc.string({ maxLength: 6 }),
          ([name, text], seed, typed) => {
            const offset = seed % (text.length + 1);
            const changed = text.slice(0, offset) + typed + text.slice(offset);
            const { start, end } = suggest(name, changed, offset + typed.length, tea);
            assert.ok(0 <= start && start <= end && end <= changed.length);
          },
        ),
      );
    });
  });

  it('tells what every field is for, but for those whose name says it', () => {
    const obvious =
      /\.(?:title-short|editor|translator|container-title-short|collection-title|publisher.*|original-date|volume|issue|page|edition|number|genre|medium|abstract|note|archive|section|DOI|ISBN|ISSN|language|keyword|custom|subtitle)$/;
    const untold: string[] = [];
    const look = (schema: JsonSchema | undefined, path: (string | number)[]) => {
      for (const [name, inner] of Object.entries(schema?.properties ?? {})) {
        const here = [...path, name];
        const isList = path.length === 0 && inner.items;
        if (!isList && path.length < 3 && !fieldHelp(here) && !obvious.test(`.${name}`))
          untold.push(here.join('.'));
        if (isList) look(inner.items, [...here, 0]);
      }
    };
    for (const name of dossierFiles) look(fileSchema(name), []);
    assert.deepEqual(untold, []);
  });

  it('knows what stands at a place', () => {
    const text = teaFiles['claims.yaml'] ?? '';
    const place = yamlPlaceAt(text, text.indexOf('chests sold') + 2);
    assert.deepEqual(place?.path, ['claims', 0, 'property']);
    assert.equal(place?.text, 'chests sold');
  });

  describe('finds ids', () => {
    it('where they are defined and named', () => {
      const found = Object.entries(teaFiles).flatMap(([file, text]) =>
        idOccurrences(file, text)
          .filter(({ id }) => id === 'trade' || id === 'leaf2020')
          .map(({ id, role, start, end }) => {
            assert.equal(text.slice(start, end), id);
            return `${file} ${id} ${role}`;
          }),
      );
      assert.deepEqual(found, [
        'sources.yaml leaf2020 definition',
        'topics.yaml trade definition',
        'events.yaml trade reference',
        'events.yaml leaf2020 reference',
        'claims.yaml trade reference',
        'claims.yaml leaf2020 reference',
        'disagreements.yaml leaf2020 reference',
      ]);
    });

    it('at the cursor, with the paragraph of evidence', () => {
      const text = teaFiles['events.yaml'] ?? '';
      const found = idAt('events.yaml', text, text.indexOf('leaf2020#2') + 10);
      assert.equal(found?.id, 'leaf2020');
      assert.equal(found?.paragraph, 2);
    });
  });

  describe('adds', () => {
    const entity = { id: 'cup', prefLabel: 'Cup', kind: 'product', description: 'It holds tea.' };
    const ids = (file: keyof typeof lists, text: string): string[] =>
      (parse(text) as Record<string, { id: string }[]>)[lists[file].key]?.map(({ id }) => id) ?? [];
    const applied = (text: string, edit: TextEdit | 'present' | undefined): string => {
      assert.ok(edit && edit !== 'present');
      return applyEdits(text, [edit]);
    };

    for (const [title, text] of [
      ['a file that is not there', ''],
      ['an empty list', 'entities: []\n'],
      ['a list without anything', '# Examples\nentities:\n# - id: x\n'],
      ['a block list', 'entities:\n- id: a\n  kind: person # why\n\n# the end\n'],
      ['an indented list', 'entities:\n    - id: a\n      kind: person'],
      ['a flow list', 'entities: [{id: a}]\n'],
      ['a file of Windows', 'entities:\r\n- id: a\r\n  kind: person\r\n'],
    ] as const) {
      it(`an entry to ${title}, and leaves the rest`, () => {
        const after = applied(text, addEntries('entities.yaml', text, [entity]));
        assert.deepEqual(ids('entities.yaml', after).at(-1), 'cup');
        assert.equal(ids('entities.yaml', after).length, text.includes('id: a') ? 2 : 1);
        for (const comment of text.match(/#.*/g) ?? []) assert.ok(after.includes(comment.trimEnd()), comment);
        if (text.includes('\r')) assert.ok(!/[^\r]\n/.test(after));
      });
    }

    it('nothing to what is no list', () => {
      assert.equal(addEntries('entities.yaml', 'entities: 3\n', [entity]), undefined);
      assert.equal(addEntries('entities.yaml', 'entities: [\n', [entity]), undefined);
    });

    it('a value to a field, once, and the field where it is missing', () => {
      const text = teaFiles['entities.yaml'] ?? '';
      const aliased = applied(
        text,
        addToField('entities.yaml', text, 'tea-board', 'altLabel', 'The Board: tea'),
      );
      assert.equal(
        addToField('entities.yaml', aliased, 'tea-board', 'altLabel', 'The Board: tea'),
        'present',
      );
      const twice = applied(aliased, addToField('entities.yaml', aliased, 'ada', 'altLabel', 'A. Green'));
      const { corpus, problems } = compileCorpus(
        new Map([...Object.entries(teaFiles), ['entities.yaml', twice]]),
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(
        corpus?.entities.map(({ labels }) => labels.map(({ label }) => label)),
        [
          ['Ada Green', 'Ada', 'A. Green'],
          ['Tea Board', 'The Board: tea'],
        ],
      );
      assert.equal(addToField('entities.yaml', text, 'nobody', 'altLabel', 'x'), undefined);
    });
  });
});
