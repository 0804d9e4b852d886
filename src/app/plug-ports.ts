import type { Ports } from '../kernel/port';
import type { Config } from '../platform/config/config';
import type { Database } from '../platform/database/database';
import { mailPort } from '../platform/messages/mail-sender';
import { mailboxSender } from '../platform/messages/mailbox';
import { smtpSender } from '../platform/messages/smtp-sender';

/** Plugs in what the configuration names: payment network, mail. */
export function plugPorts(ports: Ports, config: Config, database: Database): Ports {
  ports.plug(mailPort, config.SMTP_URL ? smtpSender({ url: config.SMTP_URL, from: config.MAIL_FROM }) : mailboxSender(database));
  return ports;
}
