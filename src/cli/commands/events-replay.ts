import { Command } from 'commander';
import type { Program } from '../../app/program';
import { replayFrom, retryParked } from '../../platform/events/replay';
import type { Context } from '../../platform/graphql/context';
import { counted } from '../counted';
import { sequenceArgument, tenantOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

interface Options {
  readonly tenant: string;
  readonly consumer: string;
  readonly from?: number;
  readonly parked?: boolean;
}

export function eventsReplay(terminal: Terminal): Command {
  return new Command('replay')
    .description('Lets a consumer handle events again: all from a sequence on, or those that are parked.')
    .addOption(tenantOption())
    .requiredOption('--consumer <name>', 'name of the reaction, as "perennial events parked" and the log show it')
    .option('--from <sequence>', 'handle the event with this sequence and all later ones again', sequenceArgument)
    .option('--parked', 'try the parked events of this consumer again')
    .action(async (options: Options) => {
      if (options.from === undefined && !options.parked) throw new CommandFailed('Say what to replay: --from <sequence>, or --parked.');
      const { replayed, failing } = await withTenant(terminal, options.tenant, (context, program) => replay(context, program, options));
      terminal.print(replayed === 0 ? 'There was nothing to replay.' : `${counted(replayed, 'event')} replayed.`);
      if (failing > 0) throw new CommandFailed(`${counted(failing, 'event')} of this consumer failed or wait behind one that did; they are tried again.`);
    });
}

async function replay(context: Context, program: Program, { consumer, from, parked }: Options): Promise<{ replayed: number; failing: number }> {
  const reactions = program.capabilities.flatMap((capability) => capability.reactions ?? []);
  const reaction = reactions.find(({ name }) => name === consumer);
  if (!reaction) throw new CommandFailed(`There is no consumer "${consumer}". There are:\n${reactions.map(({ name }) => name).join('\n')}`);
  const replayed = await context.transact(
    async (work) =>
      (parked ? await retryParked(work, { reaction }) : 0) + (from === undefined ? 0 : await replayFrom(work, { reaction, sequence: from })),
  );
  while ((await program.consumers.drain()) > 0);
  const [row] = await context.view.rows(
    'event_stuck: count',
    'SELECT COUNT(*) AS n FROM event_stuck WHERE tenant_id = :tenant AND consumer = :consumer',
    { consumer },
  );
  return { replayed, failing: Number(row!.n) };
}
