import { stepsOf } from '../../steps';
import { callOf } from '../../../nodes/ThreeCx/callLog/call';
import { findByPath } from '../../../nodes/ThreeCx/catalog/match';
import { detailsInWords, isWebPage } from '../../../nodes/ThreeCx/errors/failure';
import { redact } from '../../../nodes/ThreeCx/errors/redact';
import { passing, readCallFilters } from '../../../nodes/ThreeCx/events/calls/callFilters';
import { newChatMessage } from '../../../nodes/ThreeCx/events/logs/newChatMessage';
import { newEventLogEntry } from '../../../nodes/ThreeCx/events/logs/newEventLogEntry';
import type { Source } from '../../../nodes/ThreeCx/events/source';
import { extensionStatus } from '../../../nodes/ThreeCx/events/states/extensionStatus';
import type { EventType, Watcher } from '../../../nodes/ThreeCx/events/types';
import { nearestName } from '../../../nodes/ThreeCx/request/form/knownNames';
import { beginStates, stepStates } from '../../../nodes/ThreeCx/events/engine/states';
import { beginNumbered, stepNumbered, type NumberedRules } from '../../../nodes/ThreeCx/events/engine/numbered';
import { beginTimeline, stepTimeline, type TimelineRules } from '../../../nodes/ThreeCx/events/engine/timeline';
import { readJson } from '../../../nodes/ThreeCx/input/json';
import { csvOf, LEG_COLUMNS } from '../../../nodes/ThreeCx/jobs/callLog/csv';
import { exportCalls } from '../../../nodes/ThreeCx/jobs/callLog/exportCalls';
import { summaryOf } from '../../../nodes/ThreeCx/jobs/callLog/summary';
import { JobRun } from '../../../nodes/ThreeCx/jobs/common/jobRun';
import { matching } from '../../../nodes/ThreeCx/jobs/common/lookUp';
import { syncContacts } from '../../../nodes/ThreeCx/jobs/contacts/syncContacts';
import { planSync, withoutRepetitions, type Contact } from '../../../nodes/ThreeCx/jobs/contacts/syncPlan';
import { addHolidays } from '../../../nodes/ThreeCx/jobs/hours/addHolidays';
import { removePastHolidays } from '../../../nodes/ThreeCx/jobs/hours/removePastHolidays';
import { blockNumbers } from '../../../nodes/ThreeCx/jobs/numbers/blockNumbers';
import { whoOwns } from '../../../nodes/ThreeCx/jobs/numbers/whoOwns';
import { LogoReferences } from '../../../nodes/ThreeCx/jobs/phoneLogos/logoReferences';
import { matcherOf } from '../../../nodes/ThreeCx/jobs/phoneLogos/namePatterns';
import { adding, removing, setting, settingInOrder } from '../../../nodes/ThreeCx/jobs/queues/memberPlans';
import { requestTranscripts } from '../../../nodes/ThreeCx/jobs/recordings/transcripts';
import type { Job } from '../../../nodes/ThreeCx/jobs/types';
import { whereUsed } from '../../../nodes/ThreeCx/jobs/users/whereUsed';
import { track, type Observation, type TrackerState } from '../../../nodes/ThreeCx/liveCalls/tracker';
import { Lane, Pace } from '../../../nodes/ThreeCx/pace/pace';
import { Slices } from '../../../nodes/ThreeCx/timing/slices';
import type { Connection } from '../../../nodes/ThreeCx/transport/connection';
import type { Row } from '../../../nodes/ThreeCx/transport/pages';
import { mapInOrder } from '../../../nodes/ThreeCx/transport/pool';
import { RowCheck } from '../../../nodes/ThreeCx/transport/rowCheck';
import { participant } from './liveCalls/participants';

const SIZE = 300;

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const rows = (count: number, more: (index: number) => Row = () => ({})): Row[] =>
	many(count, (index) => ({ Id: index, Number: String(10_000 + index), Name: `No ${index}`, ...more(index) }));

