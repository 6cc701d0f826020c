/** Compiles a dossier's files into a Corpus: parses each, resolves references, and reports every fault. */

import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import { sharedLabels, topicCycles } from './checks.ts';
import type {
  Claim,
  Corpus,
  DatedEvent,
  Disagreement,
  Entity,
  Evidence,
  GoneParagraph,
  Label,
  Paragraph,
  Source,
  Topic,
} from './model.ts';
import { parseNote } from './note.ts';
import { type Place, type Problem, placeAt } from './problem.ts';
import { type CslItem, dossierFile, type entity, lists } from './schema.ts';
import { type Entry, readYamlEntry, readYamlList, type YamlFile } from './yamlFile.ts';

/** Larger files are not read: no list or note that people write comes near. In UTF-16 units. */
export const maxFileLength = 10_000_000;

/**
 * Compiles the files of one dossier folder.
 *
 * @param files path inside the folder (with `/`) → text.
 * @param documents sources that were read from documents, beside those of `sources.yaml`.
 * @returns the corpus without the entries that are at fault, `undefined` only where `dossier.yaml` is missing or
 *   unusable; and the problems, in order of file and line.
 */
export function compileCorpus(
  files: ReadonlyMap<string, string>,
  documents: readonly Source[] = [],
): {
  corpus: Corpus | undefined;
  problems: readonly Problem[];
} {
  const compiler = new Compiler(files, documents);
  const corpus = compiler.compile();
  const order = (a: Problem, b: Problem) =>
    a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
  return { corpus, problems: compiler.problems.sort(order) };
}

type Kind = 'source' | 'topic' | 'entity' | 'event' | 'claim' | 'disagreement';

class Compiler {
  readonly problems: Problem[] = [];
  readonly #files: ReadonlyMap<string, string>;
  readonly #documents: readonly Source[];
  readonly #dropped = new Set<string>();
  /** id → what it names; ids are unique through the whole dossier. */
  readonly #kinds = new Map<string, Kind>();
  readonly #paragraphs = new Map<string, readonly Paragraph[]>();
  readonly #gone = new Map<string, readonly GoneParagraph[]>();

  constructor(files: ReadonlyMap<string, string>, documents: readonly Source[]) {
    this.#files = files;
    this.#documents = documents;
  }

  compile(): Corpus | undefined {
    const head = this.#read('dossier.yaml', (file, text) => readYamlEntry(file, text, dossierFile))
      ?.entries[0];
    if (!this.#files.has('dossier.yaml')) {
      this.#report(
        'dossier.yaml',
        undefined,
        l10n.t('the file is missing'),
        l10n.t('add it with format: 1, id and title'),
      );
    }
    const items = this.#list('sources.yaml', 'source', lists['sources.yaml']);
    const topics = this.#list('topics.yaml', 'topic', lists['topics.yaml']);
    const entities = this.#list('entities.yaml', 'entity', lists['entities.yaml']);
    const events = this.#list('events.yaml', 'event', lists['events.yaml']);
    const claims = this.#list('claims.yaml', 'claim', lists['claims.yaml']);
    const disagreements = this.#list('disagreements.yaml', 'disagreement', lists['disagreements.yaml']);

