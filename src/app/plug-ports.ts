import type { Ports } from '../kernel/port';
import { notifiedAt, paymentGatewayPort, sandboxGateway } from '../capabilities/billing/contract';
import type { Config } from '../platform/config/config';
import type { Database } from '../platform/database/database';
import { mailPort } from '../platform/messages/mail-sender';
import { mailboxSender } from '../platform/messages/mailbox';
import { smtpSender } from '../platform/messages/smtp-sender';

/** Plugs in what the configuration names: payment network, mail. */
export function plugPorts(ports: Ports, config: Config, database: Database): Ports {
  return ports
    .plug(paymentGatewayPort, paymentGateway(config))
    .plug(mailPort, config.SMTP_URL ? smtpSender({ url: config.SMTP_URL, from: config.MAIL_FROM }) : mailboxSender(database));
}

function paymentGateway(config: Config) {
  const { SANDBOX_GATEWAY_URL: url, SANDBOX_GATEWAY_SECRET: secret, GATEWAY_TIMEOUT_MS: timeoutMs } = config;
  return notifiedAt(config.GATEWAY_CALLBACK_URL ?? config.publicUrl, sandboxGateway({ url, secret, timeoutMs }));
}
