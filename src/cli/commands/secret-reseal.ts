import { Command } from 'commander';
import { allTenantIds } from '../../capabilities/tenants/capability';
import type { Program } from '../../app/program';
import { resealBatch } from '../../platform/crypto/reseal';
import { sealerPort } from '../../platform/crypto/seal';
import { resealTokenKeys } from '../../platform/crypto/token-keys';
import { counted } from '../counted';
import type { Terminal } from '../terminal';
import { withProgram } from '../with-program';

export function secretReseal(terminal: Terminal): Command {
  return new Command('reseal')
    .description('Seals again by PERENNIAL_SECRET what PERENNIAL_PREVIOUS_SECRETS sealed: signing keys and payment tokens. Servers may run; it may be stopped and repeated.')
    .action(async () => {
      const count = await withProgram(terminal, reseal);
      terminal.print(count === 0 ? 'Everything was sealed by the newest secret already.' : `${counted(count, 'text')} sealed by the newest secret.`);
    });
}

/** Batch by batch, one tenant after the other: each batch is a transaction, so what is done stays done. */
async function reseal(program: Program): Promise<number> {
  const { database, capabilities, ports } = program;
  const sealer = ports.get(sealerPort);
  const columns = capabilities.flatMap(({ sealed }) => sealed ?? []);
  let count = await resealTokenKeys(database, sealer);
  for (const tenantId of await allTenantIds(database)) {
    const context = await program.openSystemContext(tenantId);
    for (const column of columns) {
      for (let done = -1; done !== 0; count += done) done = await context.transact((work) => resealBatch(work, column, sealer));
    }
  }
  return count;
}
