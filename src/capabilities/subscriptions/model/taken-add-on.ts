/** An add-on as a subscription has taken it: its name and price of then. As it is kept: JSON has no bigint. */
export interface TakenAddOn {
  readonly addOnId: string;
  readonly name: string;
  /** Minor units of one for a whole period, in the subscription's currency. */
  readonly unitMinor: string;
  readonly quantity: number;
  /** Null: as the plan. */
  readonly taxCategory: string | null;
}

/** What all of them cost in a whole period, in minor units. */
export function addOnsPrice(addOns: readonly TakenAddOn[] | null | undefined): bigint {
  return (addOns ?? []).reduce((sum, { unitMinor, quantity }) => sum + BigInt(unitMinor) * BigInt(quantity), 0n);
}

/** What a subscription keeps of them. */
export function addOnColumns(addOns: readonly TakenAddOn[] | null | undefined): { addOns: readonly TakenAddOn[] | null; addOnsMinor: bigint } {
  return { addOns: addOns?.length ? addOns : null, addOnsMinor: addOnsPrice(addOns) };
}

export function isSameAddOns(a: readonly TakenAddOn[] | null | undefined, b: readonly TakenAddOn[] | null | undefined): boolean {
  const text = (list: readonly TakenAddOn[] | null | undefined) => (list ?? []).map(({ addOnId, unitMinor, quantity }) => `${addOnId} ${unitMinor} ${quantity}`).sort().join();
  return text(a) === text(b);
}
