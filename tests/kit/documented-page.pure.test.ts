import { tmpdir } from 'node:os';
import { DocumentedPage } from './documented-page';
import { anchorsOf, commandsOf, linksOf, tableOf } from './markdown';

const follow = async (page: string) => {
  const documented = new DocumentedPage({
    folder: tmpdir(),
    environment: { PATH: process.env.PATH },
    ports: new Map([[4000, 4999]]),
    exempt: /^npm ci$/,
    services: [{ command: /^sleep/, ready: /never said/ }],
  });
  await documented.follow(page);
  return documented.commands;
};
const sh = (...commands: string[]) => `\`\`\`sh\n${commands.join('\n')}\n\`\`\`\n`;
const shows = (language: 'text' | 'json', text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

test('control: a page that is true is followed to its end', async () => {
  const id = 'ord_01h455vb4pex5vsknk084sn02q';
  const page = [
    sh('npm ci', 'export WORD=Ada', 'echo "$WORD said"'),
    shows('text', 'Ada …'),
    sh(`echo '{"id":"${id}","n":1}'`),
    shows('json', '{ "id": "ord_…", "n": 1 }'),
    sh('echo ord_… localhost:4000'),
    shows('text', `${id} localhost:4999`),
  ].join('\nWords.\n');
  expect(await follow(page)).toEqual(['echo "$WORD said"', `echo '{"id":"${id}","n":1}'`, 'echo ord_… localhost:4000']);
});

test.each([
  ['a command that fails', sh('false')],
  ['a text that is not what is said', sh('echo one') + shows('text', 'two')],
  ['a text that says less', sh('echo one', 'echo one; echo two') + shows('text', 'one')],
  ['a value of JSON', sh(`echo '{"n":1}'`) + shows('json', '{ "n": 2 }')],
  ['a field of JSON that is not shown', sh(`echo '{"n":1,"m":2}'`) + shows('json', '{ "n": 1 }')],
  ['an id that was never seen', sh('echo ord_…')],
  ['a service that ends', sh('sleep 0')],
  ['GraphQL that nobody asks', '```graphql\n{ viewer { id } }\n```\n'],
])('control: a page is wrong by %s', async (_what, page) => {
  await expect(follow(page)).rejects.toThrow();
});

test('what is read from a page', () => {
  const page = '# It & its `words`\n\n[a](b.md#c) [d](https://e.example)\n\n```sh\n[not](this)\n```\n\n| x | y |\n|---|---|\n| `1` | a \\| b |\n';
  expect(linksOf(page)).toEqual(['b.md#c']);
  expect(anchorsOf(page)).toEqual(['it--its-words']);
  expect(tableOf(page, 'x')).toEqual([['`1`', 'a | b']]);
  expect(commandsOf("a \\\n  b\nc 'd\n  e'\n\nf")).toEqual(['a \\\n  b', "c 'd\n  e'", 'f']);
  expect(() => commandsOf("g 'h")).toThrow('this command does not end');
});
