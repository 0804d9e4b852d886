import type { ChargeMetadata } from './gateway';
import type { AuthorizationVoided, ChargeMade, ChargeResult, ChargeSettled, KeyNoted, MethodAttached, RefundMade, SandboxEntry } from './sandbox-entries';

export interface SandboxMethod {
  readonly attached: MethodAttached;
  chargeCount: number;
  /** The customer has approved a charge, which gives a mandate its force. */
  isApproved: boolean;
}

export interface SandboxCharge {
  readonly type: 'charge';
  readonly made: ChargeMade;
  result: ChargeResult;
  refundedMinor: bigint;
  /** Of an authorization. */
  capturedMinor: bigint;
  isVoided: boolean;
}

/** A notification that was not yet taken by the one whom it is for. */
export interface SandboxNotification {
  readonly id: string;
  readonly url: string;
  readonly key: string;
  readonly reference: string;
  readonly result: ChargeResult;
  readonly expiresAt?: string;
  readonly metadata: ChargeMetadata;
  readonly at: string;
}

/** Each tenant lives in its own business time: a test clock of one must not move another's money. */
interface TenantTime {
  latest: Date;
  readonly transfers: Set<SandboxCharge>;
  /** No transfer settles before this, so most requests need not look through them. A lower bound, made exact when it proved too low. */
  nextSettlesAt: number;
}

/** What a key was used for. */
export type KeyUse = MethodAttached | SandboxCharge | RefundMade | AuthorizationVoided | KeyNoted;

/** Everything that the sandbox knows: the sum of its entries. It changes only by `apply`, and decides nothing. */
export class SandboxState {
  readonly methods = new Map<string, SandboxMethod>();
  readonly charges = new Map<string, SandboxCharge>();
  readonly refunds: RefundMade[] = [];
  readonly keys = new Map<string, KeyUse>();
  readonly undelivered = new Map<string, SandboxNotification>();
  private readonly tenants = new Map<string, TenantTime>();

  apply(entry: SandboxEntry): void {
    switch (entry.type) {
      case 'ledger.opened':
        return;
      case 'method.attached':
        this.methods.set(entry.gatewayToken, { attached: entry, chargeCount: 0, isApproved: false });
        this.keys.set(entry.key, entry);
        return;
      case 'charge.made':
        return this.addCharge(entry);
      case 'charge.settled':
        return this.settle(entry);
      case 'refund.made':
        this.charge(entry.chargeReference).refundedMinor += BigInt(entry.amountMinor);
        this.refunds.push(entry);
        this.keys.set(entry.key, entry);
        return;
      case 'authorization.voided':
        this.charge(entry.authorizationReference).isVoided = true;
        this.keys.set(entry.key, entry);
        return;
      case 'key.noted':
        this.keys.set(entry.key, entry);
        return;
      case 'notification.delivered':
        this.undelivered.delete(entry.notificationId);
        return;
      default:
        throw new Error(`this program does not know the entry "${(entry as { type: string }).type}"`);
    }
  }

  chargeByKey(key: string): SandboxCharge | undefined {
    const use = this.keys.get(key);
    return use?.type === 'charge' ? use : undefined;
  }

  /** Notes the time that a request carries; it never goes back. */
  see(tenantId: string, at: Date): void {
    const time = this.timeOf(tenantId);
    if (at > time.latest) time.latest = at;
  }

  latestTimeOf(tenantId: string): Date {
    return this.timeOf(tenantId).latest;
  }

  dueTransfers(tenantId: string, at: Date): SandboxCharge[] {
    const time = this.tenants.get(tenantId);
    if (!time || time.nextSettlesAt > at.getTime()) return [];
    const due = [...time.transfers].filter((charge) => settlesAt(charge) <= at.getTime());
    if (due.length === 0) time.nextSettlesAt = earliestOf(time.transfers);
    return due;
  }

  private addCharge(made: ChargeMade): void {
    const charge: SandboxCharge = { type: 'charge', made, result: made.result, refundedMinor: 0n, capturedMinor: 0n, isVoided: false };
    this.charges.set(made.reference, charge);
    this.keys.set(made.key, charge);
    const method = this.methods.get(made.gatewayToken);
    if (made.authorizationReference) this.charge(made.authorizationReference).capturedMinor += BigInt(made.amountMinor);
    else if (method) method.chargeCount += 1;
    this.see(made.metadata.tenantId, new Date(made.at));
    if (made.result.status === 'PENDING') {
      const time = this.timeOf(made.metadata.tenantId);
      time.transfers.add(charge);
      time.nextSettlesAt = Math.min(time.nextSettlesAt, settlesAt(charge));
    }
    if (made.notificationId) this.oweNotification(charge, { id: made.notificationId, at: made.at });
  }

  private settle(entry: ChargeSettled): void {
    const charge = this.charge(entry.reference);
    const method = this.methods.get(charge.made.gatewayToken);
    if (method && entry.result.status === 'SUCCEEDED') method.isApproved = true;
    this.see(charge.made.metadata.tenantId, new Date(entry.at));
    this.timeOf(charge.made.metadata.tenantId).transfers.delete(charge);
    charge.result = entry.result;
    this.oweNotification(charge, { id: entry.notificationId, at: entry.at });
  }

  private oweNotification({ made, result }: SandboxCharge, { id, at }: { id: string; at: string }): void {
    const { notificationUrl: url, key, reference, metadata, expiresAt } = made;
    if (url) this.undelivered.set(id, { id, url, key, reference, result, expiresAt, metadata, at });
  }

  private charge(reference: string): SandboxCharge {
    const charge = this.charges.get(reference);
    if (!charge) throw new Error(`an entry speaks of the charge ${reference}, which no entry made`);
    return charge;
  }

  private timeOf(tenantId: string): TenantTime {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    const time: TenantTime = { latest: new Date(0), transfers: new Set(), nextSettlesAt: Infinity };
    this.tenants.set(tenantId, time);
    return time;
  }
}

function settlesAt({ result }: SandboxCharge): number {
  return result.status === 'PENDING' ? new Date(result.settlesAt).getTime() : Infinity;
}

function earliestOf(transfers: Iterable<SandboxCharge>): number {
  let earliest = Infinity;
  for (const transfer of transfers) earliest = Math.min(earliest, settlesAt(transfer));
  return earliest;
}
