import { createHash } from 'node:crypto';
import { Money } from '../../../kernel/money';
import type { ChargeResult } from './sandbox-entries';
import type { SandboxCharge } from './sandbox-charges';

const style = `
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1rem; color: #1c2a22; background: #f6f7f4; }
main { background: #fff; padding: 1.5rem 2rem 2rem; border-radius: .75rem; box-shadow: 0 1px 4px #0002; }
h1 { font-size: 1.1rem; font-weight: 600; margin: 0; }
.amount { font-size: 2.25rem; font-weight: 600; margin: .5rem 0; }
form { display: inline-block; margin: 1rem .5rem 0 0; }
button { font: inherit; padding: .5rem 1.5rem; border-radius: .5rem; border: 1px solid #1d6b43; background: #1d6b43; color: #fff; cursor: pointer; }
button.quiet { background: #fff; color: #1d6b43; }
`;

/** No script, no foreign content, and only this one style. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const sentences: Readonly<Record<ChargeResult['status'], string>> = {
  REQUIRES_ACTION: 'The shop asks you to approve this payment. No real money moves.',
  SUCCEEDED: 'You approved this payment. You may close this page.',
  FAILED: 'You declined this payment. You may close this page.',
  PENDING: 'This payment is on its way; there is nothing to approve.',
};

export function actionPage({ made, result }: SandboxCharge): string {
  const amount = Money.of(BigInt(made.amountMinor), made.currency);
  const address = `/actions/${encodeURIComponent(made.reference)}`;
  const buttons =
    result.status === 'REQUIRES_ACTION' ? button(`${address}/approve`, 'Approve') + button(`${address}/decline`, 'Decline', 'quiet') : '';
  return page(`<p class="amount">${escapeHtml(amount.amount)} ${escapeHtml(amount.currency)}</p>
<p>${sentences[result.status]}</p>
${buttons}`);
}

export function missingPage(): string {
  return page('<p>There is no such payment.</p>');
}

function button(address: string, label: string, look = ''): string {
  return `<form method="post" action="${escapeHtml(address)}"><button class="${look}">${label}</button></form>`;
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox payment</title><style>${style}</style></head>
<body><main><h1>Sandbox payment</h1>
${content}
</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
