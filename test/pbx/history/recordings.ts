/** Recordings of calls: there while the call is on, complete a moment after it, and transcribed later or never. */
import type { Store } from '../data/store';
import type { Row } from '../types';
import type { RecordingPlan } from './callPlan';
import { recordingPath, type Leg } from './callRows';
import type { Clock } from './clock';
import { partyTypes, type Party } from './parties';

/** Codes whose meaning is not documented: 0 before anything was done, something else afterwards. */
const TRANSCRIPTION_RESULT = { none: 0, done: 1, begun: 2 };

const SET = 'Recordings';

const WORDS = 'Hello. Thank you, good-bye.';

function partyFields(prefix: 'From' | 'To', { number, name, kind }: Party, trunk: string | null): Row {
	return {
		[`${prefix}Dn`]: kind === 'external' ? trunk : number,
		[`${prefix}DnType`]: partyTypes[kind],
		[`${prefix}CallerNumber`]: number,
		[`${prefix}DisplayName`]: name,
	};
}

const CALL_TYPES: Readonly<Record<string, string>> = {
	Inbound: 'InboundExternal',
	'Inbound Queue': 'InboundExternal',
	Outbound: 'OutboundExternal',
};

export class Recordings {
	private last: number | undefined;

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
	) {}

	/** Numbers go up; those of deleted recordings do not come again. */
	nextId(): number {
		this.last = Math.max(this.last ?? 0, ...this.store.all(SET).map(({ row }) => Number(row.Id))) + 1;
		return this.last;
	}

	/** `startsAt` and `endsAt` are true times. */
	add({ leg, row }: { leg: Leg; row: Row }, plan: RecordingPlan, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): void {
		const set = this.store.entitySet(SET);
		const { recordingId: Id, from, to, trunk } = leg;
		const after = (seconds: number) => new Date(endsAt.getTime() + seconds * 1000);
		const StartTime = this.clock.toPbx(startsAt).toISOString();
		const change = (changes: Row): void => {
			const stored = this.store.find(set, Id, 'Id');
			// After a restore another recording may have the number.
			if (stored?.row.StartTime === StartTime) this.store.update(stored, changes);
		};
		this.clock.schedule(startsAt, () =>
			this.store.insert(set, {
				Id,
				StartTime,
				EndTime: null,
				...partyFields('From', from, trunk),
				...partyFields('To', to, trunk),
				CallType: CALL_TYPES[leg.direction] ?? 'Local',
				RecordingUrl: recordingPath(Id ?? 0),
				IsArchived: false,
				CanBeTranscribed: plan.canBeTranscribed ?? plan.transcriptAfter !== undefined,
				IsTranscribed: false,
				TranscriptionResult: TRANSCRIPTION_RESULT.none,
				Transcription: null,
				Summary: null,
				SentimentScore: null,
			}),
		);
		this.clock.schedule(after(plan.fileAfter ?? 2), () => change({ EndTime: this.clock.toPbx(endsAt).toISOString() }));
		if (plan.transcriptAfter === undefined) return;
		const words = {
			Transcription: plan.transcript ?? WORDS,
			Summary: plan.summary ?? null,
			SentimentScore: plan.sentiment ?? null,
		};
		this.clock.schedule(after(plan.transcriptAfter), () => {
			change({ ...words, IsTranscribed: true, TranscriptionResult: TRANSCRIPTION_RESULT.done });
			Object.assign(row, words, { Recordings: [{ Id, ...words }] });
		});
	}

	/** Removes all recordings but those in the archive; those that come later have higher numbers. */
	purge(): void {
		this.clock.catchUp();
		this.last = Math.max(this.last ?? 0, ...this.store.all(SET).map(({ row }) => Number(row.Id)));
		this.store.clear(SET, ({ IsArchived }) => IsArchived !== true);
	}

	/** Transcribes recordings that are complete; that takes the PBX a minute. */
	transcribe(ids: readonly unknown[]): void {
		const due = new Date(this.clock.callerNow().getTime() + 60_000);
		const meant = () => this.store.all(SET).filter(({ row }) => ids.includes(row.Id) && row.EndTime !== null);
		for (const stored of meant()) this.store.update(stored, { TranscriptionResult: TRANSCRIPTION_RESULT.begun });
		this.clock.schedule(due, () => {
			for (const stored of meant()) {
				this.store.update(stored, { Transcription: WORDS, IsTranscribed: true, TranscriptionResult: TRANSCRIPTION_RESULT.done });
			}
		});
	}

	/** Removes the recordings that started after a time by the clock of the PBX; numbers go on from the last one left. */
	restore(time: Date): void {
		this.store.clear(SET, ({ StartTime }) => new Date(String(StartTime)) > time);
		this.last = undefined;
	}
}
