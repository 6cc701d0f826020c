/** What a webview and the extension say to each other. Both ends check nothing else; only text that is data passes. */
import type { ItemMessage } from '../core/itemMessage.ts';
import type { Relations } from '../core/relations/relations.ts';
import type { TimelineFilter } from '../core/timeline/filter.ts';
import type { LaneKind, Timeline } from '../core/timeline/timeline.ts';

/** The texts of marks and cards, in the language of VS Code. `{0}` stands for a number or a name. */
export interface ItemTexts {
  readonly cluster: string;
  readonly claim: string;
  readonly cited: string;
  readonly disputed: string;
  readonly uncertain: string;
  readonly occurred: string;
  readonly planned: string;
  readonly reported: string;
  readonly rumoured: string;
  readonly insert: string;
  readonly insertThis: string;
  readonly showInTree: string;
  readonly close: string;
  readonly evidence: string;
}

/** What a person has set in the timeline; it survives hiding and reload. */
export interface TimelineState {
  readonly lanes: LaneKind;
  readonly filter: TimelineFilter;
  /** The part of time in view, in milliseconds since 1970 UTC; undefined for all of it. */
  readonly view?: { readonly from: number; readonly to: number } | undefined;
  /** Id of the event whose card is open. */
  readonly selected?: string | undefined;
}

export interface TimelineTexts extends ItemTexts {
  readonly search: string;
  readonly lanesBy: string;
  readonly topics: string;
  readonly entities: string;
  readonly sources: string;
  readonly narrow: string;
  readonly everything: string;
  readonly earlier: string;
  readonly later: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly legend: string;
  readonly openEnded: string;
  readonly exportSvg: string;
  readonly exportPng: string;
  readonly picture: string;
  readonly others: string;
  readonly events: string;
  readonly oneEvent: string;
  readonly nothing: string;
  readonly empty: string;
  readonly keys: string;
}

export type ToTimeline =
  | { readonly type: 'show'; readonly timeline: Timeline; readonly texts: TimelineTexts }
  /** Ids of the events that the draft cites. */
  | { readonly type: 'cited'; readonly ids: readonly string[] }
  | { readonly type: 'select'; readonly id: string }
  /** Asks for a picture as a PNG file. */
  | { readonly type: 'rasterize'; readonly svg: string; readonly width: number; readonly height: number };

export type FromTimeline =
  | ItemMessage
  | { readonly type: 'ready' }
  | {
      readonly type: 'export';
      readonly format: 'svg' | 'png';
      readonly state: TimelineState;
      readonly width: number;
    }
  /** Empty where the picture could not be drawn. */
  | { readonly type: 'png'; readonly bytes: Uint8Array };

/** What a person has set in the relations; it survives hiding and reload. */
export interface RelationsState {
  /** Id of the entity in the middle. */
  readonly entity?: string | undefined;
  /** Id of the event or claim whose card is open. */
  readonly selected?: string | undefined;
}

export interface RelationsTexts extends ItemTexts {
  /** The heading, with the entity's name. */
  readonly picture: string;
  /** How many events and claims are shared. */
  readonly counts: string;
  readonly none: string;
  readonly showRelations: string;
  readonly keys: string;
}

export type ToRelations =
  | { readonly type: 'show'; readonly relations: Relations; readonly texts: RelationsTexts }
  /** Ids of the events and claims that the draft cites. */
  | { readonly type: 'cited'; readonly ids: readonly string[] }
  | { readonly type: 'select'; readonly id: string };

export type FromRelations =
  | ItemMessage
  /** With what the page was reloaded with. */
  | { readonly type: 'ready'; readonly entity?: string | undefined }
  | { readonly type: 'relations'; readonly entity: string };
