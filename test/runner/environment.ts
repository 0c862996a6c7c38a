// n8n-core reads its settings when the first test file of this process loads it.
import '../engine/environment';
import { createRequire } from 'node:module';
import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { endAsyncStores } from './asyncStores';
import { realm } from './realm';
import { Restorable } from './restorable';

const nodeRequire = createRequire(__filename);

/** For packages.js. What a package adds to the global object has to stay, because the package stays. */
const requireOnce = (file: string): unknown => globals.keep(() => nodeRequire(file) as unknown);

Object.defineProperty(globalThis, Symbol.for('threecx.requireOnce'), { value: requireOnce });

const globals = new Restorable(globalThis);
const variables = new Restorable(process.env);
/** What jest replaces for each file. */
const replaced = Object.entries(Object.getOwnPropertyDescriptors(process)).filter(([name]) => ['exit', 'getBuiltinModule'].includes(name));

/**
 * Where a test file runs: in the realm of the process, which all of its test files share with the installed packages.
 *
 * jest's own environment loads n8n-core's two thousand modules anew for each test file, which takes longer than most files.
 * Here installed packages are loaded once, so they keep what they remember from file to file. Our modules are made anew for
 * each file, as jest always does, and what a file did to the global object and to environment variables is undone.
 */
export default class Environment implements JestEnvironment {
	readonly global = globalThis as unknown as JestEnvironment['global'];

	readonly moduleMocker = new ModuleMocker(globalThis);

	/** The old kind, which nothing uses. */
	readonly fakeTimers = null;

	readonly fakeTimersModern: ModernFakeTimers;

	constructor({ projectConfig }: JestEnvironmentConfig) {
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup(): Promise<void> {
		// All is there already.
	}

	async teardown(): Promise<void> {
		this.fakeTimersModern.dispose();
		endAsyncStores();
		for (const [name, descriptor] of replaced) Object.defineProperty(process, name, descriptor);
		globals.restore();
		variables.restore();
	}

	exportConditions(): string[] {
		return ['node', 'node-addons'];
	}

	getVmContext() {
		return realm;
	}
}
