/** ZIP archives, unpacked within bounds. */
import * as l10n from '@vscode/l10n';
import { type Unzipped, unzipSync } from 'fflate';
import { limits } from './limits.ts';

/** Why an archive is not unpacked. */
export class ZipFault extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'ZipFault';
    this.remedy = remedy;
  }
}

/** The names of an archive's entries and the sizes that it claims for them, nothing unpacked. */
export function zipNames(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  unzip(bytes, (name) => {
    names.add(name);
    return false;
  });
  return names;
}

/**
 * Unpacks the entries that `wants` chooses.
 *
 * @throws ZipFault where there are too many, they are too large, or the archive is damaged.
 */
export function unzip(bytes: Uint8Array, wants: (name: string) => boolean): Unzipped {
  let [entries, size] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (++entries > limits.zipEntries)
          throw tooLarge(l10n.t('it has more than {0} parts', limits.zipEntries));
        if (!wants(name)) return false;
        // fflate unpacks no more than the size that the entry claims, so a false claim loses only itself.
        size += originalSize;
        if (size > limits.unpackedSize) {
          throw tooLarge(l10n.t('it unpacks to more than {0} MB', limits.unpackedSize / 1_000_000));
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    throw new ZipFault(
      l10n.t('the archive in it is damaged'),
      l10n.t('open and save it in the program that made it'),
    );
  }
}

function tooLarge(message: string): ZipFault {
  return new ZipFault(message, l10n.t('split the document into smaller ones'));
}
