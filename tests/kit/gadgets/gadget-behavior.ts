import type { LoggedEvent } from '../../../src/kernel/event';
import type { Desk } from '../../../src/platform/database/desk';
import type { Work } from '../../../src/platform/database/work';
import { defineEvent } from '../../../src/platform/events/define-event';
import { defineReaction } from '../../../src/platform/events/reaction';
import { defineCrowdJob, defineJob } from '../../../src/platform/jobs/job';
import type { Gadget } from './gadget.entity';

export const gadgetMade = defineEvent<{ gadgetId: string; ownerId: string | null; n: number }>({
  type: 'gadget.made',
  object: 'gadgetId',
  user: 'ownerId',
  description: 'A gadget was made.',
});

/** Nobody reacts to it. */
export const gadgetSeen = defineEvent<{ gadgetId: string; n: number }>({
  type: 'gadget.seen',
  object: 'gadgetId',
  description: 'Somebody looked at a gadget.',
});

type Reacts = (work: Work, event: LoggedEvent<{ gadgetId: string; n: number }>) => Promise<void>;
type Runs = (desk: Desk, payload: { n: number }) => Promise<void>;
type RunsTogether = (desk: Desk, payloads: readonly { n: number }[]) => Promise<readonly PromiseSettledResult<unknown>[]>;
const nothing = async () => undefined;
const allWell: RunsTogether = async (_desk, payloads) => payloads.map((value) => ({ status: 'fulfilled', value }));

/** What the reactions, jobs and resolvers of the gadgets do: each test says it anew. */
export const gadgetBehavior = {
  count: nothing as Reacts,
  copy: nothing as Reacts,
  tick: nothing as Runs,
  ring: nothing as Runs,
  swarm: allWell,
  fragile: (_gadget: Gadget): string => 'whole',
  reset() {
    Object.assign(this, { count: nothing, copy: nothing, tick: nothing, ring: nothing, swarm: allWell, fragile: () => 'whole' });
  },
};

export const countWhenGadgetIsMade = defineReaction({
  name: 'count-when-gadget-is-made',
  on: gadgetMade,
  run: (work, event) => gadgetBehavior.count(work, event),
});

export const copyWhenGadgetIsMade = defineReaction({
  name: 'copy-when-gadget-is-made',
  on: gadgetMade,
  run: (work, event) => gadgetBehavior.copy(work, event),
});

/** In business time. */
export const tickJob = defineJob<{ n: number }>({
  kind: 'gadgets.tick',
  time: 'BUSINESS',
  run: (desk, payload) => gadgetBehavior.tick(desk, payload),
});

/** In real time. */
export const ringJob = defineJob<{ n: number }>({
  kind: 'gadgets.ring',
  time: 'REAL',
  run: (desk, payload) => gadgetBehavior.ring(desk, payload),
});

/** In business time, in crowds. */
export const swarmJob = defineCrowdJob<{ n: number }>({
  kind: 'gadgets.swarm',
  time: 'BUSINESS',
  runTogether: (desk, payloads) => gadgetBehavior.swarm(desk, payloads),
});
