import { CommandLine } from '../../../tests/kit/command-line';
import { environmentOf } from '../../../tests/kit/environment';
import { mailsOf } from '../../../tests/kit/mailbox';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { sendWelcomeWhenUserRegistered as reaction } from '../../capabilities/notifications/reactions/send-welcome-when-user-registered';

let world: World;
let cli: CommandLine;
beforeAll(async () => {
  world = await World.open();
  cli = new CommandLine(environmentOf(world));
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

/** A shop whose first event its reaction refuses, and has refused until nobody tried any more. */
async function shopWithParkedEvent(): Promise<Shop> {
  const shop = await world.tenant();
  jest.spyOn(reaction, 'run').mockRejectedValue(new Error('the template is broken\nat line 7'));
  await shop.user();
  await world.settle();
  await world.program.database
    .across('platform administration')
    .execute(`UPDATE event_stuck SET state = 'PARKED', attempts = 6 WHERE tenant_id = ?`, [shop.tenantId]);
  return shop;
}

async function parkedOf(shop: Shop): Promise<unknown[]> {
  const events = (await cli.json('events', 'parked')) as { tenantId: string }[];
  return events.filter(({ tenantId }) => tenantId === shop.tenantId);
}

function replay(shop: Shop, ...words: string[]) {
  return cli.run('events', 'replay', '--tenant', shop.tenantId, '--consumer', reaction.name, ...words);
}

describe('events parked', () => {
  test('shows who refused what, and why', async () => {
    const shop = await shopWithParkedEvent();
    expect(await parkedOf(shop)).toEqual([
      {
        tenantId: shop.tenantId,
        consumer: reaction.name,
        sequence: 1,
        eventId: expect.stringMatching(/^evt_/),
        type: 'user.registered',
        objectId: expect.stringMatching(/^user_/),
        attempts: 6,
        error: 'Error: the template is broken',
      },
    ]);
    expect(await cli.do('events', 'parked')).toContain('the template is broken');
  });
});

describe('events replay', () => {
  test('a parked event is handled once its cause is mended, and what waited behind it follows', async () => {
    const shop = await shopWithParkedEvent();
    expect(await mailsOf(shop)).toEqual([]);
    jest.restoreAllMocks();
    expect(await replay(shop, '--parked')).toEqual({ exitCode: 0, out: '1 event replayed.', err: '' });
    await world.settle();
    expect(await parkedOf(shop)).toEqual([]);
    expect(await mailsOf(shop)).toHaveLength(1);
    expect(await replay(shop, '--parked')).toEqual({ exitCode: 0, out: 'There was nothing to replay.', err: '' });
  });

  test('an event that fails again is reported, and not lost', async () => {
    const shop = await shopWithParkedEvent();
    const { exitCode, out, err } = await replay(shop, '--parked');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '1 event replayed.' });
    expect(err).toBe('1 event of this consumer failed or wait behind one that did; they are tried again.');
    expect(await parkedOf(shop)).toEqual([]);
  });

  test('a consumer that is sent back handles its events again, in their order and without a second mail', async () => {
    const shop = await world.tenant();
    await shop.user();
    await shop.user();
    await world.settle();
    const handled: number[] = [];
    const run = reaction.run.bind(reaction);
    jest.spyOn(reaction, 'run').mockImplementation(async (work, event) => {
      handled.push((event as { sequence: number }).sequence);
      await run(work, event);
    });
    expect(await replay(shop, '--from', '1')).toEqual({ exitCode: 0, out: '2 events replayed.', err: '' });
    expect(await replay(shop, '--from', '2')).toEqual({ exitCode: 0, out: '1 event replayed.', err: '' });
    // Nothing is skipped by a sequence that the log has not reached yet.
    expect(await replay(shop, '--from', '4')).toEqual({ exitCode: 0, out: 'There was nothing to replay.', err: '' });
    expect(handled).toEqual([1, 2, 2]);
    await world.settle();
    expect(await mailsOf(shop)).toHaveLength(2);
  });

  test('a set-aside event comes again with the others when its consumer is sent back', async () => {
    const shop = await shopWithParkedEvent();
    jest.restoreAllMocks();
    expect(await replay(shop, '--from', '1')).toEqual({ exitCode: 0, out: '1 event replayed.', err: '' });
    expect(await parkedOf(shop)).toEqual([]);
    await world.settle();
    expect(await mailsOf(shop)).toHaveLength(1);
  });

  test('what is not said, or not there, is refused', async () => {
    const shop = await world.tenant();
    expect(await replay(shop)).toEqual({ exitCode: 1, out: '', err: 'Say what to replay: --from <sequence>, or --parked.' });
    const { exitCode, err } = await cli.run('events', 'replay', '--tenant', shop.tenantId, '--consumer', 'nobody', '--parked');
    expect(exitCode).toBe(1);
    expect(err.split('\n')[0]).toBe('There is no consumer "nobody". There are:');
    expect(err).toContain(reaction.name);
  });
});
