/** Documents that are ZIP archives: DOCX, EPUB; and those that are told apart to be refused. */
import * as l10n from '@vscode/l10n';
import { type DocumentFormat, Fields, type Reading, type ReadOptions } from './document.ts';
import { refusal } from './fileKind.ts';
import { ZipFault, zipNames } from './zip.ts';

/** Reads a ZIP archive that is a document. */
export async function readZipped(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<{ format: DocumentFormat | undefined; reading: Reading }> {
  try {
    const names = zipNames(bytes);
    if (names.has('word/document.xml')) {
      return { format: 'docx', reading: await (await import('./docx.ts')).readDocx(bytes) };
    }
    if (names.has('META-INF/container.xml')) {
      return { format: 'epub', reading: await (await import('./epub.ts')).readEpub(bytes, options) };
    }
    const [what, remedy] = kindOf(names);
    return { format: undefined, reading: failed(what, remedy) };
  } catch (error) {
    if (error instanceof ZipFault) return { format: undefined, reading: failed(error.message, error.remedy) };
    throw error;
  }
}

function kindOf(names: ReadonlySet<string>): [what: string, remedy: string] {
  if (names.has('xl/workbook.xml'))
    return [l10n.t('a spreadsheet'), l10n.t('export what matters as text or PDF')];
  if (names.has('ppt/presentation.xml')) return [l10n.t('a presentation'), l10n.t('export it as PDF')];
  if (names.has('META-INF/manifest.xml') || names.has('content.xml')) {
    return [l10n.t('an OpenDocument file'), l10n.t('save it as DOCX or PDF')];
  }
  return [l10n.t('an archive'), l10n.t('unpack it and add the documents in it')];
}

function failed(what: string, remedy: string): Reading {
  return { fields: new Fields(), blocks: [], problems: [refusal(what, remedy)] };
}
