/** What Node's extension host has and the web's lacks: the disk, without VS Code in between. */

interface NodeFiles {
  mkdtempSync(prefix: string): string;
  mkdirSync(path: string, options: { recursive: true }): void;
  writeFileSync(path: string, text: string | Uint8Array): void;
  truncateSync(path: string, size: number): void;
  symlinkSync(to: string, path: string): void;
  rmSync(path: string, options: { recursive: true; force: true }): void;
}

const { process } = globalThis as unknown as { process?: { getBuiltinModule?(name: string): never } };

/** @returns undefined in a web host. */
export const builtin = <T>(name: string): T | undefined => process?.getBuiltinModule?.(name);

/** Undefined in a web host. */
export const nodeFiles = builtin<NodeFiles>('node:fs');
