/**
 * The programs that read what the extension writes. The missing ones are installed where that can be done unasked: by
 * apt-get, as root. DOSSIER_TOOLS=found leaves the machine as it is, DOSSIER_TOOLS=none skips them all.
 */
import { spawnSync } from 'node:child_process';

/** Debian's, whose packages another Python does not see. */
export const python = process.platform === 'linux' ? '/usr/bin/python3' : 'python3';

interface Tool {
  /** What tells its version, and so that it is there. */
  readonly version: readonly string[];
  /** Debian's packages; none where it is not installed from there. */
  readonly packages: readonly string[];
}

const tools = {
  pandoc: { version: ['pandoc', '--version'], packages: ['pandoc'] },
  bibtex: {
    version: ['bibtex', '--version'],
    packages: ['texlive-latex-base', 'texlive-latex-recommended', 'poppler-utils'],
  },
  biber: { version: ['biber', '--version'], packages: ['biber', 'texlive-bibtex-extra'] },
  asciidoctor: { version: ['asciidoctor', '--version'], packages: ['asciidoctor'] },
  'asciidoctor-bibtex': { version: ['gem', 'list', '--installed', 'asciidoctor-bibtex'], packages: [] },
  'sphinxcontrib-bibtex': {
    version: [python, '-c', 'import sphinxcontrib.bibtex as b; print(b.__file__)'],
    packages: ['python3-sphinx', 'python3-sphinxcontrib.bibtex'],
  },
  'myst-parser': {
    version: [python, '-c', 'import myst_parser; print(myst_parser.__version__)'],
    packages: ['python3-myst-parser', 'python3-sphinxcontrib.bibtex'],
  },
  emacs: { version: ['emacs', '--version'], packages: ['emacs-nox'] },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** The longest that getting all of them may take, in ms. */
const patience = 10 * 60_000;

let reason: string | undefined;

/**
 * Skips the tests of the suite where a tool cannot be had, and says so in a line that `npm test` repeats at its end.
 *
 * @example before(function () { needs(this, 'pandoc'); });
 */
export function needs(test: Mocha.Context, ...names: readonly ToolName[]): void {
  test.timeout(patience + 60_000);
  reason ??= installMissing();
  const missing = names.filter((name) => !isThere(tools[name]));
  if (missing.length === 0 && process.env.DOSSIER_TOOLS !== 'none') return;
  const why = reason || 'it is in no package of this system';
  console.log(`not tested: ${test.test?.parent?.title} (no ${missing.join(', ')}: ${why})`);
  test.skip();
}

/** @returns why some are missing still; empty where each package was installed. */
function installMissing(): string {
  if (process.env.DOSSIER_TOOLS) return `DOSSIER_TOOLS is ${process.env.DOSSIER_TOOLS}`;
  const missing = Object.entries<Tool>(tools).filter(
    ([, tool]) => tool.packages.length > 0 && !isThere(tool),
  );
  if (missing.length === 0) return '';
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return `install ${[...new Set(missing.flatMap(([, tool]) => tool.packages))].join(' ')}`;
  }
  console.log(`Getting ${missing.map(([name]) => name).join(', ')} with apt-get …`);
  const started = performance.now();
  const deadline = started + patience;
  // All at once, since TeX builds its formats after each; one by one where a package is unknown.
  const all = missing.flatMap(([, tool]) => tool.packages);
  let failure = aptGet(deadline, 'update') || aptGet(deadline, 'install', ...all);
  if (failure) {
    for (const [, tool] of missing) failure = aptGet(deadline, 'install', ...tool.packages) || failure;
  }
  known.clear();
  console.log(`${failure || 'Done'} after ${Math.round((performance.now() - started) / 1000)} s`);
  return failure;
}

/** @returns why it failed; empty where it did not. */
function aptGet(deadline: number, ...args: readonly string[]): string {
  const timeout = Math.max(1, Math.ceil(deadline - performance.now()));
  const { status, error, stderr } = spawnSync(
    'apt-get',
    [
      '-qq',
      '-y',
      '--no-install-recommends',
      ...['DPkg::Lock::Timeout=300', 'Acquire::http::Timeout=20', 'Acquire::Retries=1'].flatMap((option) => [
        '-o',
        option,
      ]),
      // What is lost in a power cut can be installed again.
      ...['-o', 'Dpkg::Options::=--force-unsafe-io'],
      ...args,
    ],
    { encoding: 'utf8', timeout, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
  );
  if (status === 0) return '';
  return `apt-get ${args[0]}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
}

const known = new Map<Tool, boolean>();

function isThere(tool: Tool): boolean {
  const [file = '', ...args] = tool.version;
  const there = known.get(tool) ?? spawnSync(file, args).status === 0;
  known.set(tool, there);
  return there;
}
