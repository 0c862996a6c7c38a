/** One contestant in a process of its own, which does one task after another. Started by fork() with --expose-gc. */
import { contestants, type ContestantName } from '../contestants';
import type { Task } from '../contestants/types';

/** What a process is asked for. */
export interface Order {
	contestant: ContestantName;
	task: Task;
	/** Whether to measure memory in place of time: looking at it takes time. */
	memory: boolean;
}

/** What one run took; only one of the two is measured. */
export interface Cost {
	milliseconds: number;
	/** The most memory in use at a time above what was in use before, less garbage, in bytes. */
	bytes: number;
}

const MEGABYTE = 1024 * 1024;
/** Garbage is collected whenever so much more is in use. */
const STEP = 16 * MEGABYTE;

function heapWithoutGarbage(): number {
	global.gc?.();
	return process.memoryUsage().heapUsed;
}

async function measureMemory(work: () => Promise<object[]>): Promise<number> {
	const before = heapWithoutGarbage();
	let highest = before;
	const timer = setInterval(() => {
		if (process.memoryUsage().heapUsed > highest + STEP) highest = Math.max(highest, heapWithoutGarbage());
	}, 5);
	const outputs = await work();
	clearInterval(timer);
	highest = Math.max(highest, heapWithoutGarbage());
	// Used here, or the outputs would count as garbage above.
	if (outputs.length === 0) throw new Error('Nothing was put out');
	return highest - before;
}

async function carryOut({ contestant, task, memory }: Order): Promise<Cost> {
	const prepared = await contestants[contestant](task);
	if (memory) return { milliseconds: Number.NaN, bytes: await measureMemory(prepared) };
	global.gc?.();
	const started = performance.now();
	await prepared();
	return { milliseconds: performance.now() - started, bytes: Number.NaN };
}

process.on('message', (order: Order) => {
	carryOut(order).then(
		(cost) => process.send?.(cost),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
