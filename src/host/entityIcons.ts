/** The icons of entities, the same in every tree. */
import type { EntityKind } from '../core/corpus/schema.ts';

export const kindIcons: Readonly<Record<EntityKind, string>> = {
  person: 'person',
  organization: 'organization',
  product: 'package',
  model: 'chip',
  service: 'cloud',
  software: 'code',
  hardware: 'circuit-board',
  infrastructure: 'server',
  clause: 'law',
  publication: 'book',
  concept: 'lightbulb',
  place: 'location',
};
