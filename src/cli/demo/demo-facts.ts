import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const login = z.object({ email: z.string(), password: z.string() });

const facts = z.object({
  tenantId: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  user: login,
  staff: login,
});

/** What only the first start knows: keys and passwords are kept as hashes in the database. */
export type DemoShop = Readonly<z.output<typeof facts>>;

/** Where the demo can be reached, beside what it is. */
export type DemoFacts = DemoShop & { readonly url: string; readonly wsUrl: string; readonly gatewayUrl: string };

const pathOf = (dataDir: string) => join(dataDir, 'demo.json');

/** Null when there is no such file, or none that this version wrote: then the shop gets new keys and passwords. */
export function readDemoShop(dataDir: string): DemoShop | null {
  try {
    return facts.parse(JSON.parse(readFileSync(pathOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Readable by its owner alone, for it holds a secret key and passwords. */
export function writeDemoShop(dataDir: string, all: DemoShop | DemoFacts): void {
  mkdirSync(dataDir, { recursive: true });
  const unfinished = `${pathOf(dataDir)}.new`;
  writeFileSync(unfinished, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, pathOf(dataDir));
}
