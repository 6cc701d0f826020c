import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, parseDocument, visit } from 'yaml';
import { addEntries, addToField } from '../../src/core/authoring/additions.ts';
import { suggest } from '../../src/core/authoring/completion.ts';
import { fieldHelp, fileSchema, type JsonSchema } from '../../src/core/authoring/fields.ts';
import { idAt, idOccurrences } from '../../src/core/authoring/occurrences.ts';
import { yamlPlaceAt } from '../../src/core/authoring/place.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { dossierFiles, lists } from '../../src/core/corpus/schema.ts';
import { applyEdits, type TextEdit } from '../../src/core/textEdit.ts';
import { projectFolder } from '../workbench/paths.ts';
import { teaDossier, teaFiles } from './tea.ts';

const [tea] = teaDossier().corpora;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

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

    it('of very many paragraphs the source first, then those of that source', () => {
      const paragraphs = Array.from({ length: 1200 }, (_, at) => ({
        number: at + 1,
        text: `${at}`,
        headings: [],
      }));
      const many = { ...tea, sources: (tea?.sources ?? []).map((source) => ({ ...source, paragraphs })) };
      const labels = (typed: string) => {
        const text = `events:\n- id: a\n  evidence:\n  - ${typed}`;
        return suggest('events.yaml', text, text.length, many as Corpus).items.map(({ label }) => label);
      };
      assert.deepEqual(
        labels('l'),
        many.sources.map(({ id }) => `${id}#`),
      );
      assert.equal(labels('leaf2020#').length, 1000);
      assert.deepEqual(
        labels('leaf2020#119'),
        [119, ...range(1190, 1199)].map((at) => `leaf2020#${at}`),
      );
    });

    it('at most a thousand things, those with what is typed', () => {
      const topics = Array.from({ length: 3000 }, (_, at) => ({
        id: `topic-${at}`,
        prefLabel: `${at}`,
        definition: '',
      }));
      const many = { ...tea, topics } as unknown as Corpus;
      const of = (typed: string) => {
        const text = `events:\n- id: a\n  topics:\n  - ${typed}`;
        const { items, isIncomplete } = suggest('events.yaml', text, text.length, many);
        return { labels: items.map(({ label }) => label), isIncomplete };
      };
      assert.deepEqual(of('-2999'), { labels: ['topic-2999'], isIncomplete: true });
      assert.equal(of('t').labels.length, 1000);
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

  it('knows what stands at every place, whichever of many entries it is in', () => {
    const texts = [
      ...dossierFiles.map((name) => teaFiles[name] ?? ''),
      readFileSync(path.join(projectFolder, 'corpus/microsoft-openai/events.yaml'), 'utf8').slice(0, 6000),
      'events: [{id: a, topics: [b]}, {id: c}]\n',
      '# - no entry\nevents:\n    - id: a\n      summary: |\n        - one\n\n        - two\n    # between\n    - id: "b"\n      topics:\n        - c\n        - d\n',
      'events:\r\n- id: a\r\n  summary: >-\r\n    text\r\n- id: b\r\n',
    ];
    for (const text of texts) {
      const document = parseDocument(text);
      let count = 0;
      visit(document, {
        Scalar(_, node) {
          const [from = 0, to = 0] = node.range ?? [];
          if (to <= from) return;
          count++;
          const place = yamlPlaceAt(text, from + 1);
          const quoted = /^["']/.test(text.slice(from)) ? 1 : 0;
          assert.equal(place?.start, from + quoted, `${from} in ${text}`);
          assert.equal(place?.text, String(node.value));
          if (place?.part === 'value') assert.equal(document.getIn(place.path, true), node);
          else assert.ok(document.hasIn(place?.path ?? []));
        },
      });
      assert.ok(count > 2);
    }
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
        ['trade', 'leaf2020']
          .flatMap((wanted) => idOccurrences(file, text, wanted))
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
