import { pollOnce, readStored, type Stored } from '../../../../nodes/ThreeCx/events/poll';
import type { Reading, Source } from '../../../../nodes/ThreeCx/events/source';
import type { EventType, Occurrence, Watcher } from '../../../../nodes/ThreeCx/events/types';
import type { OutputItem } from '../../../../nodes/ThreeCx/response/items';
import type { Row } from '../../../../nodes/ThreeCx/transport/pages';
import { undocumented } from '../documentedFields';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Monday, March 2, 2026, 08:00 UTC. */
export const START = Date.UTC(2026, 2, 2, 8);

export const iso = (time: number) => new Date(time).toISOString();
export const duration = (milliseconds: number) => `PT${milliseconds / 1000}S`;

interface TableRow {
	row: Row;
	visibleAt: number;
	/** When it began, for logs that are read by period. */
	time: number;
}

const tableRow = (row: Row, visibleAt: number): TableRow => ({ row, visibleAt, time: Date.parse(String(row.StartTime ?? row.CallTime)) });

/** Tables of a PBX with a clock that tests set; rows may become visible later than they are dated. */
export class World implements Source {
	clock = START;

	/** How many further reads fail after so many that succeed; undefined for none. */
	failAfter?: number;

	reads: Reading[] = [];

	private readonly tables = new Map<string, TableRow[]>();

	constructor(private readonly numbers: Readonly<Record<string, string>> = { '/Recordings': 'Id', '/EventLogs': 'Id' }) {}

	insert(path: string, row: Row, visibleAt = this.clock): void {
		this.tables.set(path, [...(this.tables.get(path) ?? []), tableRow(row, visibleAt)]);
	}

	/** Appends without copying, for very many rows. */
	load(path: string, rows: { row: Row; visibleAt: number }[]): void {
		this.tables.set(path, rows.map(({ row, visibleAt }) => tableRow(row, visibleAt)));
	}

	clear(path: string): void {
		this.tables.delete(path);
	}

	/** The rows that can be read now, of a period where one is given. */
	visible(path: string, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): Row[] {
		const isVisible = ({ visibleAt, time }: TableRow) => visibleAt <= this.clock && !(time < from || time > to);
		return (this.tables.get(path) ?? []).filter(isVisible).map(({ row }) => row);
	}

	now(): Promise<number> {
		return this.answer({ path: '/Defs' }, () => this.clock);
	}

	rows(reading: Reading): Promise<Row[]> {
		return this.answer(reading, () => {
			const args = reading.arguments ?? {};
			const [from, to] = 'startDt' in args ? [args.startDt, args.endDt] : [args.periodFrom, args.periodTo];
			const period = from === undefined ? [] : [from, to].map((text) => Date.parse(String(text)));
			const found = this.visible(reading.path, ...period).filter((row) => this.matches(row, reading.filter));
			return this.sorted(found, reading).slice(0, reading.limit ?? Number.POSITIVE_INFINITY);
		});
	}

	record(reading: Reading): Promise<Row> {
		return this.answer(reading, () => this.visible(reading.path).at(-1) ?? {});
	}

	addressOf({ path, arguments: args = {} }: Reading): string {
		return `https://pbx.example.com/xapi/v1${path}(${Object.entries(args).map(([name, value]) => `${name}=${String(value)}`).join(',')})`;
	}

	file(): Promise<OutputItem[]> {
		throw new Error('Files are tested in the engine');
	}

	 
	private async answer<T>(reading: Reading, result: () => T): Promise<T> {
		this.reads.push(reading);
		if (this.failAfter !== undefined && this.failAfter-- <= 0) throw new Error('The PBX is away');
		return result();
	}

	/** As much of `$filter` as events use: numbers and times compared, joined by `or`. */
	private matches(row: Row, filter = ''): boolean {
		if (filter === '') return true;
		return filter.split(' or ').some((part) => {
			const [, property = '', operator, value = ''] = /^(\w+) (gt|eq) (\S+)$/.exec(part) ?? [];
			const asNumber = (text: unknown) => (/^-?\d+$/.test(String(text)) ? Number(text) : Date.parse(String(text)));
			const [own, other] = [asNumber(row[property]), asNumber(value)];
			return operator === 'gt' ? own > other : own === other;
		});
	}

	private sorted(rows: Row[], { path, orderBy = '' }: Reading): Row[] {
		const [property = this.numbers[path] ?? '', direction] = orderBy.split(' ');
		if (orderBy === '') return rows;
		return rows.sort((a, b) => (Number(a[property]) - Number(b[property])) * (direction === 'desc' ? -1 : 1));
	}
}

/** How a poll ends. */
export type Fate =
	/** As it should. */
	| 'well'
	/** A request fails, after so many that succeed. */
	| { failsAfter: number }
	/** n8n forgets a state that came with no items. */
	| 'forgets'
	/** n8n dies after the poll read, before it put anything out. */
	| 'diesBefore'
	/** n8n dies after it put the items out, before it saved the state. */
	| 'diesBetween'
	/** n8n dies right after it saved. */
	| 'diesAfter';

