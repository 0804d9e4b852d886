import { lawsOf } from '../laws/laws';
import type { Data } from '../shop';
import type { Life } from './life';

const FINAL = `('CANCELED', 'EXPIRED', 'INCOMPLETE_EXPIRED')`;
const UNSETTLED = `('PENDING', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN')`;

/** What must hold between any two steps of a life. Sentences, one a breach. */
export async function brokenIn(life: Life): Promise<string[]> {
  return [
    ...(await lawsOf(life.shop)),
    ...(await periodsFollowEachOther(life)),
    ...(await nobodyIsForgotten(life)),
    ...(await nobodyUsesForNothing(life)),
    ...(await moneyIsConserved(life)),
    ...(await nobodyEarnsByChanging(life)),
    ...(await pointsFollowTheMoney(life)),
  ];
}

/** The periods that were billed do not overlap, whatever schedule they are of, and between two of them all was skipped. */
async function periodsFollowEachOther(life: Life): Promise<string[]> {
  const cycles = await life.rows(
    `SELECT subscription_id, status, start_at, end_at FROM billing_cycle WHERE tenant_id = ? AND status <> 'UPCOMING' AND start_at < end_at ORDER BY subscription_id, start_at`,
  );
  const broken: string[] = [];
  const bySubscription = new Map<string, Data[]>();
  for (const cycle of cycles) bySubscription.set(cycle.subscription_id as string, [...(bySubscription.get(cycle.subscription_id as string) ?? []), cycle]);
  for (const [id, all] of bySubscription) {
    const billed = all.filter(({ status }) => status === 'BILLED' || status === 'FAILED');
    for (const [index, cycle] of billed.entries()) {
      const next = billed[index + 1];
      if (!next) continue;
      if (next.start_at < cycle.end_at) broken.push(`${id} is billed twice from ${next.start_at} to ${cycle.end_at}`);
      const isCovered = (at: string): boolean => at >= next.start_at || all.some((one) => one.status === 'SKIPPED' && one.start_at === at && isCovered(one.end_at as string));
      if (!isCovered(cycle.end_at as string)) broken.push(`${id} has a hole from ${cycle.end_at} to ${next.start_at}`);
    }
  }
  return broken;
}

/** Whatever is not over has a next thing to happen on the list of jobs. */
async function nobodyIsForgotten(life: Life): Promise<string[]> {
  const rows = await life.rows(
    `SELECT s.id, s.status FROM subscription s WHERE s.tenant_id = ? AND s.status NOT IN ${FINAL} AND s.status <> 'INCOMPLETE' AND NOT EXISTS (
       SELECT 1 FROM billing_cycle c JOIN job j ON j.tenant_id = c.tenant_id AND j.job_key = c.id AND j.kind = 'subscriptions.bill-cycle'
       WHERE c.tenant_id = s.tenant_id AND c.subscription_id = s.id AND c.schedule = s.schedule AND c.status = 'UPCOMING' AND j.due_at = c.start_at)`,
  );
  const dunned = await life.rows(
    `SELECT c.id, s.status FROM billing_cycle c JOIN subscription s ON s.tenant_id = c.tenant_id AND s.id = c.subscription_id
     WHERE c.tenant_id = ? AND s.status = 'PAST_DUE' AND NOT EXISTS (
       SELECT 1 FROM billing_cycle o JOIN job j ON j.tenant_id = o.tenant_id AND j.job_key = o.id AND j.kind = 'subscriptions.retry-charge'
       WHERE o.tenant_id = s.tenant_id AND o.subscription_id = s.id)
     AND NOT EXISTS (SELECT 1 FROM billing_cycle o JOIN payment p ON p.tenant_id = o.tenant_id AND p.invoice_id = o.invoice_id
       WHERE o.tenant_id = s.tenant_id AND o.subscription_id = s.id AND p.status IN ${UNSETTLED})`,
  );
  return [
    ...rows.map(({ id, status }) => `${id} is ${status} and nobody will bill its next period`),
    ...dunned.map(({ id, status }) => `${id} is of a subscription that is ${status}, and nobody will charge it`),
  ];
}

/** Who is ACTIVE owes nothing that nobody is charging. */
async function nobodyUsesForNothing(life: Life): Promise<string[]> {
  const rows = await life.rows(
    `SELECT c.id FROM billing_cycle c JOIN subscription s ON s.tenant_id = c.tenant_id AND s.id = c.subscription_id
     WHERE c.tenant_id = ? AND s.status = 'ACTIVE' AND c.status = 'BILLED' AND c.settled_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = c.tenant_id AND p.invoice_id = c.invoice_id AND p.status IN ${UNSETTLED})
     AND NOT EXISTS (SELECT 1 FROM job j WHERE j.tenant_id = c.tenant_id AND j.kind = 'subscriptions.retry-charge' AND j.job_key = c.id)`,
  );
  return rows.map(({ id }) => `${id} is owed by an ACTIVE subscription, and nobody charges it`);
}

/**
 * What the gateway took and did not give back, and what credit was given, is the worth of what was paid for, and what is left of it:
 * deductions of what is still owed, balances, and surplus on its way back.
 */
