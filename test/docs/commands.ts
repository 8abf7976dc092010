/** Commands in the documentation: where they are, and whether what they name exists. */
import { existsSync } from 'node:fs';
import { blocksOf, ROOT, read } from './pages.ts';

const IS_COMMAND = /^(npx|npm|node|satqn) /;

/** The lines of the shell blocks of a page, without comments; those of indented blocks if they look like commands. */
export function blockCommandsOf(page: string): string[] {
  const fenced = blocksOf(page).filter(({ language }) => language === 'sh');
  const indented = read(page)
    .replace(/^```[\s\S]*?^```$/gm, '')
    .match(/(?<=^ {4})\S.*/gm);
  return [
    ...fenced.flatMap(({ content }) => content.trim().split('\n')),
    ...(indented ?? []).filter((line) => IS_COMMAND.test(line)),
  ].map((line) => line.replace(/ +#.*/, ''));
}

/** All commands of a page or another text, those within sentences included. */
export const commandsOf = (page: string): string[] => [
  ...blockCommandsOf(page),
  ...[...read(page).matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1]!)
    .filter((text) => IS_COMMAND.test(text)),
];

const isFile = (path: string): boolean => existsSync(new URL(path, ROOT));
const optionsIn = (text: string): string[] => text.match(/(?<![\w-])--?[a-z][\w-]*/g) ?? [];

/** What a line of commands names and does not exist: subcommands, options, scripts and files of the repository. */
export function unknownIn(line: string): string[] {
  return line.split(/ (?:&&|\|) |, then /).flatMap((command) => {
    const words = command
      .replace(/ >.*/, '')
      .replace(/^npx tsx /, 'node --import tsx ')
      .replace(/^npx /, '')
      .split(' ');
    const [program = '', ...rest] = words;
    if (program === 'satqn') return unknownToSatqn(rest);
    if (program === 'npm') return unknownToNpm(rest);
    if (program === 'node') return unknownToNode(rest);
    return [];
  });
}

function unknownToSatqn(words: readonly string[]): string[] {
  const sections = read('docs/reference/cli.md').split(/^## (?=satqn)/m);
  const sectionOf = (names: string) => sections.find((text) => text.startsWith(`${names}\n`));
  const [first, second = ''] = words;
  if (first === undefined) return [];
  const help = sectionOf(`satqn ${first} ${second}`) ?? sectionOf(`satqn ${first}`);
  if (help === undefined) return [`satqn ${first}`];
  const needsSecond = /^Usage: satqn \w+ \[options\] \[command\]$/m.test(help);
  const options = words.filter((word) => /^--?[a-z]/.test(word));
  const known = optionsIn(help);
  return [
    ...(needsSecond && second !== '' ? [`satqn ${first} ${second}`] : []),
    ...options.filter((option) => !known.includes(option)),
    ...words.filter((word) => /^(examples|studies)\//.test(word) && !isFile(word)),
    ...(first === 'study' && /^\w+$/.test(second) && !isFile(`studies/${second}.yaml`) ? [second] : []),
  ];
}

function unknownToNpm([verb = '', name = '', ...rest]: readonly string[]): string[] {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  if (verb !== 'run') return ['ci', 'pack'].includes(verb) || verb in scripts ? [] : [verb];
  const script = scripts[name];
  if (script === undefined) return [name];
  // After `--` come the words of the script that it runs.
  return rest[0] === '--' ? unknownToNode([...script.split(' ').slice(1), ...rest.slice(1)]) : [];
}

function unknownToNode(words: readonly string[]): string[] {
  const place = words.findIndex((word) => word.endsWith('.ts'));
  const script = words[place];
  const ofNode = words.slice(0, place < 0 ? undefined : place).filter((word) => word.startsWith('--'));
  const known = [...process.allowedNodeEnvironmentFlags, '--expose-gc'];
  const unknown = ofNode.filter((option) => !known.includes(option));
  if (script === undefined) return unknown;
  if (!isFile(script)) return [...unknown, script];
  const ofScript = optionsIn(read(script));
  const rest = words.slice(place + 1);
  return [
    ...unknown,
    ...rest.filter((word) => word.startsWith('--') && !ofScript.includes(word)),
    ...rest.filter((word) => /^(src|test)\//.test(word) && !isFile(word)),
  ];
}
