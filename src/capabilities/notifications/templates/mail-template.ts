import { escapeHtml } from '../../../kernel/html';
import type { LoggedEvent } from '../../../kernel/event';
import type { View } from '../../../platform/database/view';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text, one entry a paragraph. */
  readonly paragraphs: readonly string[];
}

/** What a mail says about an event. Names and addresses are read when the mail is sent: the log has none. */
export interface MailTemplate {
  readonly name: string;
  /** Null when there is nobody to tell any more. */
  compose(view: View, event: LoggedEvent): Promise<Letter | null>;
}

const templates = new Map<string, MailTemplate>();

/** Declares a template. Its name is kept with every mail, so it does not change. */
export function defineMailTemplate(template: MailTemplate): MailTemplate {
  if (templates.has(template.name)) throw new Error(`the mail template ${template.name} is declared twice`);
  templates.set(template.name, template);
  return template;
}

export function getMailTemplate(name: string): MailTemplate {
  const template = templates.get(name);
  if (!template) throw new Error(`there is no mail template ${name}`);
  return template;
}

/** The letter in the two forms that a mail carries. */
export function renderLetter({ subject, paragraphs }: Letter): { subject: string; text: string; html: string } {
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`).join('\n'),
  };
}
