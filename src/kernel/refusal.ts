/**
 * An expected no: something that the caller can mend. It rolls its transaction back and becomes a `userErrors` entry.
 * Every code is declared once, with the sentence that the schema shows for it.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Path of the input field that it is about, for example ['lines', '0', 'variantId']. */
    readonly field: readonly string[] | null = null,
  ) {
    super(message);
    this.name = 'Refusal';
    if (!refusalCodes.has(code)) throw new Error(`refusal code ${code} is not declared`);
  }
}

const refusalCodes = new Map<string, string>();

/** Declares codes and their descriptions; a capability calls it once, in model/refusals.ts. */
export function declareRefusals<Code extends string>(codes: Record<Code, string>): void {
  for (const [code, description] of Object.entries<string>(codes)) {
    const known = refusalCodes.get(code);
    if (known !== undefined && known !== description) throw new Error(`refusal code ${code} is declared twice`);
    refusalCodes.set(code, description);
  }
}

export function declaredRefusals(): ReadonlyMap<string, string> {
  return refusalCodes;
}

declareRefusals({
  NOT_FOUND: 'The id names nothing that you can see.',
  INVALID: 'The value is not acceptable; the message says why.',
  CONFLICT: 'Somebody changed the same thing at the same time; read it again and repeat.',
  ALREADY_EXISTS: 'Another one with the same unique value exists.',
  TRANSITION_NOT_ALLOWED: 'The state that the thing is in does not allow this.',
});

export function notFound(what: string, field: readonly string[] | null = null): Refusal {
  return new Refusal('NOT_FOUND', `${what} was not found.`, field);
}

export function invalid(message: string, field: readonly string[] | null = null): Refusal {
  return new Refusal('INVALID', message, field);
}
