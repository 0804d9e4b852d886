import { join, relative } from 'node:path';

const root = join(__dirname, '../..');

/** What jest.config.cjs dealt out to each file of tests/shares. */
declare const SHARES: Readonly<Record<string, readonly string[]>>;

/** Runs the test files of a share as if each was alone. */
export function runShare(shareFile: string): void {
  for (const file of SHARES[relative(root, shareFile)] ?? []) {
    describe(file, () => {
      // Required, and not imported: the tests that it says belong into this `describe`.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(join(root, file));
    });
  }
}
