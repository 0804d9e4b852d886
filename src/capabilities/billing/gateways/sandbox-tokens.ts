import type { PaymentMethodKind } from './gateway';

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
  /** The money arrives three days later. */
  | 'TRANSFERS';

export interface SandboxToken {
  readonly kind: PaymentMethodKind;
  readonly label: string;
  readonly expiresOn: string | null;
  readonly behavior: SandboxBehavior;
}

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
  ['sandbox_redirect', { kind: 'WALLET', label: 'Sandbox wallet', expiresOn: null, behavior: 'REQUIRES_ACTION' }],
  ['sandbox_mandate', { kind: 'MANDATE', label: 'Sandbox mandate ····3000', expiresOn: null, behavior: 'REQUIRES_FIRST_ACTION' }],
  ['sandbox_bank_transfer', { kind: 'BANK_TRANSFER', label: 'Sandbox bank transfer', expiresOn: null, behavior: 'TRANSFERS' }],
]);

/** Far enough away that no test clock makes a sandbox card expire. */
function card(lastDigits: string, behavior: SandboxBehavior): SandboxToken {
  return { kind: 'CARD', label: `Sandbox card ····${lastDigits}`, expiresOn: '2099-12-31', behavior };
}
