import { randomUUID } from 'node:crypto';
import { Session, type Profiler } from 'node:inspector';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';

/**
 * Counts steps in place of time, so that how work grows with its input can be tested on any machine. A step is a block of the
 * node's code that ran, or an element or character that one of JavaScript's own functions went through meanwhile.
 *
 * Import this before the node's code: V8 counts the blocks of a function only if it is told to before it compiles it.
 */

/** Code whose blocks count. */
const OWN_CODE = resolve(__dirname, '../nodes/ThreeCx');

const session = new Session();

/** Asks the inspector, which responds before `post` returns, because it is the one of this process. */
function ask<T>(send: (done: (error: Error | null, response: T) => void) => void): T {
	const received: T[] = [];
	send((error, response) => {
		if (error) throw error;
		received.push(response);
	});
	return received[0]!;
}

session.connect();
// Calls that V8 has put into their caller would not be counted.
setFlagsFromString('--no-opt');
setFlagsFromString('--no-maglev');
ask((done) => session.post('Profiler.enable', done));
ask((done) => session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true }, done));

/**
 * V8 takes text that it knows as it has compiled it, for another test file of this process and without counters. So what jest
 * compiles from now on becomes new to it.
 */
const { compileFunction } = vm;
vm.compileFunction = (code, ...settings) => compileFunction(`${code}\n// ${randomUUID()}`, ...settings);

afterAll(() => {
	session.disconnect();
	setFlagsFromString('--opt');
	vm.compileFunction = compileFunction;
});

/** How many blocks ran since this was asked last. */
function takeBlocks(): number {
	const { result } = ask<Profiler.TakePreciseCoverageReturnType>((done) => session.post('Profiler.takePreciseCoverage', done));
	const own = result.filter(({ url }) => url.includes(OWN_CODE));
	return own.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges)).reduce((total, { count }) => total + count, 0);
}

/** What a call goes through: asked before it, and again with its result. */
type Cost = (self: unknown, given: readonly unknown[]) => (result: unknown) => number;

const lengthOf = (value: unknown) => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);
const whole: Cost = (self) => () => lengthOf(self);
const given: Cost = (_self, [first]) => () => lengthOf(first);
const made: Cost = () => lengthOf;
const single: Cost = () => () => 1;
const untilFound: Cost = (self, [, start]) => (found) => (Number(found) < 0 ? lengthOf(self) : Number(found) + 1) - Number(start ?? 0);

/** From where a pattern begins to look to the end of what it finds: lint makes sure that none looks back (`regexp/no-super-linear-…`). */
const untilMatch: Cost = (self, [text]) => {
	const { global, sticky, lastIndex } = self as RegExp;
	return (match) => {
		const { index, 0: found } = (match as RegExpExecArray | null) ?? { index: lengthOf(text), 0: '' };
		// A sticky one looks at a single place, as `split` does at each.
		return sticky ? 1 + found.length : index + found.length - (global ? lastIndex : 0);
	};
};

const iterators = [[].values(), new Map().entries(), new Set().values(), ''[Symbol.iterator]()];

/** JavaScript's own functions that go through what they are called on or given. Those that call back count by what they call. */
const natives: readonly [owner: object, names: readonly string[], cost: Cost][] = [
	...iterators.map((iterator): [object, readonly string[], Cost] => [Object.getPrototypeOf(iterator) as object, ['next'], single]),
	[Array.prototype, ['includes', 'join', 'reverse', 'sort', 'splice', 'unshift'], whole],
	[Array.prototype, ['concat', 'flat', 'slice'], made],
	[Array.prototype, ['indexOf'], untilFound],
	[String.prototype, ['includes', 'lastIndexOf', 'localeCompare', 'normalize', 'split', 'toLowerCase', 'toUpperCase', 'trim'], whole],
	[String.prototype, ['replace', 'replaceAll'], whole],
	[String.prototype, ['endsWith', 'startsWith'], given],
	[String.prototype, ['indexOf'], untilFound],
	[RegExp.prototype, ['exec'], untilMatch],
	[Object, ['entries', 'keys', 'values'], made],
	[JSON, ['parse'], given],
	[JSON, ['stringify'], made],
];

/** Counts what natives go through until `restore` is called. */
function watchNatives(): { steps: () => number; restore: () => void } {
	let steps = 0;
	const originals = natives.flatMap(([owner, names, cost]) =>
		names.map((name) => {
			const property = Object.getOwnPropertyDescriptor(owner, name)!;
			const native = property.value as (...given: unknown[]) => unknown;
			const counting = function (this: unknown, ...args: unknown[]) {
				const costOf = cost(this, args);
				let result: unknown;
				try {
					return (result = native.apply(this, args));
				} finally {
					steps += costOf(result);
				}
			};
			return { owner, name, property, counting };
		}),
	);
	for (const { owner, name, property, counting } of originals) Object.defineProperty(owner, name, { ...property, value: counting });
	return {
		steps: () => steps,
		restore: () => {
			for (const { owner, name, property } of originals) Object.defineProperty(owner, name, property);
		},
	};
}

/** How many steps some work takes. The same each time, but for what others do while it waits. */
export async function stepsOf(work: () => unknown): Promise<number> {
	takeBlocks();
	const watched = watchNatives();
	try {
		await work();
	} finally {
		watched.restore();
	}
	return watched.steps() + takeBlocks();
}
