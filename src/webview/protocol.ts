/** What a webview and the extension say to each other. Both ends check nothing else; only text that is data passes. */
import type { TimelineFilter } from '../core/timeline/filter.ts';
import type { LaneKind, Timeline } from '../core/timeline/timeline.ts';

/** What a person has set in the timeline; it survives hiding and reload. */
export interface TimelineState {
  readonly lanes: LaneKind;
  readonly filter: TimelineFilter;
  /** The part of time in view, in milliseconds since 1970 UTC; undefined for all of it. */
  readonly view?: { readonly from: number; readonly to: number } | undefined;
  /** Id of the event whose card is open. */
  readonly selected?: string | undefined;
}

/** The texts that the page shows, in the language of VS Code. `{0}` stands for a number or a name. */
export interface TimelineTexts {
  readonly search: string;
  readonly lanesBy: string;
  readonly topics: string;
  readonly entities: string;
  readonly sources: string;
  readonly narrow: string;
  readonly everything: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly exportSvg: string;
  readonly exportPng: string;
  readonly picture: string;
  readonly others: string;
  readonly events: string;
  readonly oneEvent: string;
  readonly nothing: string;
  readonly empty: string;
  readonly cluster: string;
  readonly cited: string;
  readonly disputed: string;
  readonly uncertain: string;
  readonly occurred: string;
  readonly planned: string;
  readonly reported: string;
  readonly rumoured: string;
  readonly insert: string;
  readonly showInTree: string;
  readonly close: string;
  readonly evidence: string;
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
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'showInTree'; readonly id: string }
  | { readonly type: 'insert'; readonly id: string }
  | { readonly type: 'openNote'; readonly source: string; readonly paragraph: number }
  | {
      readonly type: 'export';
      readonly format: 'svg' | 'png';
      readonly state: TimelineState;
      readonly width: number;
    }
  | { readonly type: 'png'; readonly bytes: Uint8Array };
