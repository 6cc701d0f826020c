/** Narrowing a timeline. */
import type { FilterChoice, Lane, TimelineEvent } from './timeline.ts';

/** What is left when a timeline is narrowed; `text` is words in any order, each found anywhere in an event. */
export interface TimelineFilter {
  readonly text: string;
  readonly choice?: Pick<FilterChoice, 'kind' | 'id'> | undefined;
}

/** The lanes that still hold an event. */
export function filterLanes(lanes: readonly Lane[], filter: TimelineFilter): Lane[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return lanes.flatMap((lane) => {
    const events = lane.events.filter((event) => matches(event, words, filter.choice));
    return events.length ? [{ ...lane, events }] : [];
  });
}

function matches(event: TimelineEvent, words: readonly string[], choice: TimelineFilter['choice']): boolean {
  const belongs =
    !choice ||
    (choice.kind === 'topic' && event.topics.includes(choice.id)) ||
    (choice.kind === 'entity' && event.entities.includes(choice.id)) ||
    (choice.kind === 'source' && event.evidence.some(({ source }) => source === choice.id));
  if (!belongs || !words.length) return belongs;
  const text = fold(`${event.title} ${event.date} ${event.summary} ${event.status}`);
  return words.every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
