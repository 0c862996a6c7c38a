/** Calls that happen on the mock PBX: while they run, when their rows and recordings appear, and how those go again. */
import type { Store } from '../data/store';
import type { Row } from '../types';
import type { CallPlan, HappenedCall, LegPlan } from './callPlan';
import { callLogRow, directionOf, type Leg } from './callRows';
import type { Clock } from './clock';
import { partyOf, type Party } from './parties';
import { Recordings } from './recordings';

/** A leg in the call log. */
export interface LoggedLeg {
	leg: Leg;
	row: Row;
}

const seconds = (time: Date, more: number): Date => new Date(time.getTime() + more * 1000);

/** A UUID that tells which of them it is. */
const uuid = (kind: number, count: number): string =>
	`${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;

interface PlannedLeg {
	leg: Leg;
	plan: LegPlan;
	/** True times. */
	startsAt: Date;
	endsAt: Date;
	appearsAt: Date;
}

export class CallHistory {
	private logged: LoggedLeg[] = [];

	readonly recordings: Recordings;

	private calls = 0;

	private segments = 0;

	private ids = 0;

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
	) {
		this.recordings = new Recordings(store, clock);
	}

	/** Has a call happen; what of it is past has happened at once. Throws for a call without legs. */
	add(plan: CallPlan): HappenedCall {
		const planned = this.plan(plan);
		const first = planned[0];
		if (!first) throw new Error('A call needs a leg.');
		const endsAt = new Date(Math.max(...planned.map((leg) => leg.endsAt.getTime())));
		this.showWhileItRuns(planned, endsAt);
		for (const { leg, plan: { recording }, startsAt, endsAt: legEndsAt, appearsAt } of planned) {
			const logged = { leg, row: callLogRow(leg) };
			this.clock.schedule(appearsAt, () => this.log(logged));
			if (!recording || leg.recordingId === null) continue;
			this.recordings.add(logged, recording, { startsAt: seconds(startsAt, leg.ringing), endsAt: legEndsAt });
		}
		this.clock.catchUp();
		return {
			mainCallHistoryId: first.leg.mainCallHistoryId,
			cdrIds: planned.map(({ leg }) => leg.cdrId),
			recordingIds: planned.flatMap(({ leg }) => leg.recordingId ?? []),
			endsAt,
		};
	}

	/** Has several calls happen, in the order of their starts. */
	script(plans: readonly CallPlan[]): HappenedCall[] {
		return plans.toSorted((left, right) => left.at.getTime() - right.at.getTime()).map((plan) => this.add(plan));
	}

	/** What is in the call log, newest first. */
	legs(): readonly LoggedLeg[] {
		this.clock.catchUp();
		return this.logged.toSorted(
			(left, right) =>
				right.leg.startedAt.getTime() - left.leg.startedAt.getTime() || right.leg.segmentId - left.leg.segmentId,
		);
	}

	/** Removes legs from the call log by the time at which they started; without limits, all. */
	purge({ from, to }: { from?: Date; to?: Date } = {}): void {
		this.clock.catchUp();
		this.logged = this.logged.filter(
			({ leg: { startedAt } }) => (from !== undefined && startedAt < from) || (to !== undefined && startedAt > to),
		);
	}

	/** The call log and the recordings as a backup of that time (by the clock of the PBX) has them; numbers go on from there. */
	restore(time: Date): void {
		this.clock.catchUp();
		this.logged = this.logged.filter(({ leg }) => leg.startedAt <= time);
		this.segments = Math.max(0, ...this.logged.map(({ leg }) => leg.segmentId));
		this.calls = Math.max(0, ...this.logged.map(({ leg }) => leg.callId));
		this.recordings.restore(time);
	}

	private plan(call: CallPlan): PlannedLeg[] {
		const mainCallHistoryId = this.nextId(1);
		const callId = (this.calls += 1);
		let free = 0;
		return call.legs.map((plan, index) => {
			const { after = free, rings: ringing = 5, talks: talking = 0 } = plan;
			const [from, to] = [partyOf(this.store, plan.from), partyOf(this.store, plan.to)];
			const startsAt = seconds(call.at, after);
			const endsAt = seconds(startsAt, ringing + talking);
			free = after + ringing + talking;
			const queue = to.kind === 'queue' ? to : plan.queue === undefined ? undefined : partyOf(this.store, plan.queue);
			const leg: Leg = {
				index,
				mainCallHistoryId,
				callHistoryId: plan.isOwnCall ? this.nextId(1) : mainCallHistoryId,
				cdrId: this.nextId(2),
				callId,
				segmentId: (this.segments += 1),
				from,
				to,
				queue,
				did: call.did ?? null,
				trunk: this.trunkOf(call, from, to),
				direction: directionOf(from, to, plan),
				reason: plan.reason ?? null,
				startedAt: this.clock.toPbx(startsAt),
				ringing,
				talking,
				isAnswered: to.kind === 'queue' ? isTakenByAgent(call.legs, index, to) : talking > 0,
				isPolling: plan.queue !== undefined && talking === 0,
				recordingId: plan.recording && talking > 0 ? this.recordings.nextId() : null,
			};
			return { leg, plan, startsAt, endsAt, appearsAt: seconds(endsAt, plan.appearsAfter ?? call.appearsAfter ?? 1) };
		});
	}

	private trunkOf({ trunk }: CallPlan, from: Party, to: Party): string | null {
		if (from.kind !== 'external' && to.kind !== 'external') return null;
		return trunk ?? (this.store.rows('Trunks')[0]?.Number as string | undefined) ?? null;
	}

	private nextId(kind: number): string {
		return uuid(kind, (this.ids += 1));
	}

	private log(logged: LoggedLeg): void {
		this.logged.push(logged);
		const timestamps = this.store.entitySet('LastCdrAndChatMessageTimestamp');
		const [stored] = this.store.all(timestamps.name);
		const LastCdrStartedAt = logged.leg.startedAt.toISOString();
		if (!stored) this.store.insert(timestamps, { LastCdrStartedAt, LastChatMessageTimeSent: null });
		else if (String(stored.row.LastCdrStartedAt) < LastCdrStartedAt) this.store.update(stored, { LastCdrStartedAt });
	}

	/** An active call for as long as it runs. */
	private showWhileItRuns(planned: PlannedLeg[], endsAt: Date): void {
		const [first] = planned;
		if (!first || endsAt <= this.clock.callerNow()) return;
		const set = this.store.entitySet('ActiveCalls');
		let Id: number | undefined;
		const show = (changes: Row) => {
			const stored = Id === undefined ? undefined : this.store.find(set, Id);
			if (stored) this.store.update(stored, changes);
		};
		this.clock.schedule(first.startsAt, () => {
			Id = this.store.nextKey(set);
			const { from, to, startedAt } = first.leg;
			const times = { EstablishedAt: null, LastChangeStatus: startedAt.toISOString() };
			this.store.insert(set, { Id, Caller: label(from), Callee: label(to), Status: 'Routing', ...times });
		});
		for (const { leg, startsAt } of planned) {
			if (leg.talking === 0) continue;
			const EstablishedAt = this.clock.toPbx(seconds(startsAt, leg.ringing)).toISOString();
			this.clock.schedule(seconds(startsAt, leg.ringing), () =>
				show({ Callee: label(leg.to), Status: 'Talking', EstablishedAt, LastChangeStatus: EstablishedAt }),
			);
		}
		this.clock.schedule(endsAt, () => {
			if (Id !== undefined) this.store.remove(set, Id);
		});
	}
}

const label = ({ number, name }: Party): string => (name === null ? number : `${number} ${name}`);

/** Whether one of the legs that follow is an agent of the queue who talked. */
function isTakenByAgent(legs: readonly LegPlan[], index: number, queue: Party): boolean {
	return legs.slice(index + 1).some((leg) => leg.queue === queue.number && (leg.talks ?? 0) > 0);
}
