/** A name matcher for plain text that is as simple as it can be, and slow: what the real one is held against. */
import type { Entity, Label } from '../../src/core/corpus/model.ts';

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly entity: Entity;
  readonly label: Label;
  readonly kind: 'full' | 'weak' | 'exception';
}

export interface ReferenceMention {
  readonly start: number;
  readonly end: number;
  readonly entities: readonly string[];
}

export function referenceMentions(entities: readonly Entity[], text: string): ReferenceMention[] {
  const mentions: ReferenceMention[] = [];
  const before: Set<string>[] = [];
  for (const paragraph of paragraphsOf(text)) {
    const candidates = candidatesIn(entities, paragraph.text).sort(
      (a, b) => a.start - b.start || b.end - a.end,
    );
    const company = idsOf(chosen(candidates, ({ kind, label }) => kind === 'full' && !label.ambiguous));
    const hasCompany = ({ label }: Candidate) =>
      !label.ambiguous || (label.near ? label.near.some((id) => company.has(id)) : company.size > 0);
    const named = idsOf(chosen(candidates, (one) => one.kind === 'full' && hasCompany(one)));
    const near = [named, ...before.slice(-3)];
    const isNamed = ({ kind, entity }: Candidate) =>
      kind === 'full' || near.some((ids) => ids.has(entity.id));
    for (const group of chosen(candidates, (one) => hasCompany(one) && isNamed(one))) {
      const first = group[0] as Candidate;
      const full = group.filter(({ kind }) => kind === 'full');
      const ordered = [...full, ...group.filter(({ kind }) => kind === 'weak')];
      mentions.push({
        start: paragraph.start + first.start,
        end: paragraph.start + first.end,
        entities: [...new Set(ordered.map(({ entity }) => entity.id))],
      });
    }
    before.push(named);
  }
  return mentions;
}

function paragraphsOf(text: string): { start: number; text: string }[] {
  return [...text.matchAll(/[^\n]*[^ \t\n][^\n]*(?:\n[^\n]*[^ \t\n][^\n]*)*/g)].map((match) => ({
    start: match.index,
    text: match[0],
  }));
}

function candidatesIn(entities: readonly Entity[], paragraph: string): Candidate[] {
  const all: Candidate[] = [];
  for (const entity of entities) {
    for (const kind of ['full', 'weak'] as const) {
      for (const label of kind === 'full' ? entity.labels : entity.weakLabels) {
        const exact = label.caseSensitive || label.ambiguous || label.label === label.label.toUpperCase();
        for (const name of label.plural ? [label.label, `${label.label}s`] : [label.label]) {
          for (const [start, end] of occurrences(name, paragraph, exact ? 'gu' : 'giu')) {
            all.push({ start, end, entity, label, kind });
          }
        }
        for (const phrase of label.except ?? []) {
          for (const [start, end] of occurrences(phrase, paragraph, 'giu')) {
            all.push({ start, end, entity, label, kind: 'exception' });
          }
        }
      }
    }
  }
  return all.filter(
    (one) =>
      one.kind !== 'exception' &&
      !all.some(
        (other) =>
          other.kind === 'exception' &&
          other.label === one.label &&
          other.start <= one.start &&
          one.end <= other.end,
      ),
  );
}

function occurrences(name: string, paragraph: string, flags: string): [start: number, end: number][] {
  const space = '(?:[ \\t\\u00a0]*\\n[ \\t\\u00a0]*|[ \\t\\u00a0]+)';
  const hyphen = '[-‑](?:[ \\t\\u00a0]*\\n[ \\t\\u00a0]*)?';
  const pattern = name.replaceAll(/[ -]/g, (gap) => (gap === ' ' ? space : hyphen));
  const found: [number, number][] = [];
  const regExp = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);
  for (let match = regExp.exec(paragraph); match; match = regExp.exec(paragraph)) {
    found.push([match.index, match.index + match[0].length]);
    regExp.lastIndex = match.index + 1;
  }
  return found;
}

/** The leftmost, of those the longest; those of one place together. */
function chosen(sorted: readonly Candidate[], accepts: (candidate: Candidate) => boolean): Candidate[][] {
  const groups: Candidate[][] = [];
  for (const candidate of sorted.filter(accepts)) {
    const last = groups.at(-1)?.[0];
    if (last && candidate.start === last.start && candidate.end === last.end) groups.at(-1)?.push(candidate);
    else if (!last || candidate.start >= last.end) groups.push([candidate]);
  }
  return groups;
}

function idsOf(groups: readonly Candidate[][]): Set<string> {
  return new Set(groups.flat().map(({ entity }) => entity.id));
}
