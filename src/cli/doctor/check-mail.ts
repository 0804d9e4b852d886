import type { Config } from '../../platform/config/config';
import { smtpSender } from '../../platform/messages/smtp-sender';
import { type Finding, messageOf, ok, wrong } from './finding';

/** Signs in at the mail server, as sending would, and sends nothing. */
export async function checkMail({ SMTP_URL: url, MAIL_FROM: from }: Config): Promise<Finding> {
  if (!url) return ok('Mails go to the development mailbox.');
  try {
    await smtpSender({ url, from }).check();
    return ok(`The mail server answers at ${new URL(url).host}.`);
  } catch (error) {
    return wrong(`The mail server at ${new URL(url).host} does not take mails (${messageOf(error)}): mend SMTP_URL.`);
  }
}
