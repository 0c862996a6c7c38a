import { startGuarded } from './guarded';

export interface NpmRun {
	args: string[];
	cwd: string;
	/** File that receives npm's output. */
	log: string;
	env?: NodeJS.ProcessEnv;
}

/** Runs npm in a folder of its own; rejects with the path of the log when npm fails. */
export async function runNpm({ args, cwd, log, env = {} }: NpmRun): Promise<void> {
	// npm tells its children where it is; its JavaScript needs no shell, not even on Windows.
	const npmScript = process.env.npm_execpath;
	const [command, first] = npmScript?.endsWith('.js')
		? [process.execPath, [npmScript]]
		: ['npm', []];
	const npm = startGuarded({
		command,
		args: [...first, ...args, '--no-audit', '--no-fund', '--no-update-notifier'],
		cwd,
		env: { ...withoutCallingPackage(process.env), ...env },
		output: log,
	});
	const code = await npm.ended;
	if (code !== 0) throw new Error(`npm ${args[0] ?? ''} failed with exit code ${code}; see ${log}`);
}

/** `npm run` describes the calling package in the environment; a nested npm would take it for its own. */
function withoutCallingPackage(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const foreign = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|npm_command$|INIT_CWD$)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
