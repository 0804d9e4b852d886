import type { MethodRestrictions, PaymentMethodKind } from './gateway';

/** What a method of the sandbox does when it is charged. */
export type SandboxBehavior =
  | 'SUCCEEDS'
  | 'DECLINES'
  | 'DECLINES_HARD'
  /** The first two charges of the stored method decline softly. */
  | 'DECLINES_TWICE'
  | 'REQUIRES_ACTION'
  /** Until the customer has approved one charge of the stored method. */
  | 'REQUIRES_FIRST_ACTION'
  /** Charges, and never answers. */
  | 'CHARGES_SILENTLY'
  /** Overlooks a key the first time that it is sent, without an answer. */
  | 'OVERLOOKS_ONCE'
  /** Never answers, and cannot be asked either. */
  | 'NEVER_HEARD'
  /** Charges, and its owner's bank questions each charge at once. */
  | 'IS_DISPUTED'
  /** The money arrives three days later. */
  | 'TRANSFERS';

export interface SandboxToken {
  readonly kind: PaymentMethodKind;
  readonly label: string;
  readonly expiresOn: string | null;
  readonly restrictions: MethodRestrictions | null;
  readonly behavior: SandboxBehavior;
}

/**
 * As Alipay and WeChat Pay have it. Alipay's period rules (`period_rule_params` of alipay.user.agreement.page.sign: a period of days has
 * at least 7 of them, a period of months may not be executed after the 28th; https://developer.aliyun.com/ask/285548). WeChat Pay's
 * entrusted deduction (papay, "pre-deduction notice": the customer is told one to three days ahead, and no more is taken than she was told).
 */
const asAlipayAndWeChat: MethodRestrictions = { lastAnchorDay: 28, leastIntervalDays: 7, noticeDaysBefore: 1, maxAmount: null };

/** A Map, so that a token like "constructor" is as unknown as any other. */
export const sandboxTokens: ReadonlyMap<string, SandboxToken> = new Map([
  ['sandbox_succeeds', card('4242', 'SUCCEEDS')],
  ['sandbox_declines', card('9995', 'DECLINES')],
  ['sandbox_declines_hard', card('9979', 'DECLINES_HARD')],
  ['sandbox_declines_twice', card('0341', 'DECLINES_TWICE')],
  ['sandbox_requires_action', card('3155', 'REQUIRES_ACTION')],
  ['sandbox_timeout_charged', card('0119', 'CHARGES_SILENTLY')],
  ['sandbox_timeout_not_charged', card('0127', 'OVERLOOKS_ONCE')],
  ['sandbox_never_heard', card('0135', 'NEVER_HEARD')],
  ['sandbox_disputes', card('0259', 'IS_DISPUTED')],
  ['sandbox_redirect', { kind: 'WALLET', label: 'Sandbox wallet', expiresOn: null, restrictions: null, behavior: 'REQUIRES_ACTION' }],
  ['sandbox_mandate', mandate('3000', asAlipayAndWeChat)],
  // `single_amount` of Alipay's period rules.
  ['sandbox_mandate_capped', mandate('3050', { ...asAlipayAndWeChat, maxAmount: { amountMinor: '5000', currency: 'GBP' } })],
  ['sandbox_bank_transfer', { kind: 'BANK_TRANSFER', label: 'Sandbox bank transfer', expiresOn: null, restrictions: null, behavior: 'TRANSFERS' }],
]);

/** Far enough away that no test clock makes a sandbox card expire. */
function card(lastDigits: string, behavior: SandboxBehavior): SandboxToken {
  return { kind: 'CARD', label: `Sandbox card ····${lastDigits}`, expiresOn: '2099-12-31', restrictions: null, behavior };
}

function mandate(lastDigits: string, restrictions: MethodRestrictions): SandboxToken {
  return { kind: 'MANDATE', label: `Sandbox mandate ····${lastDigits}`, expiresOn: null, restrictions, behavior: 'REQUIRES_FIRST_ACTION' };
}
