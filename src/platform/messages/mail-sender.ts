import { Port } from '../../kernel/port';

export interface Mail {
  readonly tenantId: string;
  /** Names the mail for good. Whatever takes it can tell by the key that a second one is the same. */
  readonly key: string;
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Whoever takes mails off our hands. */
export interface MailSender {
  /** Resolves when the mail was taken; throws when nobody knows, and then it is sent again with its key. Never called inside a transaction. */
  send(mail: Mail): Promise<void>;
  /** Throws, with the reason, when no mail would be taken now. */
  check(): Promise<void>;
}

export const mailPort = new Port<MailSender>('mail');
