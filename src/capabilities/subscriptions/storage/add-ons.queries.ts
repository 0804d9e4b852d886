import { invalid, notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import type { NewInvoiceLine } from '../../billing/contract';
import { AddOnCharge } from '../model/add-on-charge.entity';
import { addOnTerms, asAddOn } from '../model/add-on-terms';
import { AddOn } from '../model/add-on.entity';
import { wholePeriodOf } from '../model/cycle-lines';
import { restCredit, type Terms } from '../model/plan-change';
import { Plan, PlanStatus } from '../model/plan.entity';
import type { BilledLine } from '../model/proration';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import type { TakenAddOn } from '../model/taken-add-on';
import { asBilled, billedBy, type Charge } from './running-charge.queries';

export interface WantedAddOn {
  readonly addOnId: string;
  /** 0: none of it. */
  readonly quantity: number;
}

const MAX_ADD_ONS = 20;
const MAX_QUANTITY = 10_000;

/**
 * What a subscription has when it gets so many of some: those that are not named stay. Refuses NOT_FOUND for one that the plan does not
 * offer, unless it is had already, and INVALID for a quantity or a currency that it cannot be had in.
 */
export async function wantedAddOns(view: View, terms: Pick<Terms, 'planId' | 'currency' | 'addOns'>, wanted: readonly WantedAddOn[]): Promise<readonly TakenAddOn[]> {
  const had = terms.addOns ?? [];
  if (new Set(wanted.map(({ addOnId }) => addOnId)).size < wanted.length) throw invalid('Each add-on is named once, with its quantity.', ['addOns']);
  const offered = await offeredBy(view, terms.planId, wanted.filter(({ addOnId }) => !had.some((one) => one.addOnId === addOnId)));
  const kept = had.map((one) => ({ ...one, quantity: wanted.find(({ addOnId }) => addOnId === one.addOnId)?.quantity ?? one.quantity }));
  const more = offered.map((addOn) => takenOf(addOn, { quantity: wanted.find(({ addOnId }) => addOnId === addOn.id)!.quantity, currency: terms.currency }));
  const all = [...kept, ...more];
  for (const { quantity } of all) if (quantity < 0 || quantity > MAX_QUANTITY) throw invalid(`The quantity must be 0 to ${MAX_QUANTITY}.`, ['addOns', 'quantity']);
  const taken = all.filter(({ quantity }) => quantity > 0);
  if (taken.length > MAX_ADD_ONS) throw invalid(`A subscription has at most ${MAX_ADD_ONS} add-ons.`, ['addOns']);
  return taken;
}

/** Add-ons go along to another plan that offers them too. Refuses INVALID for one that does not. */
export function assertOffered({ addOnIds }: Plan, addOns: readonly TakenAddOn[] | null | undefined): void {
  const lost = addOns?.find(({ addOnId }) => !addOnIds?.includes(addOnId));
  if (lost) throw invalid(`The plan does not offer the add-on "${lost.name}"; take it off first.`, ['planId']);
}

async function offeredBy(view: View, planId: string, wanted: readonly WantedAddOn[]): Promise<AddOn[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(({ addOnId }) => addOnId);
  const plan = await view.find(Plan, planId);
  const found = await view.from(AddOn).where({ id: ids, status: PlanStatus.ACTIVE } as never).all();
  const offered = ids.flatMap((id) => found.find((addOn) => addOn.id === id && plan?.addOnIds?.includes(id)) ?? []);
  if (offered.length < ids.length) throw notFound('This add-on', ['addOns', 'addOnId']);
  return offered;
}

function takenOf(addOn: AddOn, { quantity, currency }: { quantity: number; currency: string }): TakenAddOn {
  const unitMinor = addOn.priceIn(currency);
  if (unitMinor === null) throw invalid(`The add-on "${addOn.name}" has no price in ${currency}.`, ['addOns']);
  return { addOnId: addOn.id, name: addOn.name, unitMinor: unitMinor.toString(), quantity, taxCategory: addOn.taxCategory };
}

/** What was billed of the running period for each add-on. */
export async function chargesOf(view: View, { id: subscriptionId, addOns }: Pick<SubscriptionContract, 'id' | 'addOns'>): Promise<KeptCharge[]> {
  const kept = addOns?.length ? await view.from(AddOnCharge).where({ subscriptionId }).all() : [];
  const charges: KeptCharge[] = [];
  for (const charge of kept) charges.push({ addOnId: charge.addOnId, ...(await asBilled(view, charge)) });
  return charges;
}

/** What a change now may give back of each add-on. */
export async function addOnsBilled(view: View, { id: subscriptionId, addOns }: SubscriptionContract): Promise<(addOnId: string) => BilledLine> {
  const billed = new Map<string, BilledLine>();
  for (const charge of await chargesOf(view, { id: subscriptionId, addOns })) billed.set(charge.addOnId, await billedBy(view, charge));
  return (addOnId) => billed.get(addOnId) ?? { chargedMinor: 0n, creditableMinor: 0n };
}

/** The lines that give the rest of the running period's add-ons back, should it end at an instant. */
export async function addOnCredits(view: View, subscription: SubscriptionContract, { terms, at }: { terms: Terms; at: Date }): Promise<NewInvoiceLine[]> {
  if (!subscription.addOns?.length) return [];
  const billedOf = await addOnsBilled(view, subscription);
  const period = wholePeriodOf(subscription, terms);
  return subscription.addOns.flatMap((addOn) => {
    const line = restCredit({ now: at, period, old: addOnTerms(terms, addOn), billed: billedOf(addOn.addOnId) });
    return line ? [asAddOn(line, addOn)] : [];
  });
}

export type KeptCharge = Charge & { readonly addOnId: string };

/** Of a period that nobody paid nothing can be given back, and a new bill knows better than an old one. The subscription is locked. */
export async function forgetAddOnCharges(work: Work, subscriptionId: string): Promise<void> {
  await work.change('add_on_charge: forget', 'DELETE FROM add_on_charge WHERE tenant_id = :tenant AND subscription_id = :subscriptionId', { subscriptionId });
}

/** Writes down what was billed of some add-ons; what is known of these before is over. The subscription is locked. */
export async function recordAddOnCharges(work: Work, subscriptionId: string, { charges, gone }: { charges: readonly KeptCharge[]; gone: readonly string[] }): Promise<void> {
  if (gone.length > 0) {
    const sql = 'DELETE FROM add_on_charge WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND add_on_id IN (:gone)';
    await work.change('add_on_charge: replace', sql, { subscriptionId, gone });
  }
  await work.insertAll(AddOnCharge, charges.map((charge) => ({ ...charge, subscriptionId })));
}