    const sources = items.map((entry): Source => {
      const paragraphs = this.#note(entry.value.id);
      this.#paragraphs.set(entry.value.id, paragraphs);
      return { id: entry.value.id, item: withSubtitle(entry.value), paragraphs };
    });
    for (const document of this.#documents) {
      if (this.#kinds.has(document.id)) continue;
      this.#kinds.set(document.id, 'source');
      this.#paragraphs.set(document.id, document.paragraphs);
      this.#gone.set(document.id, document.gone ?? []);
      sources.push(document);
    }
    this.#reportUnownedNotes(new Set(items.map((entry) => entry.value.id)));

    const cycles = topicCycles(topics);
    this.problems.push(...cycles.values());
    const compiled = {
      sources,
      topics: topics.map((entry): Topic => {
        const { broader, ...rest } = entry.value;
        const stands = broader && this.#refers(entry, 'topic', broader, 'broader') && !cycles.has(rest.id);
        const related = this.#references(entry, 'topic', 'related');
        return { ...rest, ...definedList('related', related), ...(stands ? { broader } : {}) };
      }),
      entities: entities.map((entry) => this.#entity(entry)),
      events: events.flatMap((entry): DatedEvent[] => {
        const evidence = this.#evidence(entry, entry.value.evidence, 'evidence');
        const participants = entry.value.participants?.filter((participant, index) =>
          this.#refers(entry, 'entity', participant.entity, 'participants', index, 'entity'),
        );
        const checked = {
          ...entry.value,
          topics: this.#references(entry, 'topic', 'topics') ?? [],
          evidence,
        };
        return evidence.length ? [{ ...checked, ...definedList('participants', participants) }] : [];
      }),
      claims: claims.flatMap((entry): Claim[] => {
        const evidence = this.#evidence(entry, entry.value.evidence, 'evidence');
        const known = this.#refers(entry, 'entity', entry.value.subject, 'subject');
        const topics = this.#references(entry, 'topic', 'topics') ?? [];
        return known && evidence.length ? [{ ...entry.value, topics, evidence }] : [];
      }),
      disagreements: disagreements.flatMap((entry): Disagreement[] => {
        const positions = entry.value.positions.map((position, index) => ({
          statement: position.statement,
          evidence: this.#evidence(entry, position.evidence, 'positions', index, 'evidence'),
        }));
        const about = this.#references(entry, undefined, 'about') ?? [];
        const topics = this.#references(entry, 'topic', 'topics');
        return [
          {
            ...entry.value,
            positions,
            about,
            ...definedList('topics', topics),
          },
        ];
      }),
    };
    this.problems.push(...sharedLabels(entities, compiled.entities));
    if (!head) return undefined;
    const { language = 'en', ...rest } = head.value;
    return { ...rest, language, ...compiled };
  }

  #list<T extends { id: string }>(
    file: string,
    kind: Kind,
    { key, entry: schema }: { readonly key: string; readonly entry: z.ZodMiniType<T> },
  ): Entry<T>[] {
    const result = this.#read(file, (name, text) => readYamlList(name, text, key, schema));
    const unique: Entry<T>[] = [];
    for (const entry of result?.entries ?? []) {
      const { id } = entry.value;
      if (this.#kinds.has(id)) {
        const remedy = l10n.t('give it another id; the first "{0}" is kept', id);
        this.#report(file, entry.at('id'), takenBy(this.#kinds.get(id) ?? kind, id), remedy);
      } else {
        this.#kinds.set(id, kind);
        unique.push(entry);
      }
    }
    for (const id of result?.droppedIds ?? []) this.#dropped.add(id);
    return unique;
  }

  #read<T>(file: string, read: (file: string, text: string) => YamlFile<T>): YamlFile<T> | undefined {
    const text = this.#text(file);
    if (text === undefined) return undefined;
    const result = read(file, text);
    this.problems.push(...result.problems);
    return result;
  }

  /** @returns undefined where the file is absent, too large or not text; the latter two are reported. */
  #text(file: string): string | undefined {
    const text = this.#files.get(file);
    if (text === undefined) return undefined;
    if (text.length > maxFileLength) {
      this.#report(
        file,
        undefined,
        l10n.t('the file is larger than 10 MB'),
        l10n.t('split it or remove what does not belong here'),
      );
      return undefined;
    }
    if (text.includes('\0')) {
      this.#report(file, undefined, l10n.t('the file is not text'), l10n.t('save it as UTF-8 text'));
      return undefined;
    }
    return text;
  }

  #note(key: string): readonly Paragraph[] {
    const file = `notes/${key}.md`;
    const text = this.#text(file);
    if (text === undefined) return [];
    const { paragraphs, faults } = parseNote(text);
    for (const { offset, message, remedy } of faults)
      this.#report(file, placeAt(text, offset), message, remedy);
    return paragraphs;
  }

  #reportUnownedNotes(keys: ReadonlySet<string>): void {
    for (const file of this.#files.keys()) {
      const key = /^notes\/(.+)\.md$/.exec(file)?.[1];
      if (key && !keys.has(key) && !this.#dropped.has(key)) {
        const remedy = l10n.t('add the source, or name the note after its citation key');
        this.#report(
          file,
          undefined,
          l10n.t('sources.yaml has no source "{0}" for this note', key),
          remedy,
          'warning',
        );
      }
    }
  }

  #entity(entry: Entry<z.infer<typeof entity>>): Entity {
    const { prefLabel, altLabel = [], weakLabel = [], ...rest } = entry.value;
    const rule = (label: string | Label): Label => (typeof label === 'string' ? { label } : label);
    const checked = (label: string | Label, ...path: PropertyKey[]): Label => {
      const { near, ...others } = rule(label);
      const known = near?.filter((id, index) => this.#refers(entry, 'entity', id, ...path, 'near', index));
      return { ...others, ...definedList('near', known) };
    };
    const preferred = checked(prefLabel, 'prefLabel');
    return {
      ...rest,
      ...definedList('topics', this.#references(entry, 'topic', 'topics')),
      prefLabel: preferred.label,
      labels: [preferred, ...altLabel.map((label, index) => checked(label, 'altLabel', index))],
      weakLabels: weakLabel.map((label, index) => checked(label, 'weakLabel', index)),
    };
  }

  /** The ids of a list field that resolve; the others are reported. `kind` undefined accepts any. */
  #references<K extends string>(
    entry: Entry<{ id: string } & { [key in K]?: readonly string[] | undefined }>,
    kind: 'topic' | 'entity' | undefined,
    field: K,
  ): string[] | undefined {
    return entry.value[field]?.filter((id, index) => this.#refers(entry, kind, id, field, index));
  }

  #refers(
    entry: Entry<{ id: string }>,
    kind: 'topic' | 'entity' | undefined,
    id: string,
    ...path: PropertyKey[]
  ): boolean {
    const found = this.#kinds.get(id);
    if (found && (!kind || found === kind)) return true;
    if (!this.#dropped.has(id)) {
      const message = wrongReference(entry.value.id, id, found, kind);
      this.#report(entry.file, entry.at(...path), message, referenceRemedy(kind));
    }
    return false;
  }

  #evidence(entry: Entry<{ id: string }>, list: readonly string[], ...path: PropertyKey[]): Evidence[] {
    return list.flatMap((text, index) => {
      const [source = '', number] = text.split('#');
      const paragraph = Number(number);
      const paragraphs = this.#paragraphs.get(source);
      if (paragraphs?.some((one) => one.number === paragraph)) return [{ source, paragraph }];
      if (!this.#dropped.has(source)) {
        const gone = this.#gone.get(source)?.find((one) => one.number === paragraph);
        const message = !paragraphs
          ? l10n.t('{0}: no source has the citation key "{1}"', entry.value.id, source)
          : gone
            ? l10n.t(
                '{0}: {1} has no paragraph {2} any more; it began "{3}"',
                entry.value.id,
                source,
                paragraph,
                gone.quote,
              )
            : noParagraph(entry.value.id, source, paragraph, paragraphs);
        const remedy = paragraphs
          ? l10n.t('cite one of its paragraphs; of a document that was edited, the paragraph may be gone')
          : l10n.t('correct the key');
        this.#report(entry.file, entry.at(...path, index), message, remedy);
      }
      return [];
    });
  }

  #report(
    file: string,
    place: Place | undefined,
    message: string,
    remedy: string,
    severity: Problem['severity'] = 'error',
  ): void {
    this.problems.push({
      severity,
      file,
      ...(place ?? { line: 1, column: 1 }),
      message,
      remedy,
    });
  }
}

