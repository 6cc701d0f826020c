/** The rows of the view: groups and what stands in them. */
import type { CitedWork } from '../../core/citation/citedWorks.ts';
import type { Reference } from '../../core/dossier.ts';
import type { FittingEvidence } from '../../core/inDocument/evidence.ts';
import type { NamedInDraft, Place } from '../../core/inDocument/names.ts';

export const groups = ['evidence', 'citations', 'names'] as const;
export type GroupName = (typeof groups)[number];

/** Stands for itself as long as the view lives, so that VS Code keeps it folded or unfolded. */
export interface GroupRow {
  readonly kind: 'group';
  readonly group: GroupName;
}

export interface EvidenceRow {
  readonly kind: 'evidence';
  readonly fitting: FittingEvidence;
  /** A command takes it for what is to be cited. */
  readonly cites: readonly Reference[];
  /** Where the evidence stands, in a few words. */
  readonly where: string;
  /** The paragraph that is cited. */
  readonly quote: string;
}

export interface WorkRow {
  readonly kind: 'work';
  readonly cited: CitedWork;
  readonly places: readonly Place[];
  /** Empty for a work that the dossier lacks. */
  readonly cites: readonly Reference[];
}

export interface NameRow {
  readonly kind: 'name';
  readonly named: NamedInDraft;
  readonly places: readonly Place[];
  /** Its id, where there is one: a command takes it for what to search evidence about. */
  readonly entity: string | undefined;
}

export type ItemRow = EvidenceRow | WorkRow | NameRow;
export type Row = GroupRow | ItemRow;

/** The rows of each group. */
export type Rows = Readonly<Record<GroupName, readonly ItemRow[]>>;

export const noRows: Rows = { evidence: [], citations: [], names: [] };

/** What a row shows, to tell whether anything has changed; places count, since rows lead to them. */
export function appearance(row: ItemRow): string {
  switch (row.kind) {
    case 'evidence':
      return JSON.stringify([row.fitting, row.where, row.quote]);
    case 'work':
      return JSON.stringify([
        row.cited.key,
        row.cited.work?.item.title,
        row.cited.work?.item.issued,
        row.places.length,
      ]);
    case 'name':
      return JSON.stringify([
        row.named.id,
        row.named.entities[0]?.prefLabel,
        row.places.length,
        row.named.isUncited,
        row.named.cited,
      ]);
  }
}

/** The same for the same thing in the next state of the draft; unique in the tree. */
export function rowId(row: Row): string {
  switch (row.kind) {
    case 'group':
      return row.group;
    case 'evidence':
      return `evidence/${row.fitting.kind}/${row.fitting.id}`;
    case 'work':
      return `citations/${row.cited.key}`;
    case 'name':
      return `names/${row.named.id}`;
  }
}
