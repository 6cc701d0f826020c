/** How the evidence index grows, beside other search libraries over the same paragraphs: time, size, memory. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { paragraphs, type QueryKind, queriesFor, queryKinds } from './collection.ts';
import { median, quantile, table } from './figures.ts';
import { type Built, type Engine, engines } from './searchEngines.ts';

const sizes = [1000, 10_000, 100_000] as const;
const queriesPerKind = 300;
/** So many of them warm up; one comes again only after all the others. */
const warmUp = 75;
/** Milliseconds for the queries of a kind: an engine that takes longer is asked the first of them only. */
const patience = 20_000;
/** The most often that something is built or loaded. */
const rounds = 5;
/** What is measured is measured again until so many milliseconds have passed: a machine is slow for a while. */
const longEnough = 1200;
interface Figures {
  readonly name: string;
  readonly build: number;
  readonly memory: number;
  readonly disk: number | undefined;
  readonly load: number | undefined;
  /** Of each query. */
  readonly times: Readonly<Record<QueryKind, readonly number[]>>;
}

const explanation = [
  `Times in milliseconds, sizes in megabytes; of each query the median of as many runs as ${longEnough / 1000} s take. In brackets, how many`,
  'times as much as Dossier’s index; of queries, by their p95. Queries are of one to four words that stand in a',
  'paragraph: as they are, with the last one half typed, each with a slip; or of ten to sixteen. All are asked the same',
  `${queriesPerKind - warmUp} of each kind, as far as ${patience / 1000} s go. lunr, FlexSearch and Orama are left out where building them takes minutes.`,
].join('\n');

/** Measures every engine at every size. */
export async function measureSearch(): Promise<string> {
  const parts = ['## Search at scale', explanation];
  for (const size of sizes) {
    const texts = paragraphs(size);
    const asked = queriesFor(texts, queriesPerKind);
    const figures: Figures[] = [];
    for (const engine of engines) {
      if (size > (engine.most ?? size)) continue;
      const start = performance.now();
      figures.push(await measure(engine, texts, asked));
      console.error(`${engine.name}, ${size}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    parts.push(`### ${size.toLocaleString('en')} paragraphs`, ...tables(figures));
  }
  return parts.join('\n\n');
}

async function measure(
  engine: Engine,
  texts: readonly string[],
  asked: Record<QueryKind, string[]>,
): Promise<Figures> {
  const before = memory();
  const builds: number[] = [];
  let built: Built | undefined;
  while (builds.length < rounds && sum(builds) < longEnough) {
    built = undefined;
    const start = performance.now();
    built = await engine.build(texts);
    builds.push(performance.now() - start);
  }
  if (!built) throw new Error(`${engine.name} is not built`);
  const held = memory() - before;
  const times: Record<QueryKind, number[]> = { exact: [], prefix: [], misspelt: [], long: [] };
  for (const kind of queryKinds) {
    const [warming, rest] = [asked[kind].slice(0, warmUp), asked[kind].slice(warmUp)];
    await ask(built, kind, warming, patience / 4);
    let round = await ask(built, kind, rest, patience);
    const measured = [round];
    for (let spent = sum(round); spent < longEnough; spent += sum(round)) {
      round = await ask(built, kind, rest, patience);
      measured.push(round);
    }
    // What else the machine does meanwhile hits a query in one round, hardly in most.
    times[kind] = (measured[0] ?? []).map((_, at) =>
      median(measured.map((round) => round[at] ?? Number.NaN)),
    );
  }
  const file = built.save?.();
  built = undefined;
  const loads: number[] = [];
  while (file !== undefined && engine.load && loads.length < rounds && sum(loads) < longEnough) {
    const start = performance.now();
    engine.load(file);
    loads.push(performance.now() - start);
  }
  return {
    name: engine.name,
    build: median(builds),
    memory: held,
    disk: typeof file === 'string' ? Buffer.byteLength(file) : file?.byteLength,
    load: loads.length ? median(loads) : undefined,
    times,
  };
}

/** Asks queries until they are all asked, or so many milliseconds have passed. @returns how long each took. */
async function ask(
  built: Built,
  kind: QueryKind,
  queries: readonly string[],
  most: number,
): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    await built.search(query, kind);
    times.push(performance.now() - start);
    if (sum(times) > most) break;
  }
  return times;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, one) => all + one, 0);
}

/** Bytes in use, after everything that is not is gone. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function tables(figures: readonly Figures[]): string[] {
  const own = figures[0] as Figures;
  const ratio = (value: number | undefined, ours: number | undefined) =>
    value === undefined || ours === undefined ? '' : ` (${(value / ours).toPrecision(2)} ×)`;
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? '–' : (bytes / 1e6).toFixed(1));
  const time = (value: number | undefined) => (value === undefined ? '–' : value.toPrecision(3));
  return [
    table(
      ['', 'build', 'memory', 'on disk', 'load'],
      figures.map(({ name, build, memory: held, disk, load }) => [
        name,
        time(build) + ratio(build, own.build),
        megabytes(held) + ratio(held, own.memory),
        megabytes(disk) + ratio(disk, own.disk),
        time(load) + ratio(load, own.load),
      ]),
    ),
    table(
      ['query, p50 / p95 / p99', ...queryKinds],
      figures.map(({ name, times }) => [
        name,
        ...queryKinds.map((kind) => {
          const three = [0.5, 0.95, 0.99].map((share) => time(quantile(times[kind], share))).join(' / ');
          return three + ratio(quantile(times[kind], 0.95), quantile(own.times[kind], 0.95));
        }),
      ]),
    ),
  ];
}