function noParagraph(id: string, source: string, paragraph: number, known: readonly Paragraph[]): string {
  if (!known.length) return l10n.t('{0}: {1} has no paragraph {2}, nor any other', id, source, paragraph);
  const numbers = known.map(({ number }) => number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return l10n.t('{0}: {1} has no paragraph {2}, only {3} to {4}', id, source, paragraph, first, last);
}

function takenBy(kind: Kind, id: string): string {
  const messages: Readonly<Record<Kind, string>> = {
    source: l10n.t('the id "{0}" is taken by another source', id),
    topic: l10n.t('the id "{0}" is taken by another topic', id),
    entity: l10n.t('the id "{0}" is taken by another entity', id),
    event: l10n.t('the id "{0}" is taken by another event', id),
    claim: l10n.t('the id "{0}" is taken by another claim', id),
    disagreement: l10n.t('the id "{0}" is taken by another disagreement', id),
  };
  return messages[kind];
}

/** @param kind the kind that `id` should have; undefined where any will do. */
function wrongReference(
  owner: string,
  id: string,
  found: Kind | undefined,
  kind: 'topic' | 'entity' | undefined,
): string {
  if (!found || !kind) return l10n.t('{0}: nothing has the id "{1}"', owner, id);
  const what: Readonly<Record<Kind, string>> = {
    source: l10n.t('a source'),
    topic: l10n.t('a topic'),
    entity: l10n.t('an entity'),
    event: l10n.t('an event'),
    claim: l10n.t('a claim'),
    disagreement: l10n.t('a disagreement'),
  };
  return kind === 'topic'
    ? l10n.t('{0}: "{1}" is {2}, not a topic', owner, id, what[found])
    : l10n.t('{0}: "{1}" is {2}, not an entity', owner, id, what[found]);
}

function referenceRemedy(kind: 'topic' | 'entity' | undefined): string {
  switch (kind) {
    case 'topic':
      return l10n.t('name a topic of this dossier');
    case 'entity':
      return l10n.t('name an entity of this dossier');
    default:
      return l10n.t('name an id of this dossier');
  }
}

function withSubtitle(item: CslItem): CslItem {
  const { subtitle, ...custom } = item.custom ?? {};
  return subtitle
    ? { 'title-short': item.title, ...item, title: `${item.title}: ${subtitle}`, custom }
    : item;
}

function definedList<K extends string, V>(key: K, list: readonly V[] | undefined): { [key in K]?: V[] } {
  return (list ? { [key]: [...list] } : {}) as { [key in K]?: V[] };
}
