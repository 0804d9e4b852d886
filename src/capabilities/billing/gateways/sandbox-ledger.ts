import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { GatewayUnreachable } from './gateway';
import type { AttachRequest, AttachedMethod, CaptureRequest, ChargeNotFound, ChargeRequest, LookupRequest, RefundRequest, VoidRequest } from './gateway';
import { decideAttach } from './sandbox-attach';
import { decideCapture, decideVoid } from './sandbox-capture';
import { decideCharge, notifiedAtOnce, type ChargeIntent } from './sandbox-charge';
import type { SandboxCharge } from './sandbox-charges';
import { answerOf } from './sandbox-decision';
import type { ChargeAnswer, Decision, RefundAnswer } from './sandbox-decision';
import type { SandboxEntry } from './sandbox-entries';
import { SandboxFaults, Silence } from './sandbox-faults';
import { Journal } from './sandbox-journal';
import type { JournalFile } from './sandbox-journal';
import { JournalReader, ledgerHeader, openJournalFile, replayJournal } from './sandbox-journal-file';
import { lockFile } from './sandbox-lock';
import { decideDispute, decideDisputeVerdict, type DisputeAnswer, type DisputeRequest, type DisputeVerdict } from './sandbox-dispute';
import { decideRefund } from './sandbox-refund';
import { reportOf } from './sandbox-report';
import type { SandboxReport } from './sandbox-report';
import { assertAttach, assertCapture, assertCharge, assertLookup, assertRefund, assertVoid } from './sandbox-requests';
import { SandboxState } from './sandbox-state';
import type { SandboxNotification } from './sandbox-state';
import { decideVerdict, settleDueTransfers } from './sandbox-verdict';
import type { VerdictRequest } from './sandbox-verdict';

export interface SandboxLedgerOptions {
  /** Its folder is made when it is missing. */
  readonly file: string;
  /** For tests that watch the disk. */
  readonly openFile?: (file: string) => Promise<JournalFile>;
  /** What the fault DIE_BEFORE_ANSWER does; SIGKILL to this process unless a test says otherwise. */
  readonly die?: () => void;
}

