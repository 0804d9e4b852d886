import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from './kit/imports';
import { allFolders, nodesOf, pathsIn, placeOf, sourceOf, sourcesIn, type Source } from './kit/sources';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 70;

/** Where the files of a role live inside a capability. */
const folderOfRole: Readonly<Record<string, string>> = {
  entity: 'model',
  resolver: 'graphql',
  inputs: 'graphql',
  fields: 'graphql',
  queries: 'storage',
  loaders: 'storage',
  job: 'jobs',
};

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

/** Functions that are too long. What groups tests is a chapter, not a function. */
function longFunctions(source: Source): string[] {
  return nodesOf(source.tree)
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isChapter(node))
    .filter((node) => linesOf(node.getText()) > MAX_FUNCTION_LINES)
    .map((node) => `${placeOf(source, node)} has ${linesOf(node.getText())} lines`);
}

function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe/.test(node.parent.expression.getText());
}

/** Words of unfinished work, spelled so that this file has none of them. */
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);

function unfinishedLines(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => (unfinished.test(line) ? [`${path}:${index + 1}`] : []));
}

/** Paths that are not in kebab-case: words of small letters and digits, joined by hyphens; roles behind dots. */
function oddNames(paths: readonly string[]): string[] {
  const word = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const isOdd = (path: string) => {
    const [file, ...folders] = path.split('/').reverse();
    return !folders.every((folder) => word.test(folder)) || !(/^(README\.md|Dockerfile)$/.test(file!) || file!.split('.').every((part, index) => word.test(part) || (index === 0 && part === '')));
  };
  return paths.filter(isOdd);
}

/** Files of a capability that lie elsewhere than their role says, and files of a layer without its role. */
function misplaced(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const [, folder, role] = /^src\/capabilities\/[^/]+\/(.+)\/[^/.]+\.([a-z]+)\.ts$/.exec(path) ?? [];
    if (role && role in folderOfRole) return folder !== folderOfRole[role];
    return /^src\/capabilities\/[^/]+\/jobs\/[^/.]+\.ts$/.test(path);
  });
}

const camel = (name: string) => name.replaceAll(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase());

/** Actions, reactions and jobs that do not export what their name says. */
function withoutTheirVerb(source: Source): string[] {
  const [, folder, name] = /^src\/capabilities\/[^/]+\/(actions|reactions|jobs)\/([^/.]+)(?:\.job)?\.ts$/.exec(source.path) ?? [];
  if (!folder || !name) return [];
  const verb = folder === 'jobs' ? new RegExp(`^${camel(name)}(Job)?$`) : new RegExp(`^${camel(name)}$`);
  const exported = source.tree.statements.filter((statement) => ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
  const names = exported.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ''];
    return ts.isVariableStatement(statement) ? statement.declarationList.declarations.map((declaration) => declaration.name.getText()) : [];
  });
  return names.some((exportedName) => verb.test(exportedName)) ? [] : [`${source.path} does not export ${camel(name)}`];
}

const sources = sourcesIn(allFolders);
const paths = pathsIn(allFolders);
const isText = (path: string) => /\.(ts|tsx|cjs|mjs|js|md|yml|json|graphql|css|html|sh)$/.test(path);

test('a file has at most 300 lines', () => {
  expect(sources.filter(({ text }) => linesOf(text) > MAX_FILE_LINES).map(({ path, text }) => `${path} has ${linesOf(text)}`)).toEqual([]);
});

test('a function has at most 70 lines', () => {
  expect(sources.flatMap(longFunctions)).toEqual([]);
});

test('nothing is left for later: no note of unfinished work', () => {
  const texts = paths.filter(isText).map((path) => [path, readFileSync(join(repositoryRoot, path), 'utf8')] as const);
  expect(texts.flatMap(([path, text]) => unfinishedLines(path, text))).toEqual([]);
});

test('file names are in kebab-case', () => {
  expect(oddNames(paths)).toEqual([]);
});

test('a file of a capability lies in the folder of its role', () => {
  expect(misplaced(paths)).toEqual([]);
});

test('a file of an action, reaction or job exports the verb that it is named after', () => {
  expect(sources.flatMap(withoutTheirVerb)).toEqual([]);
});

test('control: each law of shape sees its breach', () => {
  const long = `${'f();\n'.repeat(71)}`;
  const functions = `function a() {\n${long}}\ndescribe('b', () => {\n${long}});\nconst c = () => {\n${long}};\nclass D { e() {\n${long}} }\nfunction f() {}`;
  const verbs = [
    ['src/capabilities/orders/actions/place-order.ts', 'export async function placeOrder() {}'],
    ['src/capabilities/orders/actions/pay-order.ts', 'export async function pay() {}; function payOrder() {}'],
    ['src/capabilities/orders/jobs/expire-orders.job.ts', 'export const expireOrdersJob = 1'],
    ['src/capabilities/orders/reactions/place-order-when-due.ts', 'export const placeOrder = 1'],
  ] as const;
  const word = 'TO' + 'DO';
  expect({
    lines: [linesOf('a\nb\n'), linesOf('a\nb')],
    functions: longFunctions(sourceOf('a.ts', functions)).map((found) => found.split(' ')[0]),
    unfinished: unfinishedLines('a.ts', `a\n// ${word}: b\nmastodon ${word}S`),
    names: oddNames(['src/a-b/c.test.ts', 'src/aB/c.ts', 'src/a/C.ts', 'src/a/b_c.ts', 'demo/README.md', 'demo/Readme.md', 'tests/2-a.json']),
    misplaced: misplaced(['src/capabilities/a/model/b.entity.ts', 'src/capabilities/a/graphql/b.queries.ts', 'src/capabilities/a/jobs/b.ts', 'src/platform/events/b.queries.ts']),
    verbs: verbs.flatMap(([path, text]) => withoutTheirVerb(sourceOf(path, text))),
  }).toEqual({
    lines: [2, 2],
    functions: ['a.ts:1', 'a.ts:220', 'a.ts:147'],
    unfinished: ['a.ts:2'],
    names: ['src/aB/c.ts', 'src/a/C.ts', 'src/a/b_c.ts', 'demo/Readme.md'],
    misplaced: ['src/capabilities/a/graphql/b.queries.ts', 'src/capabilities/a/jobs/b.ts'],
    verbs: ['src/capabilities/orders/actions/pay-order.ts does not export payOrder', 'src/capabilities/orders/reactions/place-order-when-due.ts does not export placeOrderWhenDue'],
  });
});
