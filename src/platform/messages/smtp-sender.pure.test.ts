import { MailServer } from '../../../tests/kit/mail-server';
import type { Mail } from './mail-sender';
import { smtpSender } from './smtp-sender';

const FROM = 'Rosen & Co <shop@rosen.example>';
const mail: Mail = { tenantId: 'ten_1', key: 'ntf_1', to: 'ada@example.com', subject: 'Grüße', text: 'Hello Ada\n', html: '<p>Hello Ada</p>' };

let server: MailServer & { url: string };
beforeEach(async () => {
  server = await MailServer.open();
});
afterEach(() => server.close());

/** Name -> value, folded lines joined. */
function headersOf({ source }: { source: string }): Record<string, string> {
  const lines = source.split('\r\n\r\n')[0]!.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

test('a mail arrives with its sender, its receiver, both forms of its text, and its key as Message-ID', async () => {
  const sender = smtpSender({ url: server.url, from: FROM });
  await sender.check();
  await sender.send(mail);
  const [taken] = server.taken;
  expect(taken).toMatchObject({ from: 'shop@rosen.example', to: ['ada@example.com'] });
  expect(headersOf(taken!)).toMatchObject({
    From: '"Rosen & Co" <shop@rosen.example>',
    To: 'ada@example.com',
    Subject: '=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Message-ID': '<ntf_1@rosen.example>',
    'Content-Type': expect.stringContaining('multipart/alternative'),
  });
  expect(taken!.source).toContain('\r\n\r\nHello Ada\r\n');
  expect(taken!.source).toContain('\r\n\r\n<p>Hello Ada</p>\r\n');
});

test('a mail that is sent again can be told by its Message-ID', async () => {
  const sender = smtpSender({ url: server.url, from: 'no-reply@localhost' });
  await sender.send(mail);
  await sender.send(mail);
  expect(server.taken.map((taken) => headersOf(taken)['Message-ID'])).toEqual(['<ntf_1@localhost>', '<ntf_1@localhost>']);
});

test('neither subject nor address can smuggle in a header or another receiver', async () => {
  const sender = smtpSender({ url: server.url, from: FROM });
  await sender.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nBody' });
  await sender.send({ ...mail, to: 'eve,ada@example.com' }).catch(() => undefined);
  await sender.send({ ...mail, to: 'ada@example.com\r\nRCPT TO:<eve@example.com>' }).catch(() => undefined);
  expect(Object.keys(headersOf(server.taken[0]!))).not.toContain('Bcc');
  const receivers = server.taken.flatMap(({ to }) => to);
  expect(receivers).not.toContain('eve@example.com');
  expect(server.taken.map(({ to }) => to.length)).toEqual(server.taken.map(() => 1));
});

test('what the server does not take is thrown: a refusal, a wrong password, no server', async () => {
  const sender = smtpSender({ url: server.url, from: FROM });
  server.refuseNext(1);
  await expect(sender.send(mail)).rejects.toThrow('too busy, try again later');
  const stranger = smtpSender({ url: server.url.replace('perennial:', 'stranger:'), from: FROM });
  await expect(stranger.check()).rejects.toThrow('Invalid');
  await expect(stranger.send(mail)).rejects.toThrow('Invalid');
  const nowhere = smtpSender({ url: 'smtp://127.0.0.1:1', from: FROM });
  await expect(nowhere.check()).rejects.toThrow('ECONNREFUSED');
  await expect(nowhere.send(mail)).rejects.toThrow('ECONNREFUSED');
  expect(server.taken).toEqual([]);
  await sender.send(mail);
  expect(server.taken).toHaveLength(1);
});
