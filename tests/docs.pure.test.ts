import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { scripts } from '../package.json';
import { capabilities } from '../src/app/capabilities';
import { invoiceStates } from '../src/capabilities/billing/model/invoice-status';
import { productStates } from '../src/capabilities/catalog/model/product-states';
import { orderStates } from '../src/capabilities/orders/model/order-states';
import { purchaseOrderStates } from '../src/capabilities/stock/model/purchase-order-states';
import { describeMapping, readMapping } from '../src/cli/import/mapping';
import { describeConfig } from '../src/platform/config/config';
import { Metrics } from '../src/platform/observability/metrics';
import { blocksOf, codeSpansOf, anchorsOf, commandsOf, linksOf, tableOf } from './kit/markdown';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every page of this repository. */
function pages(folder = root): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !['node_modules', 'dist', 'data', 'coverage'].includes(name) && !name.startsWith('.'));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

/** Links of a page that lead nowhere. */
function brokenLinks(page: string): string[] {
  return linksOf(read(page)).filter((link) => {
    const [path, anchor] = link.split('#') as [string, string?];
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && (statSync(join(root, target)).isDirectory() || !anchorsOf(read(target)).includes(anchor));
  });
}

test.each(pages())('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('the README explains every variable as the program does', () => {
  const told = tableOf(read('README.md'), 'variable');
  expect(told).toEqual(describeConfig().map(({ name, defaultValue, description }) => [`\`${name}\``, defaultValue && `\`${defaultValue}\``, description]));
});

test('docs/import.md explains every entry of a mapping as the program does, and its example is one', () => {
  const page = read('docs/import.md');
  const told = tableOf(page, 'entry');
  const leftOut = (isNeeded: boolean, value: unknown) => (isNeeded ? 'needed' : value === undefined ? '' : `\`${JSON.stringify(value)}\``);
  expect(told).toEqual(describeMapping().map(({ entry, isNeeded, defaultValue, description }) => [`\`${entry}\``, leftOut(isNeeded, defaultValue), description]));
  const [example] = blocksOf(page).filter(({ language }) => language === 'json');
  expect(readMapping(example!.text)).toMatchObject({ currency: 'EUR' });
});

test('the README shows THE LIST, in its order', () => {
  const told = tableOf(read('README.md'), 'capability').map(([link]) => link);
  expect(told).toEqual(capabilities.map(({ name }) => `[${name}](src/capabilities/${name}/README.md)`));
});

test('operations.md has every metric with its labels', async () => {
  const { registry } = new Metrics();
  const ours = (await registry.getMetricsAsJSON()).map(({ name }) => name).filter((name) => name.startsWith('perennial_'));
  const told = tableOf(read('docs/operations.md'), 'metric').map(([metric, labels]) => ({ metric, labels }));
  const labelsOf = (name: string) => (registry.getSingleMetric(name) as unknown as { labelNames: string[] }).labelNames.join(', ');
  expect(told).toEqual(ours.map((name) => ({ metric: `\`${name}\``, labels: labelsOf(name) })));
});

test.each(['README.md', 'docs/operations.md'])('what %s names as a command in a sentence, it also runs in a block, or has to leave out', (page) => {
  const run = blocksOf(read(page)).filter(({ language }) => language === 'sh').flatMap(({ text }) => commandsOf(text));
  const named = codeSpansOf(read(page)).filter((span) => /^(npm|npx|curl|docker|perennial) \S/.test(span) && !/^npm (ci|test)\b/.test(span));
  expect(named.filter((command) => !run.some((one) => one.includes(command)))).toEqual([]);
});

test('every script that a page names exists', () => {
  const named = pages().flatMap((page) => [...read(page).matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, script]) => ({ page, script: script! })));
  expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
});

test('decisions have numbers of their own, and a line each in their index', () => {
  const files = readdirSync(join(root, 'docs', 'decisions')).filter((file) => file !== 'README.md').sort();
  const numbers = files.map((file) => file.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
  const told = tableOf(read('docs/decisions/README.md'), 'number');
  expect(told.map(([number, title]) => [number, title])).toEqual(
    files.map((file) => [file.slice(0, 4), `[${/^# (.*)$/m.exec(read(`docs/decisions/${file}`))![1]}](${file})`]),
  );
});

test('every notable library has its reason', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const told = tableOf(read('docs/decisions/0005-libraries.md'), 'library').flatMap(([names]) => names!.split(', '));
  expect(Object.keys(dependencies).filter((name) => !told.includes(name))).toEqual([]);
});

test.each(capabilities.map(({ name }) => name))('the page of %s names the events that it emits', (name) => {
  const capability = capabilities.find((one) => one.name === name)!;
  const page = read(`src/capabilities/${name}/README.md`);
  // `order.placed .paid` names two.
  const told = [.../Events out:([\s\S]*?)(?:Events in|$)/.exec(page)![1]!.matchAll(/`([^`]+)`/g)].flatMap(([, span]) => {
    const [first, ...rest] = span!.split(/\s+/) as [string, ...string[]];
    return [first, ...rest.map((word) => (word.startsWith('.') ? first.split('.')[0] + word : word))];
  });
  expect((capability.events ?? []).map(({ type }) => type).filter((type) => !told.includes(type))).toEqual([]);
});

test('the diagrams of states are those of the state tables', () => {
  const shown = capabilities.flatMap(({ name }) =>
    blocksOf(read(`src/capabilities/${name}/README.md`)).flatMap(({ language, text }) => (language === 'mermaid' ? [[name, text.trim()]] : [])),
  );
  expect(shown).toEqual([['catalog', productStates.toMermaid()], ['stock', purchaseOrderStates.toMermaid()], ['billing', invoiceStates.toMermaid()], ['orders', orderStates.toMermaid()]]);
});