/** A job at a PBX that has these rows in its lists, takes every change, and forgets it. */
function jobAt(lists: Readonly<Record<string, Row[]>>, job: Job, parameters: Readonly<Record<string, unknown>>): () => Promise<unknown> {
	jest.spyOn(JobRun.prototype, 'rows').mockImplementation(async (name) => lists[name] ?? []);
	jest.spyOn(JobRun.prototype, 'send').mockResolvedValue('');
	const connection = { lane: { width: 5 }, context: {}, settings: { origin: 'https://pbx.example.com' } } as unknown as Connection;
	const read = (name: string, fallback: unknown) => parameters[name] ?? fallback;
	return async () => await job(connection, { read, json: {}, timeZone: 'UTC', itemIndex: 0, readers: () => [read] }).catch(() => undefined);
}

const departments = [{ Id: 1, Number: 'GRP1', Name: 'Sales' }];
const holiday = (index: number): Row => ({
	Id: index, Name: `No ${index}`, IsRecurrent: false, Day: 1, Month: 5, Year: 2024, DayEnd: 1, MonthEnd: 5, YearEnd: 2024,
	TimeOfStartDate: 'P0D', TimeOfEndDate: 'P1D',
});

const contact = (index: number, number = String(10_000 + index)): Contact => ({
	FirstName: '', LastName: `No ${index}`, CompanyName: '', PhoneNumber: number, Business: '', Other: '', Email: '',
});
const stored = (index: number, number?: string) => ({ id: index, contact: contact(index, number) });
const person = (index: number) => ({ id: index, number: String(index), name: `User ${index}` });

const START = Date.UTC(2026, 2, 2, 8);
/** A leg of the call log: from outside to an extension that answered, or to a queue. */
const leg = (index: number, more: Row = {}): Row => ({
	MainCallHistoryId: `call ${index}`, CdrId: `leg ${index}`, StartTime: new Date(START + index).toISOString(), Direction: 'Inbound',
	CallType: 'Extension', SourceCallerId: '+12025550123', DestinationDn: String(10_000 + index), RingingDuration: 'PT5S',
	TalkingDuration: 'PT20S', Answered: index % 2 === 0, ...more,
});
/** One call of many legs, each to another number. */
const longCall = (count: number, kind: string) =>
	callOf(many(count, (index) => leg(index, { MainCallHistoryId: 'call', CallType: kind })) as [Row, ...Row[]]);

const timeline: TimelineRules = {
	groupOf: ({ MainCallHistoryId }) => String(MainCallHistoryId),
	idOf: ({ CdrId }) => String(CdrId),
	startOf: ({ StartTime }) => Date.parse(String(StartTime)),
	endOf: ({ StartTime }) => Date.parse(String(StartTime)),
	settle: 0,
	overlap: 60_000,
	updates: true,
	accepts: () => true,
	occurrence: () => ({ eventId: '', json: {}, raw: [] }),
};
const numbered: NumberedRules = { key: 'Id', timeOf: () => START, fate: () => 'wait', occurrence: () => ({ eventId: '', json: {}, raw: [] }) };

const calls = (count: number, first = 0) => many(count, (index) => participant({ id: first + index, call: first + index, extension: String(first + index) }));
const snapshot = (count: number, more: Partial<Observation & { kind: 'snapshot' }> = {}): Observation => ({ kind: 'snapshot', participants: calls(count), ...more });
const live = (count: number): TrackerState => track(new Map(), snapshot(count), START).state;

const LETTERS = 'abcdefghij';
const logo = (index: number) => `logo ${index} of ${LETTERS.repeat(3)}.png`;
async function usages(logos: number, templates: readonly string[]): Promise<void> {
	const references = new LogoReferences();
	templates.forEach((content, index) => references.addTemplate(`template ${index}`, content));
	await references.usagesOf(many(logos, logo));
}

