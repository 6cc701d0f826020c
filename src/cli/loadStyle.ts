/** The citation style a call names: a bundled one, or the file of another. */
import { readFile } from 'node:fs/promises';
import { UserError } from '../core/errors.ts';
import { type BundledStyle, bundledStyle, localePath, stylePath } from '../core/style/bundledStyles.ts';
import { CitationStyle } from '../core/style/citationStyle.ts';
import { readStyleFile } from '../core/style/styleFile.ts';

/**
 * @param name a bundled style, or the path of a `.csl` file.
 * @returns undefined when it is neither.
 * @throws UserError when the file cannot be read or used.
 */
export async function loadStyle(name: string): Promise<CitationStyle | undefined> {
  const known = bundledStyle(name);
  const isPath = /\.csl$/i.test(name);
  if (!known && !isPath) return undefined;
  const locales = { 'en-US': await bundledText(localePath('en-US')) };
  const own = isPath ? await readOwn(name, known) : undefined;
  const parent = own === undefined ? known : readStyleFile(own, name);
  const style = new CitationStyle(
    parent ? await bundledText(stylePath(parent)) : (own ?? ''),
    'en-US',
    locales,
  );
  style.check(name);
  return style;
}

/** The command line lies beside what the build puts into dist. */
function bundledText(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8');
}

async function readOwn(file: string, bundled: BundledStyle | undefined): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (bundled && error.code === 'ENOENT') return undefined;
    throw new UserError(
      `${file}: cannot be read (${error.code ?? error.message})`,
      'name a .csl file or a bundled style',
    );
  });
}
