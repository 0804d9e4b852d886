import { MailboxMail } from '../../src/platform/messages/mailbox-mail.entity';
import type { Shop } from './shop';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The mails that a tenant has sent, oldest first. Mails are jobs: settle the world before. */
export async function mailsOf(shop: Shop): Promise<ReceivedMail[]> {
  const { view } = await shop.world.program.openSystemContext(shop.tenantId);
  const mails = await view.from(MailboxMail).orderBy('id').all();
  return mails.map(({ toAddress, subject, text }) => ({ to: toAddress, subject, text }));
}
