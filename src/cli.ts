/** The command line: the same core as in the editor, for scripts and continuous integration. */
import { parseArgs } from 'node:util';
import { type Command, commands, UsageError } from './cli/commands.ts';
import { UserError } from './core/errors.ts';

const exitCodes = { done: 0, inputAtFault: 1, callAtFault: 2 } as const;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((candidate) => candidate.name === name);
  if (name === '--help' || name === 'help') {
    console.log(overview());
    return exitCodes.done;
  }
  if (!command) {
    const complaint = name === undefined ? '' : `dossier: there is no command "${name}"\n\n`;
    console.error(complaint + overview());
    return exitCodes.callAtFault;
  }
  try {
    const { values, positionals } = parse(command, rest);
    if (values.help) {
      console.log(help(command));
      return exitCodes.done;
    }
    return (await command.run({ positionals, ...values })) ? exitCodes.done : exitCodes.inputAtFault;
  } catch (error) {
    if (error instanceof UserError) {
      console.error(`dossier: ${error.message} (${error.remedy})`);
      return exitCodes.inputAtFault;
    }
    if (error instanceof UsageError) {
      console.error(`dossier ${command.name}: ${error.message}\n\n${help(command)}`);
      return exitCodes.callAtFault;
    }
    throw error;
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function help({ usage, summary }: Command): string {
  return `usage: dossier ${usage}\n\n${summary}`;
}

function overview(): string {
  const lines = commands.map(({ usage }) => `  dossier ${usage}`);
  const codes = 'Exit codes: 0 done, 1 the input is at fault, 2 the call is at fault.';
  return `usage:\n${lines.join('\n')}\n\nEach has --help. ${codes}`;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may stop early (`| head`); that is its right.
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
