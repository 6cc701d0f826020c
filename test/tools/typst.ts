/** Typst's compiler, from the npm registry; it writes HTML, so that no font is needed. */
import { createRequire } from 'node:module';

export interface Compiled {
  /** Without markup; paragraphs and entries are lines. */
  readonly text: string;
  readonly complaints: readonly string[];
}

/** @returns undefined where no compiler is built for this system. */
export function typstCompiler(folder: string): ((main: string) => Compiled) | undefined {
  // Its native part is an optional dependency.
  let module: typeof import('@myriaddreamin/typst-ts-node-compiler');
  try {
    module = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler');
  } catch {
    return undefined;
  }
  const compiler = module.NodeCompiler.create({ workspace: folder });
  return (mainFileContent) => {
    const outcome = compiler.tryHtml({ mainFileContent });
    const complaints = [outcome.takeError(), outcome.takeWarnings()].flatMap(
      (one) => one?.shortDiagnostics.map(({ message }) => String(message)) ?? [],
    );
    return { text: plainText(outcome.result?.body() ?? ''), complaints };
  };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function plainText(html: string): string {
  return html
    .replace(/<(?:\/p|\/li|br)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity);
}
