/** DOCX: Word's documents, by way of the HTML that mammoth makes of them. */
import * as l10n from '@vscode/l10n';
import { zipSync } from 'fflate';
import { parseHTML } from 'linkedom/worker';
import mammoth from 'mammoth';
import { oneLine } from './blocks.ts';
import { Fields, type Reading, type ReadProblem } from './document.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { limits } from './limits.ts';
import { parseNames } from './names.ts';
import { writtenDate } from './writtenDate.ts';
import { parseXml, textOf } from './xml.ts';
import { unzip } from './zip.ts';

/** Reads a DOCX file: its properties, headings, paragraphs, list items, table rows and notes. */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  // Pictures and what else is large stay packed; mammoth gets an archive without them.
  const parts = unzip(
    bytes,
    (name) => /\.(?:xml|rels)$/i.test(name) && !/(?:theme|webSettings|fontTable)/i.test(name),
  );
  const packed = zipSync(parts, { level: 0 });
  const archive = packed.buffer as ArrayBuffer;
  // Its build for Node reads `buffer`, the one for browsers `arrayBuffer`.
  const input = { buffer: packed, arrayBuffer: archive } as unknown as Parameters<
    typeof mammoth.convertToHtml
  >[0];
  const { value: html } = await mammoth.convertToHtml(input, {
    styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  });
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const blocks = htmlBlocks(document.body as unknown as Element);
  const fields = new Fields();
  const core = parseXml(parts['docProps/core.xml']);
  const title = oneLine(textOf(core, 'title') ?? '').slice(0, limits.field);
  fields.add('title', /^(?:untitled|document\d*|microsoft word)\b/i.test(title) ? undefined : title);
  const [first] = blocks;
  if (first?.kind === 'heading')
    fields.add('title', oneLine(first.text).slice(0, limits.field), 'the first heading');
  fields.add('author', parseNames(textOf(core, 'creator') ?? ''));
  fields.add('language', textOf(core, 'language'));
  const made = 'the date at which the file was made';
  fields.add('issued', writtenDate(textOf(core, 'created') ?? ''), made);
  return { fields, blocks, problems: hiddenChanges(parts['word/document.xml']) };
}

/** Changes that are tracked are read as if they were accepted; a writer should know. */
function hiddenChanges(document: Uint8Array | undefined): ReadProblem[] {
  if (!document || !/<w:(?:ins|del) /.test(new TextDecoder().decode(document))) return [];
  const message = l10n.t('the document has tracked changes; it was read as if they were accepted');
  return [{ severity: 'warning', message, remedy: l10n.t('accept or reject the changes') }];
}
