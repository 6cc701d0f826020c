/** The worker that reads the entries of large bibliographies, for which the editor need not wait. */
import { serveEntries } from '../core/bibliography/service.ts';
import { listen } from './listen.ts';

listen(serveEntries);
