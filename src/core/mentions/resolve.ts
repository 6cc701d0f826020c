/** Decides which of the candidates in a paragraph are names: longest first, then the labels' rules about company. */
import type { Entity, Label } from '../corpus/model.ts';
import type { Name } from './names.ts';
import type { Candidate } from './scan.ts';

/** A name in a paragraph and what it may stand for. */
export interface Accepted {
  readonly start: number;
  readonly end: number;
  readonly names: readonly Name[];
}

/**
 * @param candidates none of them masked; by start, the longest first.
 * @param namedBefore whether the full name of an entity stands in the paragraphs before.
 * @returns in order and not overlapping.
 */
export function resolve(
  candidates: readonly Candidate[],
  namedBefore: (entity: string) => boolean,
): Accepted[] {
  const possible = withoutExceptions(candidates);
  if (!possible.some(({ name }) => name.isConditional)) return longestFirst(possible, () => true);
  const hasCompany = companyIn(possible);
  const named = entitiesOf(longestFirst(possible, (name) => name.kind === 'full' && hasCompany(name)));
  return longestFirst(
    possible,
    (name) =>
      hasCompany(name) && (name.kind === 'full' || named.has(name.entity.id) || namedBefore(name.entity.id)),
  );
}

/** The ids of the entities that a paragraph calls by a full name. */
export function fullyNamed(candidates: readonly Candidate[]): Set<string> {
  const possible = withoutExceptions(candidates);
  const hasCompany = companyIn(possible);
  return entitiesOf(longestFirst(possible, (name) => name.kind === 'full' && hasCompany(name)));
}

/** Whether a name, where it is ambiguous, has the company that its label asks for. */
function companyIn(possible: readonly Candidate[]): (name: Name) => boolean {
  const company = entitiesOf(longestFirst(possible, (name) => !name.isConditional));
  return ({ label }) =>
    !label.ambiguous || (label.near?.length ? label.near.some((id) => company.has(id)) : company.size > 0);
}

function entitiesOf(accepted: readonly Accepted[]): Set<string> {
  return new Set(accepted.flatMap(({ names }) => names.map(({ entity }) => entity.id)));
}

/** Drops the exceptions, and the names of the same label that stand within one. */
function withoutExceptions(candidates: readonly Candidate[]): readonly Candidate[] {
  const exceptions = candidates.filter(({ name }) => name.kind === 'exception');
  if (exceptions.length === 0) return candidates;
  /** Label → how far its exceptions reach that start no later than the candidate. */
  const reach = new Map<Label, number>();
  let next = 0;
  return candidates.filter(({ start, end, name }) => {
    for (let one = exceptions[next]; one && one.start <= start; one = exceptions[++next]) {
      reach.set(one.name.label, Math.max(reach.get(one.name.label) ?? 0, one.end));
    }
    return name.kind !== 'exception' && (reach.get(name.label) ?? 0) < end;
  });
}

/** The leftmost candidates, of those the longest; all names of one place are taken together. */
function longestFirst(sorted: readonly Candidate[], accepts: (name: Name) => boolean): Accepted[] {
  const accepted: Accepted[] = [];
  let taken = 0;
  for (let index = 0; index < sorted.length; ) {
    const { start, end } = sorted[index] as Candidate;
    const names: Name[] = [];
    for (; sorted[index]?.start === start && sorted[index]?.end === end; index++) {
      const name = sorted[index]?.name;
      if (start >= taken && name && accepts(name)) names.push(name);
    }
    if (names.length > 0) {
      accepted.push({ start, end, names });
      taken = end;
    }
  }
  return accepted;
}

/** The entities of some names, each once: those named in full before those named weakly. */
export function candidateEntities(names: readonly Name[]): readonly Entity[] {
  if (names.length === 1) return (names[0] as Name).entities;
  const of = (kind: Name['kind']) => names.filter((name) => name.kind === kind).map(({ entity }) => entity);
  return [...new Set([...of('full'), ...of('weak')])];
}
