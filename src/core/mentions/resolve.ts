/** Decides which of the candidates in a paragraph are names: longest first, then the labels' rules about company. */
import type { Label } from '../corpus/model.ts';
import type { Candidates } from './candidates.ts';
import { Mention } from './mention.ts';
import type { Name } from './names.ts';

/** What a paragraph names. */
export interface Resolved {
  /** In order and not overlapping. */
  readonly mentions: readonly Mention[];
  /** The ids of the entities that it calls by a full name; undefined where it names none in another way. */
  readonly named: ReadonlySet<string> | undefined;
}

/** @param namedBefore whether the full name of an entity stands in the paragraphs before. */
export function resolve(candidates: Candidates, namedBefore: (entity: string) => boolean): Resolved {
  if (candidates.isPlain) return { mentions: longestFirst(candidates, always), named: undefined };
  const isPossible = withoutExceptions(candidates);
  const name = (index: number) => candidates.name(index);
  const company = entitiesOf(
    longestFirst(candidates, (index) => isPossible(index) && !name(index).isConditional),
  );
  const mayBe = (index: number) => isPossible(index) && hasCompany(name(index), company);
  const named = entitiesOf(longestFirst(candidates, (index) => mayBe(index) && name(index).kind === 'full'));
  const mentions = longestFirst(candidates, (index) => {
    const { kind, entity } = name(index);
    return mayBe(index) && (kind === 'full' || named.has(entity.id) || namedBefore(entity.id));
  });
  return { mentions, named };
}

/** The ids of the entities that a paragraph calls by a full name. */
export function fullyNamed({ mentions, named }: Resolved): ReadonlySet<string> {
  return named ?? entitiesOf(mentions);
}

const always = () => true;

function entitiesOf(mentions: readonly Mention[]): Set<string> {
  return new Set(mentions.flatMap(({ entities }) => entities.map(({ id }) => id)));
}

/** Whether a name, where it is ambiguous, has the company that its label asks for. */
function hasCompany({ label }: Name, company: ReadonlySet<string>): boolean {
  return (
    !label.ambiguous || (label.near?.length ? label.near.some((id) => company.has(id)) : company.size > 0)
  );
}

/** Tells which are no exceptions, nor names of the same label that stand within one. */
function withoutExceptions(candidates: Candidates): (index: number) => boolean {
  const { count, starts, ends } = candidates;
  /** Label → how far its exceptions reach that start no later than the candidate. */
  const reach = new Map<Label, number>();
  const possible: boolean[] = [];
  let next = 0;
  for (let index = 0; index < count; index++) {
    for (; next < count && (starts[next] as number) <= (starts[index] as number); next++) {
      const { kind, label } = candidates.name(next);
      if (kind === 'exception') reach.set(label, Math.max(reach.get(label) ?? 0, ends[next] as number));
    }
    const { kind, label } = candidates.name(index);
    possible.push(kind !== 'exception' && (reach.get(label) ?? 0) < (ends[index] as number));
  }
  return (index) => possible[index] === true;
}

/** The leftmost candidates, of those the longest; all names of one place are taken together. */
function longestFirst(candidates: Candidates, accepts: (index: number) => boolean): Mention[] {
  const { names, count, starts, ends, values, mentions } = candidates;
  let found = 0;
  let taken = 0;
  for (let index = 0; index < count; ) {
    const start = starts[index] as number;
    const end = ends[index] as number;
    const first = index++;
    while (index < count && starts[index] === start && ends[index] === end) index++;
    if (start < taken) continue;
    let value: number | readonly number[];
    if (index === first + 1) {
      if (!accepts(first)) continue;
      value = values[first] as number;
    } else {
      value = values.slice(first, index).filter((_, at) => accepts(first + at));
      if (value.length === 0) continue;
    }
    mentions[found++] = new Mention(start, end, names, value);
    taken = end;
  }
  return mentions.slice(0, found);
}
