import { CommandLine } from '../../../tests/kit/command-line';
import { environmentOf } from '../../../tests/kit/environment';
import { mailsOf } from '../../../tests/kit/mailbox';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { sendMailJob as job } from '../../capabilities/notifications/jobs/send-mail.job';

let world: World;
let cli: CommandLine;
beforeAll(async () => {
  world = await World.open();
  cli = new CommandLine(environmentOf(world));
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

/** A shop whose first mail could not be sent, until nobody tried any more. */
async function shopWithParkedJob(): Promise<Shop> {
  const shop = await world.tenant();
  jest.spyOn(job as Required<typeof job>, 'runTogether').mockRejectedValue(new Error('the mail server is away\nat line 7'));
  await shop.user();
  await world.settle();
  await world.program.database.across('platform administration').execute(`UPDATE job SET state = 'PARKED', attempts = 10 WHERE tenant_id = ?`, [shop.tenantId]);
  return shop;
}

async function parkedOf(shop: Shop): Promise<unknown[]> {
  const jobs = (await cli.json('jobs', 'parked')) as { tenantId: string }[];
  return jobs.filter(({ tenantId }) => tenantId === shop.tenantId);
}

const retry = (shop: Shop, kind: string) => cli.run('jobs', 'retry', '--tenant', shop.tenantId, '--kind', kind);

test('a parked job is shown with its last failure, and runs once its cause is mended', async () => {
  expect(await cli.do('jobs', 'parked')).toBe('No job is parked.');
  const shop = await shopWithParkedJob();
  expect(await parkedOf(shop)).toEqual([
    { tenantId: shop.tenantId, kind: job.kind, key: expect.stringMatching(/^ntf_/), attempts: 10, error: 'Error: the mail server is away' },
  ]);
  expect(await cli.do('jobs', 'parked')).toContain('the mail server is away');
  jest.restoreAllMocks();
  await world.settle();
  expect(await mailsOf(shop)).toEqual([]);
  expect(await retry(shop, job.kind)).toEqual({ exitCode: 0, out: '1 job to be tried again.', err: '' });
  await world.settle();
  expect(await mailsOf(shop)).toHaveLength(1);
  expect(await parkedOf(shop)).toEqual([]);
  expect(await retry(shop, job.kind)).toEqual({ exitCode: 0, out: 'No job of this kind is parked.', err: '' });
});

test('jobs of other tenants and of other kinds stay parked', async () => {
  const shop = await shopWithParkedJob();
  const other = await world.tenant();
  expect((await retry(other, job.kind)).out).toBe('No job of this kind is parked.');
  expect((await retry(shop, 'orders.expire-unpaid-order')).out).toBe('No job of this kind is parked.');
  expect(await parkedOf(shop)).toHaveLength(1);
});

test('a kind that does not exist is answered with those that do', async () => {
  const { exitCode, err } = await retry(await world.tenant(), 'send-mail');
  expect({ exitCode, first: err.split('\n')[0] }).toEqual({ exitCode: 1, first: 'There is no job "send-mail". There are:' });
  expect(err.split('\n')).toContain(job.kind);
});
