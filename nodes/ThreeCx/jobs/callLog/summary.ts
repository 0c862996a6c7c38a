import { isAnsweredByPerson, type Call } from '../../callLog/call';
import type { Party } from '../../callLog/party';
import type { OutputJson } from '../../response/items';
import { timeOf } from '../../response/values';

/** What happened on one number in a day. */
interface Tally {
	number: string;
	name: string | null;
}

interface ExtensionTally extends Tally {
	/** Calls for which its phone rang. */
	rang: number;
	answered: number;
	/** Inbound calls for which its phone rang and that nobody answered. */
	missed: number;
	/** Calls that it made. */
	made: number;
	talkingSeconds: number;
}

interface QueueTally extends Tally {
	calls: number;
	answered: number;
	missed: number;
	longestWaitSeconds: number;
	talkingSeconds: number;
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
const sum = (numbers: readonly number[]) => round(numbers.reduce((total, number) => total + number, 0));
const longest = (numbers: readonly number[]) => numbers.reduce((most, number) => Math.max(most, number), 0);

const secondsBetween = (start: number, end: number) => (Number.isNaN(end - start) ? 0 : Math.max(0, round((end - start) / 1000)));

/** What comes of a call from one of its legs on. */
interface Rest {
	/** When a person takes the call; undefined where nobody does. */
	answeredAt?: number;
	endsAt: number;
	/** How long the caller waits until somebody answers or the call is over. */
	waitSeconds: number;
	talkingSeconds: number;
}

const NOTHING: Rest = { endsAt: 0, waitSeconds: 0, talkingSeconds: 0 };

/** What comes of a call from each of its legs on, told from its end: a call may have thousands of legs. */
function restsOf({ legs }: Call): Rest[] {
	let rest: Rest = NOTHING;
	const fromEnd = [...legs].reverse().map((leg) => {
		const isAnswered = isAnsweredByPerson(leg);
		const start = timeOf(leg.startedAt);
		const answeredAt = isAnswered ? start + leg.ringingSeconds * 1000 : rest.answeredAt;
		const endsAt = Math.max(rest.endsAt, timeOf(leg.endedAt) || 0);
		const talkingSeconds = rest.talkingSeconds + (isAnswered ? leg.talkingSeconds : 0);
		rest = { answeredAt, endsAt, waitSeconds: secondsBetween(start, answeredAt ?? endsAt), talkingSeconds };
		return rest;
	});
	return fromEnd.reverse();
}

/** The tallies of one kind of numbers, sorted by number. */
class Board<T extends Tally> {
	private readonly tallies = new Map<string, T>();

	constructor(private readonly blank: Omit<T, keyof Tally>) {}

	/** The tally of a party; undefined for one without number. */
	of({ number, name }: Party): T | undefined {
		if (number === null) return undefined;
		const known = this.tallies.get(number) ?? ({ number, name, ...this.blank } as T);
		this.tallies.set(number, known);
		known.name ??= name;
		return known;
	}

	get sorted(): T[] {
		return [...this.tallies.values()].sort((one, other) => one.number.localeCompare(other.number, 'en', { numeric: true }));
	}
}

/** Some versions don't say what the destination of a call from outside is: then it counts as an extension, as for Missed Call. */
const isExtension = ({ kind }: Party) => kind === 'extension' || kind === 'unknown';

function countExtensions(board: Board<ExtensionTally>, { legs, direction, answered }: Call): void {
	const [first] = legs;
	const maker = first?.from.kind === 'extension' ? board.of(first.from) : undefined;
	if (maker) maker.made++;
	const parties = legs.flatMap(({ to }) => (isExtension(to) && to.number !== null ? [to] : []));
	const answeredBy = new Set(legs.filter(isAnsweredByPerson).map(({ to }) => to.number));
	for (const party of new Map(parties.map((to) => [to.number, to])).values()) {
		const tally = board.of(party);
		if (!tally) continue;
		tally.rang++;
		if (answeredBy.has(party.number)) tally.answered++;
		else if (direction === 'inbound' && !answered) tally.missed++;
	}
	for (const leg of legs.filter(isAnsweredByPerson)) {
		for (const party of [leg.from, leg.to].filter(isExtension)) {
			const tally = board.of(party);
			if (tally) tally.talkingSeconds = round(tally.talkingSeconds + leg.talkingSeconds);
		}
	}
}

function countQueues(board: Board<QueueTally>, { legs }: Call, rests: readonly Rest[]): void {
	const seen = new Set<string | null>();
	legs.forEach(({ to }, index) => {
		if (to.kind !== 'queue' || seen.has(to.number)) return;
		seen.add(to.number);
		const tally = board.of(to);
		const rest = rests[index];
		if (!tally || !rest) return;
		tally.calls++;
		if (rest.answeredAt === undefined) tally.missed++;
		else tally.answered++;
		tally.longestWaitSeconds = Math.max(tally.longestWaitSeconds, rest.waitSeconds);
		tally.talkingSeconds = round(tally.talkingSeconds + rest.talkingSeconds);
	});
}

/** Totals of the calls, and the same per extension and per queue. Waits and misses are of inbound calls. */
export function summaryOf(calls: readonly Call[]): OutputJson {
	const extensions = new Board<ExtensionTally>({ rang: 0, answered: 0, missed: 0, made: 0, talkingSeconds: 0 });
	const queues = new Board<QueueTally>({ calls: 0, answered: 0, missed: 0, longestWaitSeconds: 0, talkingSeconds: 0 });
	const waits: number[] = [];
	const talks: number[] = [];
	for (const call of calls) {
		const rests = restsOf(call);
		countExtensions(extensions, call);
		countQueues(queues, call, rests);
		const { waitSeconds, talkingSeconds } = rests[0] ?? NOTHING;
		if (call.direction === 'inbound') waits.push(waitSeconds);
		talks.push(talkingSeconds);
	}
	const count = (direction: Call['direction']) => calls.filter((call) => call.direction === direction).length;
	const inbound = calls.filter(({ direction }) => direction === 'inbound');
	const answered = inbound.filter((call) => call.answered);
	return {
		calls: calls.length,
		inbound: inbound.length,
		outbound: count('outbound'),
		internal: count('internal'),
		answered: answered.length,
		missed: inbound.length - answered.length,
		longestWaitSeconds: longest(waits),
		averageWaitSeconds: waits.length === 0 ? 0 : round(sum(waits) / waits.length),
		talkingSeconds: sum(talks),
		extensions: extensions.sorted,
		queues: queues.sorted,
	};
}
