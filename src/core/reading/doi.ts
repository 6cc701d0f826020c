import { limits } from './limits.ts';

/** The DOI in a text, without the resolver before it. */
export function doiIn(text: string | undefined): string | undefined {
  return /\b(10\.\d{4,9}\/[^\s"<>]*[^\s"<>.,;:)\]])/.exec((text ?? '').slice(0, limits.field))?.[1];
}
