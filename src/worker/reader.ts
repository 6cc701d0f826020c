/** The worker that reads documents: whatever a document does to its reader, the editor goes on. */
import { serveReading } from '../core/reading/service.ts';
import { listen } from './listen.ts';

listen(serveReading);
