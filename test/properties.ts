/** Tries properties with the same examples in each run; `npm run fuzz` tries others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.DOSSIER_SEED ?? 1) });
