import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly source: string;
}

/** A real SMTP server that keeps what it takes. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  /** How many mails it has got, taken or not. */
  received = 0;
  private readonly server: SMTPServer;
  private refusals = 0;
  private gate: Promise<void> = Promise.resolve();

  private constructor(account: { user: string; password: string }) {
    this.server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      logger: false,
      onAuth: ({ username, password }, _session, done) =>
        username === account.user && password === account.password ? done(null, { user: username }) : done(new Error('Invalid username or password')),
      onData: (stream, session, done) => {
        let source = '';
        stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          void this.decide({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), source }).then(() => done(), done);
        });
      },
    });
  }

  static async open(account = { user: 'perennial', password: 'let me send' }): Promise<MailServer & { url: string }> {
    const mailServer = new MailServer(account);
    await new Promise<void>((resolve) => mailServer.server.listen(0, '127.0.0.1', resolve));
    const { port } = mailServer.server.server.address() as AddressInfo;
    const url = `smtp://${account.user}:${encodeURIComponent(account.password)}@127.0.0.1:${port}`;
    return Object.assign(mailServer, { url });
  }

  /** The next mails are refused for now (451), as by a server that is too busy. */
  refuseNext(count: number): void {
    this.refusals = count;
  }

  /** From now on it takes its time with every mail, until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.gate = new Promise((resolve) => (release = resolve));
    return release;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async decide(mail: TakenMail): Promise<void> {
    this.received += 1;
    await this.gate;
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw Object.assign(new Error('too busy, try again later'), { responseCode: 451 });
    }
    this.taken.push(mail);
  }
}
