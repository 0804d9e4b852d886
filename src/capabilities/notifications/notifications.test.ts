import { MailServer } from '../../../tests/kit/mail-server';
import { mailsOf } from '../../../tests/kit/mailbox';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { Event } from '../../platform/events/event.entity';
import { mailPort, type Mail, type MailSender } from '../../platform/messages/mail-sender';
import { queueMail } from './actions/queue-mail';
import { sendMail } from './actions/send-mail';
import { Notification } from './model/notification.entity';
import { welcomeTemplate } from './templates/welcome.template';

let world: World;
let mailbox: MailSender;
beforeAll(async () => {
  world = await World.open();
  mailbox = world.program.ports.get(mailPort);
});
afterEach(() => void world.program.ports.plug(mailPort, mailbox));
afterAll(() => world.close());

async function notificationsOf(shop: Shop): Promise<Pick<Notification, 'template' | 'state'>[]> {
  const { view } = await world.program.openSystemContext(shop.tenantId);
  return (await view.from(Notification).orderBy('id').all()).map(({ template, state }) => ({ template, state }));
}

/** What waits on the list of jobs, with the failures so far. */
async function waitingJobs(shop: Shop): Promise<{ kind: string; attempts: number }[]> {
  const rows = await world.program.database
    .across('platform administration')
    .query('SELECT kind, attempts FROM job WHERE tenant_id = ? ORDER BY job_key', [shop.tenantId]);
  return rows.map(({ kind, attempts }) => ({ kind: kind as string, attempts: Number(attempts) }));
}

/** The pause before the next attempt is over. */
async function skipPause(shop: Shop): Promise<void> {
  await world.program.database
    .across('platform administration')
    .execute(`UPDATE job SET retry_at = '2020-01-01 00:00:00.000' WHERE tenant_id = ?`, [shop.tenantId]);
}

/** Mails go to `send` instead of the mailbox. */
function plugSender(send: (mail: Mail) => Promise<void>): void {
  world.program.ports.plug(mailPort, { send, check: async () => undefined });
}

describe('send-welcome-when-user-registered', () => {
  test('who signs up is welcomed once, by the shop that she signed up at', async () => {
    const [shop, other] = [await world.tenant({ name: 'Rosen & Söhne' }), await world.tenant()];
    const ada = await shop.user({ name: 'Ada' });
    await world.settle();
    expect(await mailsOf(shop)).toEqual([
      {
        to: ada.email,
        subject: 'Welcome to Rosen & Söhne',
        text:
          `Hello Ada,\n\nyou have an account at Rosen & Söhne now. Sign in with this address, ${ada.email}.\n\n` +
          'If it was not you who signed up, you need not do anything: nobody can use the account without your password.\n',
      },
    ]);
    expect(await mailsOf(other)).toEqual([]);
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'SENT' }]);
    expect(await waitingJobs(shop)).toEqual([]);
  });

  test('names and addresses are read when the mail is sent; the log and the list of jobs have none', async () => {
    const shop = await world.tenant();
    plugSender(async () => {
      throw new Error('not now');
    });
    const ada = await shop.user({ name: 'Adda' });
    await world.settle();
    await ada.do(`mutation { userUpdate(input: { name: "Ada" }) { userErrors { code } } }`);
    const kept = await world.program.database
      .across('platform administration')
      .query('SELECT data AS text FROM event_log WHERE tenant_id = ? UNION ALL SELECT payload FROM job WHERE tenant_id = ?', [shop.tenantId, shop.tenantId]);
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toMatch(/Adda|@example/);
    world.program.ports.plug(mailPort, mailbox);
    await skipPause(shop);
    await world.settle();
    expect((await mailsOf(shop)).map(({ text }) => text.split('\n')[0])).toEqual(['Hello Ada,']);
  });
});

describe('queue-mail', () => {
  test('an event and a template make one mail, however often they are queued', async () => {
    const shop = await world.tenant();
    await shop.user();
    await world.settle();
    const context = await world.program.openSystemContext(shop.tenantId);
    const event = (await context.view.from(Event).one())!.toLogged();
    for (let times = 0; times < 2; times += 1) await context.transact((work) => queueMail(work, { template: welcomeTemplate, event }));
    expect(await waitingJobs(shop)).toEqual([]);
    await world.settle();
    expect(await mailsOf(shop)).toHaveLength(1);
    expect(await notificationsOf(shop)).toHaveLength(1);
  });
});