async function moneyIsConserved(life: Life): Promise<string[]> {
  const [charges, payments] = await Promise.all([
    life.world.gateway.charges(life.shop.tenantId),
    life.rows(
      `SELECT p.id, p.refunded_minor, MAX(CASE WHEN r.status NOT IN ('SUCCEEDED', 'FAILED') THEN 1 ELSE 0 END) AS is_being_refunded,
         SUM(CASE WHEN r.kind = 'CHARGEBACK' THEN r.amount_minor - r.refunded_minor ELSE 0 END) AS disputed
       FROM payment p LEFT JOIN payment r ON r.tenant_id = p.tenant_id AND r.refund_of_id = p.id
       WHERE p.tenant_id = ? AND p.kind = 'CHARGE' AND p.status = 'SUCCEEDED' GROUP BY p.id, p.refunded_minor`,
    ),
  ]);
  const known = new Map(payments.map((payment) => [payment.id as string, payment]));
  let took = 0;
  for (const { metadata, status, amountMinor, refundedMinor } of charges) {
    const payment = known.get(metadata.attemptId);
    // What we have not heard of yet stands nowhere in our books.
    if (status !== 'SUCCEEDED' || !payment) continue;
    const gaveBack = Number(payment.is_being_refunded) ? Number(payment.refunded_minor) : Number(refundedMinor) + Number(payment.disputed);
    took += Number(amountMinor) - gaveBack;
  }
  const sum = async (sql: string) => Number((await life.rows(sql))[0]!.amount ?? 0);
  const worth = await sum(`SELECT SUM(total_minor) AS amount FROM invoice WHERE tenant_id = ? AND status = 'PAID'`);
  const surplus = await sum(`SELECT SUM(paid_minor - due_minor) AS amount FROM invoice WHERE tenant_id = ? AND status = 'PAID'`);
  const kept = await sum(`SELECT SUM(paid_minor) AS amount FROM invoice WHERE tenant_id = ? AND status <> 'PAID'`);
  const deducted = await sum(`SELECT SUM(total_minor - due_minor) AS amount FROM invoice WHERE tenant_id = ? AND status IN ('OPEN', 'UNCOLLECTIBLE')`);
  const balances = await sum(`SELECT SUM(balance_minor) AS amount FROM ledger_account WHERE tenant_id = ? AND kind IN ('USER_BALANCE', 'USER_GIFT_CARDS', 'UNREDEEMED_GIFT_CARDS')`);
  const spentPoints = await sum(`SELECT SUM(d.amount_minor) AS amount FROM invoice_deduction d JOIN invoice i ON i.tenant_id = d.tenant_id AND i.id = d.invoice_id
    WHERE d.tenant_id = ? AND d.kind = 'POINTS' AND i.status <> 'VOID'`);
  // What a note made less, or put on a balance, is not kept of what it was paid for; a refund is money that was not taken.
  const noted = await sum(`SELECT SUM(n.total_minor) AS amount FROM credit_note n JOIN invoice i ON i.tenant_id = n.tenant_id AND i.id = n.invoice_id
    WHERE n.tenant_id = ? AND n.settlement <> 'REFUND' AND i.status <> 'VOID'`);
  const gifts = life.adjustedMinor + life.giftedMinor + spentPoints;
  const [given, found] = [took + gifts, worth - noted + surplus + kept + deducted + balances];
  return given === found ? [] : [`${took} was paid and ${gifts} given, but ${found} is accounted for`];
}

/** Whatever a user changes, what she was billed and what waits for her is not below zero. */
async function nobodyEarnsByChanging(life: Life): Promise<string[]> {
  const rows = await life.rows(
    `SELECT i.user_id, SUM(i.total_minor) AS billed, (SELECT SUM(p.unit_amount_minor * p.quantity) FROM pending_line p
       WHERE p.tenant_id = i.tenant_id AND p.user_id = i.user_id AND p.invoice_id IS NULL) AS waiting
     FROM invoice i WHERE i.tenant_id = ? AND i.status <> 'VOID' GROUP BY i.tenant_id, i.user_id`,
  );
  return rows.filter(({ billed, waiting }) => Number(billed) + Number(waiting ?? 0) < 0).map(({ user_id: id, billed, waiting }) => `${id} was billed ${billed}, and ${waiting ?? 0} waits`);
}

/** A point for each 1.00 of money that paid an invoice; of them those stay that the money stayed for, what a bank has put in question aside. */
async function pointsFollowTheMoney(life: Life): Promise<string[]> {
  const rows = await life.rows(
    `SELECT i.id, i.due_minor, i.paid_minor, l.granted_minor, l.clawed_back_minor, EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = i.tenant_id AND p.invoice_id = i.id AND p.kind = 'CHARGEBACK') AS is_disputed
     FROM invoice i LEFT JOIN ledger_lot l ON l.tenant_id = i.tenant_id AND l.cause = 'EARNED' AND l.cause_id = i.id WHERE i.tenant_id = ? AND i.status = 'PAID' AND i.user_id IS NOT NULL`,
  );
  return rows.flatMap((row) => {
    const [due, paid, granted, clawedBack] = [row.due_minor, row.paid_minor, row.granted_minor, row.clawed_back_minor].map((value) => Number(value ?? 0)) as [number, number, number, number];
    const earned = Math.max(0, Math.floor(due / 100));
    const stay = Math.min(earned, Math.floor((earned * Math.max(0, paid)) / (due || 1)));
    if (granted !== earned) return [`${row.id} is paid with ${due} and earned ${granted} points`];
    return Number(row.is_disputed) || granted - clawedBack === stay ? [] : [`${row.id} keeps ${paid} of ${due} and ${granted - clawedBack} of ${granted} points`];
  });
}
