/** EPUB: the chapters of a book in the order of its spine, with the pages of the printed book where it marks them. */
import * as l10n from '@vscode/l10n';
import { parseHTML } from 'linkedom/worker';
import { oneLine } from './blocks.ts';
import { type Block, Fields, type Reading, type ReadOptions, type ReadProblem } from './document.ts';
import { doiIn } from './doi.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { limits } from './limits.ts';
import { parseName } from './names.ts';
import { writtenDate } from './writtenDate.ts';
import { elements, parseXml, textOf } from './xml.ts';
import { unzip } from './zip.ts';

/** Reads an EPUB, version 2 or 3. */
export async function readEpub(bytes: Uint8Array, { signal }: ReadOptions = {}): Promise<Reading> {
  const parts = unzip(bytes, (name) => /\.(?:xml|opf|x?html?)$/i.test(name));
  const fields = new Fields();
  const problems: ReadProblem[] = [];
  const blocks: Block[] = [];
  const container = parseXml(parts['META-INF/container.xml']);
  const packagePath = elements(container, 'rootfile')[0]?.getAttribute('full-path') ?? '';
  const root = parseXml(parts[packagePath]);
  if (!root)
    return {
      fields,
      blocks,
      problems: [fault('error', l10n.t('the EPUB has no table of its parts'), l10n.t('get it again'))],
    };
  addFields(fields, root);

  const locked = elements(parseXml(parts['META-INF/encryption.xml']), 'CipherReference').some((reference) =>
    /\.x?html?$/i.test(reference.getAttribute('URI') ?? ''),
  );
  if (locked) {
    const remedy = l10n.t('add a copy without the protection');
    return {
      fields,
      blocks,
      problems: [fault('error', l10n.t('the EPUB is protected (DRM), its text cannot be read'), remedy)],
    };
  }
  const manifest = new Map(elements(root, 'item').map((item) => [item.getAttribute('id') ?? '', item]));
  const missing: string[] = [];
  let page: string | undefined;
  for (const reference of elements(root, 'itemref')) {
    if (signal?.aborted) {
      problems.push(
        fault(
          'warning',
          l10n.t('reading stopped before the end of the book'),
          l10n.t('read it again and let it take its time'),
        ),
      );
      break;
    }
    const item = manifest.get(reference.getAttribute('idref') ?? '');
    if (!item || /\bnav\b/.test(item.getAttribute('properties') ?? '')) continue;
    const path = resolve(packagePath, item.getAttribute('href') ?? '');
    const chapter = parts[path];
    if (!chapter) {
      missing.push(path);
      continue;
    }
    const { document } = parseHTML(asHtml(new TextDecoder().decode(chapter)));
    const body = (document.body ?? document.documentElement) as unknown as Element;
    const found = htmlBlocks(body, { page });
    page = found.findLast((block) => block.kind === 'paragraph')?.page ?? page;
    blocks.push(...found);
  }
  if (missing.length) {
    const message = l10n.t('chapters are missing in the file: {0}', missing.slice(0, 5).join(', '));
    problems.push(fault('warning', message, l10n.t('get the book again')));
  }
  return { fields, blocks, problems };
}

/** XHTML may close any element in itself; to a parser of HTML such an element stays open. */
function asHtml(xhtml: string): string {
  return xhtml.replace(
    /<((?!(?:br|hr|img|input|meta|link|col|area|base|embed|source|track|wbr)\b)[a-z][\w:-]*)((?:\s[^<>]*?)?)\/>/gi,
    '<$1$2></$1>',
  );
}

function addFields(fields: Fields, root: Document): void {
  const all = (name: string) => elements(root, name);
  fields.add('title', oneLine(textOf(root, 'title') ?? '').slice(0, limits.field));
  const role = (element: Element): string => {
    const refined = all('meta').find(
      (meta) =>
        meta.getAttribute('refines') === `#${element.getAttribute('id')}` &&
        meta.getAttribute('property') === 'role',
    );
    return element.getAttribute('opf:role') ?? refined?.textContent?.trim() ?? 'aut';
  };
  const people = (code: string) =>
    [...all('creator'), ...(code === 'aut' ? [] : all('contributor'))]
      .filter((element) => role(element) === code)
      .slice(0, 100)
      .flatMap(
        (element) => parseName(element.getAttribute('opf:file-as') ?? element.textContent ?? '') ?? [],
      );
  fields.add('author', people('aut'));
  fields.add('editor', people('edt'));
  fields.add('translator', people('trl'));
  fields.add('publisher', oneLine(textOf(root, 'publisher') ?? ''));
  fields.add('language', textOf(root, 'language'));
  const dates = all('date').filter(
    (date) => !/modification|creation/.test(date.getAttribute('opf:event') ?? ''),
  );
  fields.add('issued', writtenDate(dates[0]?.textContent ?? ''));
  const identifiers = all('identifier').map((element) => element.textContent ?? '');
  const isbn = identifiers
    .map((text) => /(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]/.exec(text)?.[0])
    .find((text) => text);
  fields.add('ISBN', isbn);
  fields.add(
    'DOI',
    identifiers.map((text) => doiIn(text)).find((text) => text),
  );
  fields.add('type', 'book', 'the kind of file');
}

/** The path of a part, relative to the package file; `..` ends at the root of the archive. */
function resolve(from: string, href: string): string {
  const folder = from.split('/').slice(0, -1);
  for (const part of decoded(href.split('#')[0] ?? '').split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.' && part !== '') folder.push(part);
  }
  return folder.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fault(severity: ReadProblem['severity'], message: string, remedy: string): ReadProblem {
  return { severity, message, remedy };
}