describe('send-mail', () => {
  test('a mail that was not taken is tried again after a pause, and then sent once', async () => {
    const shop = await world.tenant();
    let attempts = 0;
    plugSender(async (mail) => {
      attempts += 1;
      if (attempts < 3) throw new Error('451 too busy');
      await mailbox.send(mail);
    });
    await shop.user();
    await world.settle();
    await world.settle();
    expect(attempts).toBe(1);
    expect(await waitingJobs(shop)).toEqual([{ kind: 'notifications.send-mail', attempts: 1 }]);
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'QUEUED' }]);
    for (let times = 0; times < 3; times += 1) {
      await skipPause(shop);
      await world.settle();
    }
    expect(attempts).toBe(3);
    expect(await mailsOf(shop)).toHaveLength(1);
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'SENT' }]);
    expect(await waitingJobs(shop)).toEqual([]);
  });

  test('a mail that was taken and whose answer was lost is sent again with its key, and stands in the mailbox once', async () => {
    const shop = await world.tenant();
    const keys: string[] = [];
    plugSender(async (mail) => {
      keys.push(mail.key);
      await mailbox.send(mail);
      if (keys.length === 1) throw new Error('the connection broke');
    });
    await shop.user();
    await world.settle();
    await skipPause(shop);
    await world.settle();
    expect(keys).toEqual([expect.stringMatching(/^ntf_/), keys[0]]);
    expect(await mailsOf(shop)).toHaveLength(1);
  });

  test('of a crowd, the mail that is not taken waits, and the others are sent', async () => {
    const shop = await world.tenant();
    const users = [await shop.user(), await shop.user(), await shop.user()];
    plugSender(async (mail) => {
      if (mail.to === users[1]!.email) throw new Error('550 no such mailbox');
      await mailbox.send(mail);
    });
    await world.settle();
    expect((await mailsOf(shop)).map(({ to }) => to).sort()).toEqual([users[0]!.email, users[2]!.email].sort());
    expect(await waitingJobs(shop)).toEqual([{ kind: 'notifications.send-mail', attempts: 1 }]);
    expect((await notificationsOf(shop)).map(({ state }) => state).sort()).toEqual(['QUEUED', 'SENT', 'SENT']);
  });

  test('two workers with the same job record one sending', async () => {
    const shop = await world.tenant();
    plugSender(async () => undefined);
    await shop.user();
    const context = await world.program.openSystemContext(shop.tenantId);
    await world.program.relay.drain();
    await world.program.consumers.drain();
    const { id } = (await context.view.from(Notification).one())!;
    await Promise.all([sendMail(context, { notificationId: id }), sendMail(context.renewed(), { notificationId: id })]);
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'SENT' }]);
    await world.settle();
    expect(await mailsOf(shop)).toEqual([]);
  });

  test('when there is nobody to tell any more, nothing is sent', async () => {
    const shop = await world.tenant();
    plugSender(async () => {
      throw new Error('not now');
    });
    await shop.user();
    await world.settle();
    await world.program.database
      .across('platform administration')
      .execute('UPDATE `user` SET email = NULL WHERE tenant_id = ?', [shop.tenantId]);
    world.program.ports.plug(mailPort, mailbox);
    await skipPause(shop);
    await world.settle();
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'UNWANTED' }]);
    expect(await mailsOf(shop)).toEqual([]);
    expect(await waitingJobs(shop)).toEqual([]);
  });

  test('no transaction is open while the mail server is asked', async () => {
    const shop = await world.tenant();
    const { database } = world.program;
    plugSender(async () => {
      // Inside a transaction this would throw.
      await database.transactAcross('platform administration', (connection) => connection.query('SELECT 1', []));
    });
    await shop.user();
    await world.settle();
    expect(await notificationsOf(shop)).toEqual([{ template: 'welcome', state: 'SENT' }]);
  });
});

test('with SMTP_URL mails go to the mail server, and the mailbox stays empty', async () => {
  const server = await MailServer.open();
  const sending = await World.open({ env: { SMTP_URL: server.url, MAIL_FROM: 'Rosen <shop@rosen.example>' } });
  const shop = await sending.tenant();
  const ada = await shop.user();
  await sending.settle();
  expect(server.taken.map(({ from, to }) => ({ from, to }))).toEqual([{ from: 'shop@rosen.example', to: [ada.email] }]);
  expect(await mailsOf(shop)).toEqual([]);
  await sending.close();
  await server.close();
});
