import { systemActor } from '../../kernel/actor';
import type { Database } from '../database/database';
import { instantFromText } from '../database/instant-text';
import type { Scope } from '../database/view';
import { MailboxMail } from './mailbox-mail.entity';
import type { MailSender } from './mail-sender';

const SHOWN = 100;

/** The development mailbox: mails are kept in the database, where every process finds them, each once. */
export function mailboxSender(database: Database): MailSender {
  return {
    send: async ({ tenantId, key, to, subject, text, html = null }) => {
      const mail = { messageKey: key, toAddress: to, subject, text, html };
      await database.transact(scopeOf(database, tenantId), (work) => work.insertUnlessPresent(MailboxMail, mail));
    },
    check: () => database.ping(),
  };
}

/** The newest mails of all tenants, newest first: for the page of the mailbox. */
export async function newestMails(database: Database): Promise<Omit<MailboxMail, 'messageKey' | 'html'>[]> {
  const rows = await database
    .across('development mailbox')
    .query(`SELECT tenant_id, id, to_address, subject, text, created_at FROM mail ORDER BY id DESC LIMIT ${SHOWN}`, []);
  return rows.map((row) => ({
    tenantId: row.tenant_id as string,
    id: row.id as string,
    toAddress: row.to_address as string,
    subject: row.subject as string,
    text: row.text as string,
    createdAt: instantFromText(row.created_at as string),
  }));
}

/** Mail is transport, so its time is real also for a tenant on a test clock. */
function scopeOf(database: Database, tenantId: string): Scope {
  return { tenantId, actor: systemActor, clock: database.clock, isOnTestClock: false, meter: { statements: 0 } };
}
