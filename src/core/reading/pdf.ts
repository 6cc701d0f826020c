/** PDF: text by page with PDF.js, and what the file says of itself. */
import * as l10n from '@vscode/l10n';
import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';
import { oneLine } from './blocks.ts';
import { Fields, type Reading, type ReadOptions, type ReadProblem } from './document.ts';
import { doiIn } from './doi.ts';
import { limits } from './limits.ts';
import { messageOf } from './messageOf.ts';
import { parseNames } from './names.ts';
import { pdfBomb } from './pdfBomb.ts';
import { type PdfLine, type PdfPage, pdfBlocks } from './pdfText.ts';
import { writtenDate } from './writtenDate.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;

/** Reads a PDF. Neither a nested worker nor a canvas is needed: nothing is drawn. */
export async function readPdf(bytes: Uint8Array, options: ReadOptions = {}): Promise<Reading> {
  const bomb = await pdfBomb(bytes, options);
  if (bomb)
    return failed(
      l10n.t('the PDF was not read: {0}', bomb),
      l10n.t('print it to a new PDF, or save its text'),
    );
  // PDF.js takes the bytes over, so it gets its own.
  const task = getDocument({
    data: bytes.slice(),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    maxImageSize: 0,
    enableXfa: false,
  });
  try {
    return await readOpened(await task.promise, options);
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      return failed(l10n.t('the PDF is locked with a password'), l10n.t('save a copy without the password'));
    }
    return failed(
      l10n.t('the PDF is damaged: {0}', messageOf(error).slice(0, 200)),
      l10n.t('open it and print it to a new PDF'),
    );
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

async function readOpened(document: PdfDocument, { signal }: ReadOptions): Promise<Reading> {
  const problems: ReadProblem[] = [];
  const count = Math.min(document.numPages, limits.pages);
  if (document.numPages > count) {
    problems.push(
      warning(
        l10n.t('only the first {0} of {1} pages were read', count, document.numPages),
        l10n.t('split the document'),
      ),
    );
  }
  const labels = await document.getPageLabels().catch(() => null);
  const pages: PdfPage[] = [];
  const damaged: number[] = [];
  for (let number = 1; number <= count; number++) {
    if (signal?.aborted) {
      problems.push(
        warning(
          l10n.t('reading stopped after page {0}', number - 1),
          l10n.t('read it again and let it take its time'),
        ),
      );
      break;
    }
    const label = labels?.[number - 1]?.trim() || String(number);
    try {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push({ label, lines: linesOf(items) });
      page.cleanup();
    } catch {
      damaged.push(number);
    }
  }
  if (damaged.length) {
    problems.push(
      warning(
        l10n.t('damaged pages were left out: {0}', pageList(damaged)),
        l10n.t('get the file again, or print it to a new PDF'),
      ),
    );
  }
  const empty = pages.filter(({ lines }) => lines.length === 0).length;
  if (empty > 0 && empty > pages.length / 2) {
    const message = l10n.t(
      '{0} of {1} pages have no text: they are pictures, or their fonts cannot be read',
      empty,
      pages.length,
    );
    problems.push(
      warning(message, l10n.t('run text recognition (OCR), such as OCRmyPDF, and add the result')),
    );
  }
  return { fields: await pdfFields(document, pages), blocks: pdfBlocks(pages), problems };
}

type TextContent = Awaited<
  ReturnType<Awaited<ReturnType<PdfDocument['getPage']>>['getTextContent']>
>['items'];

/** Puts the pieces of text that stand on one line together. */
export function linesOf(items: TextContent): PdfLine[] {
  const lines: PdfLine[] = [];
  let pieces: string[] = [];
  let hasText = false;
  let [x, right, y, size] = [0, 0, 0, 0];
  const flush = () => {
    const whole = oneLine(pieces.join('')).replace(/[\ufb00-\ufb06]/g, (ligature) =>
      ligature.normalize('NFKC'),
    );
    if (whole) lines.push({ text: whole, x, right, y, size });
    pieces = [];
    hasText = false;
    size = 0;
  };
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0, , , e = 0, f = 0] = item.transform as number[];
    const height = item.height || Math.hypot(a, b);
    const visible = item.str.trim() !== '';
    if (hasText && visible && Math.abs(f - y) > Math.max(size, height) * 0.6) flush();
    if (visible && !hasText) [x, y, right] = [e, f, e];
    // Pieces without a space between them may stand apart: columns of a table, words set one by one, or notes in the margin.
    if (visible && hasText && (e - right > height * 0.2 || right - e > height)) pieces.push(' ');
    pieces.push(item.str);
    if (visible) {
      hasText = true;
      right = Math.max(right, e + item.width);
      size = Math.max(size, height);
    }
    if (item.hasEOL) flush();
  }
  flush();
  return lines;
}

