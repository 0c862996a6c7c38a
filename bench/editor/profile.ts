/**
 * Whom the editor's tab is busy for: Chrome's CPU profile of what is measured, as milliseconds by owner, beside what
 * Chrome counts itself (scripts, styles, layout). Taking profiles makes everything slower, for all alike.
 *
 * Source: Chrome DevTools Protocol, domains Profiler and Performance.
 */
import type { CDPSession, Page } from 'playwright-core';

type CpuProfile = Awaited<ReturnType<typeof stopProfiler>>;
type CallFrame = CpuProfile['nodes'][number]['callFrame'];

interface Owner {
	name: string;
	/** The file of n8n's editor that its functions are in. */
	file?: RegExp;
	/** How its functions begin; n8n's build shortens names, but neither texts nor properties. */
	start?: RegExp;
}

/**
 * What n8n does for each parameter of a description, with everything that is called for it. Read from n8n 2.41.1; of
 * another version less may be recognized, which then counts as its file's.
 */
const PER_PARAMETER: readonly Owner[] = [
	{ name: 'which field chooses the credential', start: /^.{0,60}\.credentials\.length>0&&|^.{0,90}`authentication`&&|^.{0,80}\.displayOptions\?\.show&&\w+\.name in / },
	{ name: 'which parameters are shown', start: /^\w*\((\w+,)+\w+=`displayOptions`\)|^.{0,60}\._cnd&&|^.{0,60}\.charAt\(0\)===`\/`/ },
	{ name: 'values and defaults', start: /^.{0,60}nodeValuesRoot:|^.{0,40}Array\.from\(\{length:\w+\.length\}|^.{0,60}\{name:\w+,displayOptions:/ },
	{ name: 'what is wrong with values', start: /^.{0,70}\.disabled===!0\|\||^.{0,60}\.required===!0&&/ },
];

const ELSEWHERE: readonly Owner[] = [
	{ name: 'dropdowns', file: /\/(select|N8nSelect|N8nOption|Select)-/ },
	{ name: 'Vue', file: /\/vue\.runtime/ },
	{ name: 'the rest of the editor', file: /^https?:/ },
];

/** Chrome's own names for what is no function. */
const IN_BRACKETS: ReadonlyMap<string, string> = new Map([
	['(garbage collector)', 'garbage collection'],
	['(program)', 'browser: layout, styles, painting, events'],
]);

const BROWSER_CALLS = 'browser: DOM and other calls';

/** What Chrome counts itself, in milliseconds (of seconds) or as a number. */
const COUNTED: readonly { name: string; metric: string; factor: number }[] = [
	{ name: 'busy, as Chrome counts', metric: 'TaskDuration', factor: 1000 },
	{ name: 'styles, as Chrome counts', metric: 'RecalcStyleDuration', factor: 1000 },
	{ name: 'layout, as Chrome counts', metric: 'LayoutDuration', factor: 1000 },
	{ name: 'number of style calculations', metric: 'RecalcStyleCount', factor: 1 },
	{ name: 'number of layouts', metric: 'LayoutCount', factor: 1 },
	{ name: 'number of nodes added', metric: 'Nodes', factor: 1 },
];

/** The lines of the table. */
export const LINES: readonly string[] = [
	...[...PER_PARAMETER, ...ELSEWHERE].map(({ name }) => name),
	BROWSER_CALLS,
	...IN_BRACKETS.values(),
	...COUNTED.map(({ name }) => name),
];

/** A number for each line that there is something for. */
export type Shares = Record<string, number>;

/** The first of a function's source, or nothing where it is not a function of a file. */
export type SourceOf = (frame: CallFrame) => string;

function ownerOf(frame: CallFrame, caller: string | undefined, sourceOf: SourceOf): string | undefined {
	const source = sourceOf(frame);
	const own = PER_PARAMETER.find(({ start }) => start?.test(source))?.name;
	if (own !== undefined) return own;
	// Whoever looks at each parameter is also charged for what it calls, such as Vue's proxies around the description.
	if (caller !== undefined && PER_PARAMETER.some(({ name }) => name === caller)) return caller;
	return ELSEWHERE.find(({ file }) => file?.test(frame.url))?.name;
}

/** Milliseconds by owner; time in which nothing ran is left out. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: CpuProfile, sourceOf: SourceOf): Shares {
	const selfMs = new Map<number, number>();
	// A sample stands for the time up to the next one.
	for (const [index, id] of samples.entries()) selfMs.set(id, (selfMs.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0) / 1000);
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const shares: Shares = {};
	const add = (id: number, caller: string | undefined): void => {
		const node = byId.get(id);
		if (node === undefined) return;
		const { callFrame: frame, children = [] } = node;
		const owner = ownerOf(frame, caller, sourceOf);
		const { functionName, url } = frame;
		const charged = owner ?? IN_BRACKETS.get(functionName) ?? (url === '' ? BROWSER_CALLS : undefined);
		if (charged !== undefined && !['(idle)', '(root)'].includes(functionName)) shares[charged] = (shares[charged] ?? 0) + (selfMs.get(id) ?? 0);
		for (const child of children) add(child, owner ?? caller);
	};
	const [root] = nodes;
	if (root !== undefined) add(root.id, undefined);
	return shares;
}

async function stopProfiler(devTools: CDPSession) {
	return (await devTools.send('Profiler.stop')).profile;
}

/** Profiles a tab. */
export class TabProfiler {
	private readonly sources = new Map<string, string[]>();

	private constructor(private readonly devTools: CDPSession) {}

	static async attach(page: Page): Promise<TabProfiler> {
		const devTools = await page.context().newCDPSession(page);
		await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
		await devTools.send('Profiler.enable');
		await devTools.send('Profiler.setSamplingInterval', { interval: 200 });
		return new TabProfiler(devTools);
	}

	/** Profiles some work in the tab. */
	async during<Result>(work: () => Promise<Result>): Promise<{ result: Result; shares: Shares }> {
		const before = await this.count();
		await this.devTools.send('Profiler.start');
		const result = await work();
		const profile = await stopProfiler(this.devTools);
		const after = await this.count();
		for (const url of new Set(profile.nodes.map(({ callFrame }) => callFrame.url))) await this.load(url);
		const counted = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));
		return { result, shares: { ...sharesOf(profile, (frame) => this.sourceOf(frame)), ...counted } };
	}

	private async count(): Promise<Shares> {
		const { metrics } = await this.devTools.send('Performance.getMetrics');
		const values = new Map(metrics.map(({ name, value }) => [name, value]));
		return Object.fromEntries(COUNTED.map(({ name, metric, factor }) => [name, factor * (values.get(metric) ?? Number.NaN)]));
	}

	private async load(url: string): Promise<void> {
		if (!url.startsWith('http') || this.sources.has(url)) return;
		this.sources.set(url, (await (await fetch(url)).text()).split('\n'));
	}

	private sourceOf({ url, lineNumber, columnNumber }: CallFrame): string {
		return this.sources.get(url)?.[lineNumber]?.slice(columnNumber, columnNumber + 200) ?? '';
	}
}
