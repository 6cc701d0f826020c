import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: also the folder of the extension under development. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** What the tests fetch once and keep: VS Code's server, a browser. */
export const cacheFolder = path.join(projectFolder, '.vscode-test');

/** What a test run leaves for people to look at: screenshots, logs of failures. */
export const artifactsFolder = path.join(projectFolder, 'artifacts');
