import pino from 'pino';
import { openProgram } from '../../../src/app/program';
import { Worker } from '../../../src/app/worker';
import { readConfig } from '../../../src/platform/config/config';
import { GadgetPart } from './gadget.entity';
import { gadgetBehavior } from './gadget-behavior';
import { withGadgets } from '.';

/** A process of its own that relays and reacts until it is killed. Every event of a gadget becomes a part of it. */
async function run(): Promise<void> {
  gadgetBehavior.count = async (work, { data }) => void (await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n }));
  const program = await openProgram(readConfig(process.env), pino({ level: 'silent' }), { ...withGadgets.program, migrate: false });
  new Worker(program).start();
  process.stdout.write('ready\n');
}

void run();
