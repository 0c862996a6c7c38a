/** The event log: entries that a test lets happen, numbered on, purged and restored. */
import type { Store } from '../data/store';
import type { Clock } from './clock';

export interface EventPlan {
	/** True time; default now. */
	at?: Date;
	type?: 'Error' | 'Warning' | 'Info';
	eventId?: number;
	source?: string;
	message?: string;
	group?: string;
}

const SET = 'EventLogs';

export class EventLog {
	private last?: number;

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
	) {}

	/** Writes an entry at its time, or has it come. */
	add({ at = this.clock.callerNow(), type = 'Info', eventId = 4101, source = '3CX System Service', message = '', group = 'System' }: EventPlan): void {
		const row = { EventId: eventId, Type: type, Source: source, Message: message, Group: group, GroupName: group, Params: [] };
		this.clock.schedule(at, () =>
			this.store.insert(this.store.entitySet(SET), { Id: this.nextId(), TimeGenerated: this.clock.toPbx(at).toISOString(), ...row }),
		);
		this.clock.catchUp();
	}

	/** Removes all entries; those that come later have higher numbers. */
	purge(): void {
		this.clock.catchUp();
		this.last = this.highest();
		this.store.clear(SET);
	}

	/** The entries as a backup of that time (by the clock of the PBX) has them; numbers go on from there. */
	restore(time: Date): void {
		this.clock.catchUp();
		this.store.clear(SET, ({ TimeGenerated }) => new Date(String(TimeGenerated)) > time);
		this.last = undefined;
	}

	private nextId(): number {
		this.last = this.highest() + 1;
		return this.last;
	}

	private highest(): number {
		return Math.max(this.last ?? 0, ...this.store.all(SET).map(({ row }) => Number(row.Id)));
	}
}
