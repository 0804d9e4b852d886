import { getNamedType, Kind, parse } from 'graphql';
import ts from 'typescript';
import { buildSchema } from '../../src/app/build-schema';
import { capabilities } from '../../src/app/capabilities';
import { isTest, nodesOf, sourceOf, sourcesIn, type Source } from './kit/sources';

/** What a file of an action, reaction or job is called in its test. */
function nameToTest(path: string): string | null {
  return /^src\/capabilities\/[^/]+\/(?:actions|reactions|jobs)\/([^/.]+)(?:\.job)?\.ts$/.exec(path)?.[1] ?? null;
}

/** The titles of tests and of their chapters. */
function titlesIn({ tree }: Source): string[] {
  return nodesOf(tree).flatMap((node) => {
    const isTitled = ts.isCallExpression(node) && /^(test|it|describe)\b/.test(node.expression.getText());
    const [title] = isTitled ? node.arguments : [];
    return title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)) ? [title.getText().slice(1, -1)] : [];
  });
}

/** Files whose name neither a test file beside them nor the title of a test says. */
function withoutTest(paths: readonly string[], tests: readonly Source[]): string[] {
  const files = new Set(tests.map(({ path }) => path));
  const titles = tests.flatMap(titlesIn);
  return paths.filter((path) => {
    const name = nameToTest(path);
    if (!name || files.has(path.replace(/(\.job)?\.ts$/, '.test.ts')) || files.has(path.replace(/\.ts$/, '.test.ts'))) return false;
    return !titles.some((title) => new RegExp(`(^|[^\\w-])${name}($|[^\\w-])`).test(title));
  });
}

/** The documents that a test file counts the statements of, as far as they are written in the file. */
function countedDocuments({ tree }: Source): string[] {
  const nodes = nodesOf(tree);
  const texts = new Map(
    nodes.flatMap((node) => (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteralLike(node.initializer) ? [[node.name.getText(), node.initializer.text] as const] : [])),
  );
  return nodes.flatMap((node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'statementsOf') return [];
    const document = node.arguments[1];
    const text = document && (ts.isStringLiteralLike(document) ? document.text : texts.get(document.getText()));
    return text === undefined ? [] : [text];
  });
}

/** The root fields of a document. Throws for what is no GraphQL, as the test itself would. */
function rootFieldsOf(document: string): string[] {
  return parse(document).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])) : [],
  );
}

const sources = sourcesIn(['src', 'tests']);
const tests = sources.filter(({ path }) => /\.test\.ts$/.test(path));

test('every action, reaction and job has a test of its name', () => {
  expect(withoutTest(sources.map(({ path }) => path).filter((path) => !isTest(path)), tests)).toEqual([]);
});

test('every root list field has a statement-count test', () => {
  const lists = Object.values(buildSchema(capabilities).getQueryType()!.getFields()).filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
  const counted = tests.flatMap(countedDocuments).flatMap(rootFieldsOf);
  expect(lists.map(({ name }) => name).filter((name) => !counted.includes(name))).toEqual([]);
});

test('control: a test counts when its title says the name, and a count when its document is the list\'s', () => {
  const paths = ['place-order', 'pay-order', 'cancel-order', 'order'].map((name) => `src/capabilities/orders/actions/${name}.ts`);
  const jobs = ['src/capabilities/orders/jobs/expire-orders.job.ts', 'src/capabilities/orders/jobs/ship-orders.job.ts'];
  const written = [
    sourceOf('src/capabilities/orders/actions/place-order.test.ts', ''),
    sourceOf('src/capabilities/orders/orders.test.ts', `describe('pay-order', () => { test.each([1])('cancel-orders %s', f); }); test(\`expire-orders at \${x}\`, f); // order`),
  ];
  expect(withoutTest([...paths, ...jobs, 'src/capabilities/orders/model/a.ts'], written)).toEqual([paths[2], paths[3], jobs[1]]);
  const counting = `const USERS = '{ users { totalCount } }'; await statementsOf(ada, USERS); await statementsOf(ada, \`query A { orders { totalCount } }\`); await ada.do('{ plans }'); statementsOf(a, b);`;
  expect(countedDocuments(sourceOf('a.test.ts', counting)).flatMap(rootFieldsOf)).toEqual(['users', 'orders']);
});