async function pdfFields(document: PdfDocument, pages: readonly PdfPage[]): Promise<Fields> {
  const fields = new Fields();
  const { info, metadata } = await document.getMetadata().catch(() => ({ info: {}, metadata: null }));
  const given = info as Readonly<Record<string, unknown>>;
  const of = (value: unknown) => (typeof value === 'string' ? oneLine(value).slice(0, limits.field) : '');
  const xmp = (name: string) => {
    const value: unknown = metadata?.get(name);
    return of(Array.isArray(value) ? value.join('; ') : value);
  };
  const firstText = pages
    .slice(0, 2)
    .flatMap(({ lines }) => lines.map(({ text }) => text))
    .join('\n');
  for (const title of [xmp('dc:title'), of(given.Title)]) if (!isJunk(title)) fields.add('title', title);
  fields.add('title', largest(pages[0]?.lines ?? []), 'the largest text on the first page');
  for (const author of [xmp('dc:creator'), of(given.Author)])
    if (!isJunk(author)) fields.add('author', parseNames(author));
  fields.add('issued', writtenDate(xmp('prism:publicationdate') || xmp('prism:coverdate')));
  fields.add('issued', writtenDate(of(given.CreationDate)), 'the date at which the file was made');
  fields.add('container-title', xmp('prism:publicationname'));
  fields.add('publisher', xmp('dc:publisher'));
  fields.add('DOI', doiIn(xmp('prism:doi')));
  const doi = doiIn(/\bdoi(?:\.org\/|:\s*|\s+)(10\.\S+)/i.exec(firstText)?.[1]);
  fields.add('DOI', doi, 'the first page');
  fields.add('language', of(given.Language) || undefined);
  if (fields.get('DOI')) fields.add('type', 'article-journal', 'its DOI');
  return fields;
}

/** What programs write as a title or author when nobody has given one. */
function isJunk(text: string): boolean {
  return (
    text.length < 2 ||
    /^(?:microsoft word|untitled|unknown|document\d*|title|author|user|admin|administrator|owner|anonymous|\(?none\)?|slide \d+|powerpoint)\b/i.test(
      text,
    ) ||
    /\.(?:docx?|indd|pdf|tex|dvi|qxd|rtf|odt|pptx?|xlsx?)$/i.test(text)
  );
}

/** The lines of the largest letters, if they are larger than the rest and read like a title. */
function largest(lines: readonly PdfLine[]): string | undefined {
  const sizes = lines.map(({ size }) => Math.round(size));
  const size = Math.max(0, ...sizes);
  const start = sizes.indexOf(size);
  const end = sizes.findIndex((other, index) => index > start && other !== size);
  const text = lines
    .slice(start, end < 0 ? undefined : end)
    .map((line) => line.text)
    .join(' ')
    // A mark of a note.
    .replace(/[\s∗*†‡]+$/, '');
  return text.length >= 5 && text.length <= 250 && end > 0 && /\p{L}{2}/u.test(text) ? text : undefined;
}

function pageList(numbers: readonly number[]): string {
  return numbers.slice(0, 10).join(', ') + (numbers.length > 10 ? ' …' : '');
}

function failed(message: string, remedy: string): Reading {
  return { fields: new Fields(), blocks: [], problems: [{ severity: 'error', message, remedy }] };
}

function warning(message: string, remedy: string): ReadProblem {
  return { severity: 'warning', message, remedy };
}