/** Opens the sandbox's file and replays it. Throws when another process has it open, or when the file is damaged. */
export async function openSandboxLedger(options: SandboxLedgerOptions): Promise<SandboxLedger> {
  const { file, openFile = openJournalFile, die = killSelf } = options;
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file);
  const reader = new JournalReader(file);
  const release = () => {
    reader.close();
    lock.release();
  };
  try {
    const opened: { journal?: Journal } = {};
    const state = new SandboxState((place) => opened.journal?.unsafeAt(place) ?? reader.read(place));
    const lengthBytes = replayJournal(file, (entry, place) => state.apply(entry, place));
    const journal = (opened.journal = new Journal(await openFile(file), lengthBytes));
    if (lengthBytes === 0) journal.write(ledgerHeader);
    await journal.synced();
    return new SandboxLedger(state, journal, release, new SandboxFaults(die));
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The sandbox gateway without its network: a state, and the file that makes it durable. Every change is decided and applied in one
 * step of the event loop, so concurrent requests cannot come between a comparison and its effect; every answer, also one that only
 * reads, waits until what it tells of is on disk.
 */
export class SandboxLedger {
  private readonly listeners = new Set<(notification: SandboxNotification) => void>();

  constructor(
    private readonly state: SandboxState,
    private readonly journal: Journal,
    private readonly release: () => void,
    readonly faults: SandboxFaults,
  ) {}

  /** How often the disk was asked to make sure; with group commit far less often than there were requests. */
  get syncCount(): number {
    return this.journal.syncCount;
  }

  /** Refuses PAYMENT_METHOD_INVALID. */
  async attach(request: AttachRequest): Promise<AttachedMethod> {
    assertAttach(request);
    return this.answer(request.key, () => decideAttach(this.state, request));
  }

  async charge(request: ChargeRequest): Promise<ChargeAnswer> {
    return this.take(request, 'CHARGE');
  }

  async authorize(request: ChargeRequest): Promise<ChargeAnswer> {
    return this.take(request, 'AUTHORIZATION');
  }

  /** Refuses AUTHORIZATION_NOT_CAPTURABLE and CAPTURE_EXCEEDS_AUTHORIZATION. */
  async capture(request: CaptureRequest): Promise<ChargeAnswer> {
    assertCapture(request);
    return this.answer(request.key, () => {
      this.pass(request.metadata.tenantId, request.at);
      const decision = decideCapture(this.state, request);
      return this.faults.take('NOTIFY_AT_ONCE', request.key) ? notifiedAtOnce(decision) : decision;
    });
  }

  /** Refuses AUTHORIZATION_NOT_CAPTURABLE. */
  async void(request: VoidRequest): Promise<RefundAnswer> {
    assertVoid(request);
    return this.answer(request.key, () => {
      const authorization = this.state.charges.get(request.authorizationReference);
      if (authorization) this.pass(authorization.made.metadata.tenantId, request.at);
      return decideVoid(this.state, request);
    });
  }

  private take(request: ChargeRequest, intent: ChargeIntent): Promise<ChargeAnswer> {
    assertCharge(request);
    return this.answer(request.key, () => {
      this.pass(request.metadata.tenantId, request.at);
      const decision = decideCharge(this.state, request, intent);
      return this.faults.take('NOTIFY_AT_ONCE', request.key) ? notifiedAtOnce(decision) : decision;
    });
  }

  /** Refuses CHARGE_NOT_REFUNDABLE and REFUND_EXCEEDS_CHARGE. */
  async refund(request: RefundRequest): Promise<RefundAnswer> {
    assertRefund(request);
    return this.answer(request.key, () => {
      const charge = this.state.charges.get(request.chargeReference);
      if (charge) this.pass(charge.made.metadata.tenantId, request.at);
      return decideRefund(this.state, request);
    });
  }

  async lookup(request: LookupRequest): Promise<ChargeAnswer | ChargeNotFound> {
    assertLookup(request);
    return this.decide(() => {
      const use = this.state.useOf(request.key);
      if (use?.type === 'charge') this.pass(use.made.metadata.tenantId, request.at);
      return { entries: [], answer: answerLookup(this.state, request.key) };
    });
  }

  /** Refuses NOT_FOUND and TRANSITION_NOT_ALLOWED. */
  async settle(request: VerdictRequest): Promise<ChargeAnswer> {
    return this.decide(() => decideVerdict(this.state, request));
  }

  /** Refuses NOT_FOUND and TRANSITION_NOT_ALLOWED. */
  async dispute(request: DisputeRequest): Promise<DisputeAnswer> {
    return this.decide(() => decideDispute(this.state, request));
  }

  /** Refuses NOT_FOUND and TRANSITION_NOT_ALLOWED. */
  async decideDispute(request: DisputeVerdict): Promise<DisputeAnswer> {
    return this.decide(() => decideDisputeVerdict(this.state, request));
  }

  async findCharge(reference: string): Promise<SandboxCharge | null> {
    await this.journal.synced();
    return this.state.charges.get(reference) ?? null;
  }

  /** Everything that happened to money here, to be compared with what somebody else believes. */
  async report(): Promise<SandboxReport> {
    await this.journal.synced();
    return reportOf(this.state);
  }

  /** Rejects when the disk has failed: nothing is answered any more. */
  async checkHealth(): Promise<void> {
    await this.journal.synced();
  }

  /** Calls back with each notification to be delivered: first those left from before, then each new one when it is safe on disk. */
  onNotification(listener: (notification: SandboxNotification) => void): void {
    this.state.undelivered.forEach((notification) => listener(notification));
    this.listeners.add(listener);
  }

  /** What is forgotten in a crash before this resolves is delivered once more. */
  async markDelivered(notificationId: string): Promise<void> {
    this.keep([{ type: 'notification.delivered', notificationId }]);
    await this.journal.synced();
  }

  async close(): Promise<void> {
    await this.journal.close();
    this.release();
  }

  private answer<Answer>(key: string, decide: () => Decision<Answer>): Promise<Answer> {
    return this.faults.surround(key, () => this.decide(decide));
  }

  /** The heart: decide and apply at once, wait for the disk, answer. A refusal waits as well: it tells of the same state. */
  private async decide<Answer>(decideOn: () => Decision<Answer>): Promise<Answer> {
    try {
      const { entries, answer } = decideOn();
      this.keep(entries);
      if (answer === 'SILENCE') throw new Silence();
      return answer;
    } finally {
      await this.journal.synced();
    }
  }

  /** Business time goes on for a tenant: its transfers that are due by now arrive. */
  private pass(tenantId: string, at: Date): void {
    this.state.see(tenantId, at);
    this.keep(settleDueTransfers(this.state, tenantId, at));
  }

  private keep(entries: readonly SandboxEntry[]): void {
    for (const entry of entries) {
      this.state.apply(entry, this.journal.write(entry));
      if ('notificationId' in entry && entry.type !== 'notification.delivered') this.announce(entry.notificationId);
    }
  }

  private announce(notificationId: string | undefined): void {
    const notification = this.state.undelivered.get(notificationId ?? '');
    if (!notification) return;
    const tell = () => this.listeners.forEach((listener) => listener(notification));
    // After a failed write there is nothing to tell; the requests themselves learn of the failure.
    this.journal.synced().then(tell, () => undefined);
  }
}

function answerLookup(state: SandboxState, key: string): ChargeAnswer | ChargeNotFound {
  const use = state.useOf(key);
  if (use?.type === 'key.noted' && use.as === 'NEVER_HEARD') {
    throw new GatewayUnreachable('The gateway cannot be asked about this charge.');
  }
  return use?.type === 'charge' ? answerOf(use) : { status: 'NOT_FOUND' };
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL');
}
