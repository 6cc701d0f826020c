/** The worker that compiles dossiers and searches them: however large they are, the editor goes on. */
import { serveIndexer } from '../core/indexing/service.ts';
import { listen } from './listen.ts';

listen(serveIndexer);
