import { createTransport } from 'nodemailer';
import { SECOND_MS } from '../../kernel/clock';
import type { MailSender } from './mail-sender';

const PATIENCE = { connectionTimeout: 10 * SECOND_MS, greetingTimeout: 10 * SECOND_MS, socketTimeout: 30 * SECOND_MS };

/** Sends by SMTP. The mail's key becomes its Message-ID, by which mail programs know one that came twice. */
export function smtpSender({ url, from }: { url: string; from: string }): MailSender {
  const transport = createTransport({ url, ...PATIENCE });
  const host = /@([^>@\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async ({ key, to, subject, text, html }) => {
      // An address given as text would be parsed, and a comma in it would make two of one.
      await transport.sendMail({ messageId: `<${key}@${host}>`, from, to: { name: '', address: to }, subject, text, html });
    },
    check: async () => void (await transport.verify()),
  };
}
