/**
 * `npm run fuzz [rounds]`: tries the properties with other examples, until one fails or the rounds are done.
 *
 * A failure names the seed: `DOSSIER_SEED=… npm run test:unit` shows it again.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runNode } from './workbench/command.ts';
import { projectFolder } from './workbench/paths.ts';

const rounds = Number(process.argv[2] ?? 10);
const files = globSync('test/unit/**/*.test.ts', { cwd: projectFolder }).filter((file) =>
  readFileSync(path.join(projectFolder, file), 'utf8').includes("'fast-check'"),
);
for (let round = 1; round <= rounds; round++) {
  const seed = String((Date.now() & 0x7fffffff) + round);
  const { code, output } = await runNode(['node_modules/mocha/bin/mocha.js', '--exit', ...files], {
    env: { DOSSIER_SEED: seed },
  });
  console.log(`round ${round} of ${rounds}: seed ${seed} ${code === 0 ? 'passed' : 'failed'}`);
  if (code !== 0) {
    console.log(output.slice(output.search(/^ {2}\d+ failing/m)));
    process.exit(1);
  }
}
