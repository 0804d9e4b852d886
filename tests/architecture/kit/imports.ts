import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const repositoryRoot = join(__dirname, '..', '..', '..');

export interface ImportBreach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface ImportReport {
  readonly breaches: readonly ImportBreach[];
  readonly modules: readonly { readonly source: string; readonly imports: readonly { readonly to: string; readonly isTypeOnly: boolean }[] }[];
}

/** Applies the dependency rules to a tree, by its own THE LIST. */
export function examineImports(root: string): ImportReport {
  const script = join(repositoryRoot, 'scripts/dependencies.mjs');
  return JSON.parse(execFileSync(process.execPath, [script, '--json', root], { encoding: 'utf8', maxBuffer: 2 ** 27 })) as ImportReport;
}
