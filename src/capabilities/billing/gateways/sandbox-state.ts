import type { ChargeMetadata } from './gateway';
import { SandboxCharges, type ReadEntry, type SandboxCharge } from './sandbox-charges';
import type { AuthorizationVoided, ChargeMade, ChargeResult, ChargeSettled, DisputeDecided, DisputeOpened, KeyNoted, MethodAttached, RefundMade, SandboxEntry } from './sandbox-entries';
import { PlaceIndex } from './sandbox-places';
import type { SandboxBehavior } from './sandbox-tokens';

export interface SandboxMethod {
  readonly behavior: SandboxBehavior;
  chargeCount: number;
  /** The customer has approved a charge, which gives a mandate its force. */
  isApproved: boolean;
}

export interface SandboxDispute {
  readonly opened: DisputeOpened;
  status: 'OPEN' | 'WON' | 'LOST';
}

/** A notification that was not yet taken by the one whom it is for. */
export interface SandboxNotification {
  readonly id: string;
  readonly url: string;
  readonly key: string;
  readonly reference: string;
  readonly result: ChargeResult;
  readonly expiresAt?: string;
  /** What it is about, when that is not the outcome of the charge; as it stood then. */
  readonly dispute?: SandboxDispute & { readonly currency: string };
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
  readonly charges: SandboxCharges;
  readonly refunds: RefundMade[] = [];
  readonly disputes = new Map<string, SandboxDispute>();
  private readonly keys = new PlaceIndex();
  /** Keys that may still be used for something. */
  private readonly noted = new Map<string, KeyNoted>();
  readonly undelivered = new Map<string, SandboxNotification>();
  private readonly tenants = new Map<string, TenantTime>();

  constructor(private readonly read: ReadEntry) {
    this.charges = new SandboxCharges(read);
  }

  /** `place`: where in the file the entry is. */
  apply(entry: SandboxEntry, place: number): void {
    switch (entry.type) {
      case 'ledger.opened':
        return;
      case 'method.attached':
        this.methods.set(entry.gatewayToken, { behavior: entry.behavior, chargeCount: 0, isApproved: false });
        this.keys.add(entry.key, place);
        return;
      case 'charge.made':
        return this.addCharge(entry, place);
      case 'charge.settled':
        return this.settle(entry);
      case 'refund.made':
        this.charge(entry.chargeReference).refundedMinor += BigInt(entry.amountMinor);
        this.refunds.push(entry);
        this.keys.add(entry.key, place);
        return;
      case 'authorization.voided':
        this.charge(entry.authorizationReference).isVoided = true;
        this.keys.add(entry.key, place);
        return;
      case 'dispute.opened':
        return this.openDispute(entry);
      case 'dispute.decided':
        return this.decideDispute(entry);
      case 'key.noted':
        this.noted.set(entry.key, entry);
        return;
      case 'notification.delivered':
        this.undelivered.delete(entry.notificationId);
        return;
      default:
        throw new Error(`this program does not know the entry "${(entry as { type: string }).type}"`);
    }
  }

  useOf(key: string): KeyUse | undefined {
    return this.keys.find(key, (place) => this.useAt(place, key)) ?? this.noted.get(key);
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

  private addCharge(made: ChargeMade, place: number): void {
    const charge = this.charges.add(made, place);
    this.keys.add(made.key, place);
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

  private openDispute(opened: DisputeOpened): void {
    const dispute: SandboxDispute = { opened, status: 'OPEN' };
    this.disputes.set(opened.reference, dispute);
    this.charge(opened.chargeReference).disputedMinor += BigInt(opened.amountMinor);
    this.tellOfDispute(dispute, opened);
  }

  private decideDispute(decided: DisputeDecided): void {
    const dispute = this.disputes.get(decided.reference);
    if (!dispute) throw new Error(`an entry speaks of the dispute ${decided.reference}, which no entry opened`);
    dispute.status = decided.verdict;
    const { chargeReference, amountMinor } = dispute.opened;
    if (decided.verdict === 'WON') this.charge(chargeReference).disputedMinor -= BigInt(amountMinor);
    this.tellOfDispute(dispute, decided);
  }

  private tellOfDispute({ opened, status }: SandboxDispute, { notificationId: id, at }: { notificationId: string; at: string }): void {
    const charge = this.charge(opened.chargeReference);
    this.oweNotification(charge, { id, at });
    const owed = this.undelivered.get(id);
    if (owed) this.undelivered.set(id, { ...owed, dispute: { opened, status, currency: charge.made.currency } });
  }

  private oweNotification({ made, result }: SandboxCharge, { id, at }: { id: string; at: string }): void {
    const { notificationUrl: url, key, reference, metadata, expiresAt } = made;
    if (url) this.undelivered.set(id, { id, url, key, reference, result, expiresAt, metadata, at });
  }

  private useAt(place: number, key: string): KeyUse | undefined {
    const entry = this.read(place);
    if (!('key' in entry) || entry.key !== key) return undefined;
    return entry.type === 'charge.made' ? this.charges.at(place) : entry;
  }

  /** One that an entry changes. */
  private charge(reference: string): SandboxCharge {
    const charge = this.charges.keep(reference);
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