/** A pace that lets so many requests go at a time. */
const paceOf = (most: number) => new Pace({ most, sent: () => undefined, answered: () => undefined, refused: () => undefined, lost: () => undefined });

/** Sends three requests, as many at a time as may be. */
const execute = async (lane: Lane) => await Promise.all(many(3, async () => await lane.run(async () => undefined)));

/** An event of the trigger, with filters, at a PBX that has these rows. */
function watching(event: EventType, filters: object, found: Row[]): Watcher {
	const source = { now: async () => START, rows: async () => found } as unknown as Source;
	return event.watch((name, fallback) => (name === 'filters' ? filters : fallback), source);
}

/** What may be many or long, and the work that is to be done with so many. */
const table: [what: string, prepare: (size: number) => () => unknown][] = [
	['names of logos, with many stars in a pattern', (size) => {
		const matches = matcherOf(['*a*a*a*a*b']);
		return () => matches('a'.repeat(size));
	}],
	['a pattern for names of logos', (size) => () => matcherOf([`${'*a'.repeat(size)}b`])('a'.repeat(10))],
	['a list of names of logos', (size) => {
		const names = many(size, logo);
		return () => names.filter(matcherOf(names));
	}],
	['logos, and templates that may name them', (size) => () => usages(size, many(size, logo))],
	['the text of a template', (size) => () => usages(10, [many(size, logo).join(' ')])],
	['a template that nearly names logos', (size) => () => usages(10, [LETTERS.repeat(size)])],
	['blanks in a refusal', (size) => {
		const message = `a${' '.repeat(size)}b`;
		return () => [detailsInWords({ error: { message } }), isWebPage('', message)];
	}],
	['details of a refusal', (size) => () => detailsInWords({ error: { details: many(size, () => ({ message: 'WARNINGS.XAPI.REQUIRED' })) } })],
	['a message with dots in which a token may be', (size) => () => redact('eyJ.'.repeat(size), [])],
	['blanks after the word bearer', (size) => () => redact(`bearer ${' '.repeat(size)}`.repeat(2), [])],
	['JSON', (size) => () => readJson(JSON.stringify(rows(size)))],
	// How deep it may nest is limited: input/json.test.ts.
	['quotes in JSON', (size) => () => readJson(`"${String.raw`\\\"`.repeat(size)}`)],
	['a path that a user writes', (size) => () => findByPath('GET', `/ReportCallLogData/Pbx.GetCallLogData(periodFrom=${',periodTo=,sourceType='.repeat(size)})`)],
	['rows of a list', (size) => {
		const check = new RowCheck({ property: 'Id', isDeclared: false });
		const all = rows(size);
		return () => {
			for (let start = 0; start < size; start += 100) check.add({ rows: all.slice(start, start + 100), count: size });
			for (let start = 0; start < size; start += 100) check.add({ rows: all.slice(start, start + 100), count: size });
			return check.once(all);
		};
	}],
	['executions that wait for a PBX at the same time', (size) => async () => {
		const pace = paceOf(size + 1);
		await Promise.all(many(size, async () => await execute(new Lane(pace, 50))));
	}],
	['executions at a PBX, one after another', (size) => async () => {
		const pace = paceOf(1);
		for (let execution = 0; execution < size; execution++) await execute(new Lane(pace, 1));
	}],
	['requests of one execution', (size) => async () => await mapInOrder(many(size, person), () => 5, async () => await execute(new Lane(paceOf(1), 1)))],
	['people that are looked up', (size) => {
		const found = rows(size);
		return () => matching(found.map(({ Name }) => String(Name).toUpperCase()), found, ['Name']);
	}],
	['people added to a queue', (size) => () => adding(many(size, person), { skillGroup: '1' })(many(size, person))],
	['people removed from a queue', (size) => () => removing(many(size, person))(many(size, person))],
	['people set as agents', (size) => () => setting(many(size, person).reverse())(many(size, person))],
	['people set as members in order', (size) => () => settingInOrder(many(size, person).reverse())(many(size, person))],
	['contacts that are compared', (size) => {
		const wanted = many(size, (index) => contact(index + 1));
		const there = many(size, (index) => stored(index));
		return async () => await planSync(withoutRepetitions(wanted), there, new Slices());
	}],
	['contacts of one number', (size) => {
		const wanted = many(size, (index) => contact(size + index, '555'));
		const there = many(size, (index) => stored(index, '555'));
		return async () => await planSync(wanted, there, new Slices());
	}],
	['items of a sync of contacts', (size) => {
		const values: Record<string, string> = { operation: 'syncContacts', syncName: 'crm' };
		return syncOfItems(size, (name) => values[name]);
	}],
	['items that each name another sync of contacts', (size) => syncOfItems(size, (name, item) => ({ operation: 'syncContacts', syncName: String(item) })[name])],
	['numbers that may own a number', (size) => {
		const lists = {
			'GET /DidNumbers': rows(size),
			'GET /InboundRules': rows(size, () => ({ Data: '*55' })),
			'GET /Contacts': rows(size, (index) => ({ Home: `${index} 555` })),
			'GET /BlackListNumbers': rows(size, () => ({ CallerId: '1*5*5*5*6' })),
		};
		return jobAt(lists, whoOwns, { numberToFind: '+15555555555' });
	}],
	['the number whose owner is looked for', (size) => jobAt({ 'GET /DidNumbers': rows(1, () => ({ Number: '*5*5*5*6' })) }, whoOwns, { numberToFind: '5'.repeat(size) })],
	['numbers to block', (size) => jobAt({}, blockNumbers, { numbers: many(size, (index) => String(10_000 + index)).join() })],
	['holidays', (size) => {
		const lines = many(size, (index) => `2024-05-01 No ${index}`);
		return jobAt({ 'GET /Groups': departments, 'GET /Holidays': many(size, holiday) }, addHolidays, { department: 'Sales', holidays: lines });
	}],
	['past holidays that stay', (size) => jobAt({ 'GET /Holidays': many(size, holiday) }, removePastHolidays, { dryRun: false })],
	['users and queues that may use an extension', (size) => {
		const lists = {
			'GET /Users': rows(size, () => ({ Blfs: '10000'.repeat(9), Groups: [] })),
			'GET /Queues': rows(size, () => ({ Agents: rows(3), Managers: [] })),
		};
		return jobAt(lists, whereUsed, { user: '10001' });
	}],
	['recordings whose transcripts are requested', (size) => {
		const recordings = rows(size, () => ({ CanBeTranscribed: true }));
		return jobAt({}, async (connection) => {
			await requestTranscripts(new JobRun(connection), recordings, 0);
			return [];
		}, {});
	}],
	['legs in the call log', (size) => {
		const parameters = { period: 'custom', periodStart: '2026-03-02T08:00:00Z', periodEnd: '2026-03-02T09:00:00Z' };
		const lists = new Proxy({}, { get: () => log });
		const log = many(size, (index) => leg(index));
		return jobAt(lists, exportCalls, parameters);
	}],
	['legs of one call', (size) => () => summaryOf([longCall(size, 'Extension')])],
	['queues that one call goes through', (size) => () => summaryOf([longCall(size, 'Queue')])],
	['numbers in a filter, and calls', (size) => {
		const dialed = many(size, (index) => `+4930${10_000 + index}`);
		const filters = { dialedNumbers: dialed.join(), extensions: dialed.join() };
		const ended = dialed.map((number, index) => callOf([leg(index, { DestinationDn: number, DestinationCallerId: number })]));
		return () => ended.filter(passing(readCallFilters((name, fallback) => (name === 'filters' ? filters : fallback))));
	}],
	['extensions in a filter, and users', (size) => {
		const filters = { extensions: rows(size).map(({ Number: number }) => number).join() };
		return async () => await watching(extensionStatus, filters, rows(size)).begin();
	}],
	['senders in a filter, and messages', (size) => {
		const filters = { ignoredSenders: rows(size).map(({ Number: number }) => number).join() };
		const messages = rows(size, (index) => ({ MessageId: index, SenderParticipantNo: `0${index}` }));
		return async () => await watching(newChatMessage, filters, messages).latest(size);
	}],
	['sources in a filter, and log entries', (size) => {
		const filters = { sources: rows(size).map(({ Name }) => Name).join() };
		const entries = rows(size, (index) => ({ Source: `no ${index}` }));
		return async () => await watching(newEventLogEntry, filters, entries).latest(size);
	}],
	['a name in JSON that no operation knows', (size) => () => nearestName('a'.repeat(size), many(100, logo))],
	['lines of a file', (size) => async () => await csvOf(longCall(size, 'Queue').legs.map((entry) => ({ ...entry })), LEG_COLUMNS)],
	['calls that ended', (size) => {
		const log = many(size, (index) => leg(index));
		return () => {
			const { state } = stepTimeline(timeline, beginTimeline(START, 60_000), log, START + size, size);
			return stepTimeline(timeline, state, log, START + size, size);
		};
	}],
	['legs of a call that ended', (size) => {
		const log = many(size, (index) => leg(index, { MainCallHistoryId: 'call' }));
		return () => stepTimeline(timeline, beginTimeline(START, 60_000), log, START + size, size);
	}],
	['rows of a log, with rows that are waited for', (size) => {
		const log = rows(size);
		const begun = beginNumbered(numbered, undefined, START);
		return () => {
			const { state } = stepNumbered(numbered, begun, { rows: log, waiting: [] }, START, size);
			return stepNumbered(numbered, state, { rows: log, waiting: log }, START, size);
		};
	}],
	['states that are watched', (size) => {
		const read = (online: boolean) => new Map(many(size, (index) => [String(index), { online }] as const));
		const state = beginStates(read(true), START);
		return () => stepStates(state, read(false), size);
	}],
	['live calls that are new', (size) => () => track(new Map(), snapshot(size), START)],
	['live calls that go on', (size) => {
		const state = live(size);
		return () => track(state, snapshot(size, { after: 'resumed' }), START);
	}],
	['live calls that are over', (size) => {
		const state = live(size);
		return () => {
			const ended = track(state, snapshot(0), START).state;
			return track(ended, { kind: 'time' }, START + 10_000);
		};
	}],
	['live calls of a PBX that has restarted', (size) => {
		const state = live(size);
		const others = many(size, (index) => participant({ id: size + index, call: index, number: '5' }));
		return () => track(state, { kind: 'snapshot', participants: others, after: 'resumed' }, START);
	}],
];

/** A sync of contacts for each item; that of the first one of a name reads all that have it. */
function syncOfItems(size: number, value: (name: string, item: number) => unknown): () => Promise<void> {
	jest.spyOn(JobRun.prototype, 'rows').mockResolvedValue([]);
	const connection = {} as Connection;
	const readerOf = (item: number) => (name: string, fallback: unknown) => value(name, item) ?? (name === 'mobileNumber' ? String(10_000 + item) : fallback);
	// Going through all items takes steps.
	const readers = () => [...many(size, readerOf)];
	return async () => {
		for (let item = 0; item < size; item++) {
			await syncContacts(connection, { read: readerOf(item), json: {}, timeZone: 'UTC', itemIndex: item, readers });
		}
	};
}

afterEach(() => {
	jest.restoreAllMocks();
});

describe('ten times the input takes about ten times the steps, and at most fifteen times:', () => {
	it.each(table)('%s', async (_what, prepare) => {
		// What is made once, such as patterns of paths, belongs to no input.
		await stepsOf(prepare(1));
		const [few, tenfold] = [await stepsOf(prepare(SIZE)), await stepsOf(prepare(10 * SIZE))];
		expect(few).toBeGreaterThan(0);
		expect(tenfold / few).toBeLessThanOrEqual(15);
	});
});
