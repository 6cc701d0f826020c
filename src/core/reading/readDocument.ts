/** Reads one of a writer's own documents, whatever its format, into an item and numbered paragraphs. */
import * as l10n from '@vscode/l10n';
import { numberParagraphs } from './blocks.ts';
import { declaredEncoding, decode } from './decode.ts';
import {
  type DocumentFile,
  type DocumentFormat,
  Fields,
  type ReadDocument,
  type Reading,
  type ReadOptions,
} from './document.ts';
import { fileKind, refusal, tooLarge } from './fileKind.ts';
import { limits } from './limits.ts';
import { messageOf } from './messageOf.ts';
import { addNameFields } from './nameFields.ts';

/**
 * Reads a document. Bad input never throws: what is wrong is among the problems, and what could be read is returned.
 *
 * Each variable of the item that the document itself does not state is listed in `custom.inferred`; type and title
 * are always there.
 */
export async function readDocument(file: DocumentFile, options: ReadOptions = {}): Promise<ReadDocument> {
  const nothing = { fields: new Fields(), blocks: [] };
  const size = tooLarge(file.bytes.length);
  const kind = size ?? fileKind(file.path, file.bytes);
  if ('severity' in kind) return finish(file, undefined, { ...nothing, problems: [kind] });
  if ('refused' in kind) {
    return finish(file, undefined, { ...nothing, problems: [refusal(kind.refused, kind.remedy)] });
  }
  try {
    const { format, reading } = await read(file, kind.format, options);
    return finish(file, format, reading);
  } catch (error) {
    // Libraries that read foreign formats throw whatever they like at damaged files.
    const problem = refusal(
      l10n.t('a damaged file: {0}', messageOf(error).slice(0, 200)),
      l10n.t('open and save it in the program that made it'),
    );
    return finish(file, undefined, { ...nothing, problems: [problem] });
  }
}

type Read = { readonly format: DocumentFormat | undefined; readonly reading: Reading };

async function read(file: DocumentFile, format: DocumentFormat | 'zip', options: ReadOptions): Promise<Read> {
  const { bytes } = file;
  if (format === 'pdf') {
    const { readPdf } = await import('./pdf.ts');
    return { format, reading: await readPdf(bytes, options) };
  }
  if (format === 'zip') {
    const { readZipped } = await import('./zipped.ts');
    return readZipped(bytes, options);
  }
  const nothing = { fields: new Fields(), blocks: [] };
  const size = tooLarge(bytes.length, limits.textSize);
  if (size) return { format: undefined, reading: { ...nothing, problems: [size] } };
  const decoded = await decode(bytes, format === 'html' ? declaredEncoding(bytes) : undefined);
  if (!decoded) {
    const problems = [
      refusal(
        l10n.t('not a text document'),
        l10n.t('leave it out of the dossier, or save it as text, DOCX or PDF'),
      ),
    ];
    return { format: undefined, reading: { ...nothing, problems } };
  }
  const reading = await readText(decoded.text, format as DocumentFormat, options);
  return {
    format: format as DocumentFormat,
    reading: { ...reading, problems: [...decoded.problems, ...reading.problems] },
  };
}

async function readText(text: string, format: DocumentFormat, options: ReadOptions): Promise<Reading> {
  switch (format) {
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(text);
    case 'html':
      return (await import('./html.ts')).readHtml(text, options);
    case 'asciidoc':
    case 'org':
    case 'rst':
    case 'latex':
      return (await import('./markup.ts')).readMarkup(text, format);
    default:
      return (await import('./plainText.ts')).readPlainText(text);
  }
}

function finish(file: DocumentFile, format: DocumentFormat | undefined, reading: Reading): ReadDocument {
  const { fields } = reading;
  addNameFields(fields, file.path);
  if (fields.get('URL') && format !== 'pdf') fields.add('type', 'webpage', 'its address');
  fields.add('type', 'document', 'the kind of file');
  const title = fields.get('title') ?? 'Untitled';
  const { paragraphs, problems } = numberParagraphs(reading.blocks, title);
  const all = [...reading.problems, ...problems];
  if (format && paragraphs.length === 0 && all.length === 0) {
    all.push({
      severity: 'warning',
      message: l10n.t('the document has no text'),
      remedy: l10n.t('add text, or leave it out of the dossier'),
    });
  }
  return { format, item: fields.item('document', title), paragraphs, problems: all };
}