/** n8n with one trigger node: what it remembers in memory, and what it has saved. */
export class N8n {
	/** Whether the time that n8n gives a poll is over after its first step. */
	isHasty = false;

	/** What executions were started with. */
	readonly executions: Occurrence[][] = [];

	/** Event IDs of items that were put out though their state was lost. */
	readonly inDoubt = new Set<string>();

	private saved?: string;

	private memory?: string;

	constructor(
		private readonly world: World,
		private readonly event: EventType,
		private readonly parameters: Record<string, unknown> = {},
	) {}

	get occurrences(): Occurrence[] {
		return this.executions.flat();
	}

	get eventIds(): string[] {
		return this.occurrences.map(({ eventId }) => eventId);
	}

	get stateSize(): number {
		return this.memory?.length ?? 0;
	}

	/** Watches the world; what a test in the editor shows is as documented. */
	watcher(): Watcher {
		const watcher = this.event.watch((name, fallback) => this.parameters[name] ?? fallback, this.world);
		const latest = async (count: number) => this.documented(await watcher.latest(count));
		return { ...watcher, latest };
	}

	private documented(occurrences: Occurrence[]): Occurrence[] {
		const items = occurrences.map(({ eventId, json }) => ({ event: this.event.value, eventId, ...json }));
		expect(items.flatMap(undocumented)).toEqual([]);
		return occurrences;
	}

	/** Activation polls at once, and n8n saves what came of it. */
	async activate(): Promise<void> {
		await this.poll();
		this.saved = this.memory;
	}

	restart(): void {
		this.memory = this.saved;
	}

	async poll(fate: Fate = 'well'): Promise<Occurrence[]> {
		this.world.failAfter = typeof fate === 'object' ? fate.failsAfter : undefined;
		const before = this.memory === undefined ? undefined : readStored(JSON.parse(this.memory), 'scope');
		const result = await pollOnce(this.watcher(), 'scope', before, () => this.isHasty).catch((error: unknown) => ({ error }));
		this.world.failAfter = undefined;
		if ('error' in result) return [];
		this.documented(result.occurrences);
		if (fate === 'diesBefore') {
			this.restart();
			return [];
		}
		const { occurrences, stored } = result;
		this.remember(stored, occurrences, fate);
		return occurrences;
	}

	private remember(stored: Stored, occurrences: Occurrence[], fate: Fate): void {
		if (occurrences.length > 0) this.executions.push(occurrences);
		if (fate === 'diesBetween') {
			for (const { eventId } of occurrences) this.inDoubt.add(eventId);
			this.restart();
			return;
		}
		if (occurrences.length === 0 && fate === 'forgets') return;
		this.memory = JSON.stringify(stored);
		if (occurrences.length > 0) this.saved = this.memory;
		if (fate === 'diesAfter') this.restart();
	}
}

/** One leg of a call for the call log. */
export interface LegPlan {
	/** After the start of the call, in milliseconds. */
	after?: number;
	ringing?: number;
	talking?: number;
	answered?: boolean;
	to?: string;
	callType?: string;
	/** How long after the leg's end its row is visible. */
	delay?: number;
	row?: Row;
}

export const CALL_LOG = '/ReportCallLogData/Pbx.GetCallLogData';

/** The rows of a call as they appear in the log, each when its leg is over. */
export function callRows(id: string, start: number, legs: LegPlan[], common: Row = {}): { row: Row; visibleAt: number }[] {
	return legs.map(({ after = 0, ringing = 5000, talking = 30_000, answered = true, to = '100', callType = 'Extension', delay = 2000, row }, index) => ({
		row: {
			MainCallHistoryId: id,
			CallHistoryId: id,
			CdrId: `${id}-${index + 1}`,
			CallId: 1,
			SegmentId: 1,
			StartTime: iso(start + after),
			RingingDuration: duration(ringing),
			TalkingDuration: duration(talking),
			Answered: answered,
			Direction: 'Inbound',
			CallType: callType,
			Status: answered ? 'Answered' : 'Unanswered',
			SourceDn: '10000',
			SourceCallerId: '+4930123456',
			SourceDisplayName: 'Ada Caller',
			DestinationDn: to,
			DestinationCallerId: to,
			DestinationDisplayName: `Extension ${to}`,
			...common,
			...row,
		},
		visibleAt: start + after + ringing + talking + delay,
	}));
}

/** Lets a call happen. */
export function call(world: World, id: string, start: number, legs: LegPlan[] = [{}], common: Row = {}): void {
	for (const { row, visibleAt } of callRows(id, start, legs, common)) world.insert(CALL_LOG, row, visibleAt);
}
