import { migrations } from '../../../migrations';
import { capabilities } from '../../../src/app/capabilities';
import { defineCapability } from '../../../src/platform/capability';
import { CreateGadgets4102444800000 } from './create-gadgets';
import { copyWhenGadgetIsMade, countWhenGadgetIsMade, gadgetMade, gadgetSeen, ringJob, swarmJob, tickJob } from './gadget-behavior';
import { Gadget, GadgetPart } from './gadget.entity';
import { EventGadgetFields, gadgetById, GadgetResolver } from './gadget.resolver';

/** A capability for the tests of the platform: it has one of everything, and tests say what it does. */
const gadgets = defineCapability({
  name: 'gadgets',
  entities: [Gadget, GadgetPart],
  resolvers: [GadgetResolver, EventGadgetFields],
  nodes: [{ prefix: 'gdg', typeName: 'Gadget', loader: gadgetById, permission: null }],
  permissions: { 'gadgets.staff': { roles: ['STAFF', 'ADMIN'], description: 'Read what is for staff.' } },
  events: [gadgetMade, gadgetSeen],
  reactions: [countWhenGadgetIsMade, copyWhenGadgetIsMade],
  jobs: [tickJob, ringJob, swarmJob] as never,
});

/** `World.open(withGadgets)`: the whole program and the gadgets. */
export const withGadgets = {
  program: { capabilities: [...capabilities, gadgets], migrations: [...migrations, CreateGadgets4102444800000] },
};
