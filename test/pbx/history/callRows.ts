/** A leg of a call → its row in the call log (pure). */
import type { Row } from '../types';
import type { LegPlan } from './callPlan';
import { partyTypes, type Party } from './parties';

/** A leg that has happened, with all that reports want to know of it. */
export interface Leg {
	/** The one that started the call is 0. */
	index: number;
	mainCallHistoryId: string;
	callHistoryId: string;
	cdrId: string;
	callId: number;
	segmentId: number;
	from: Party;
	to: Party;
	/** The queue that the leg is about: the number called, or the one whose agent's phone rings. */
	queue?: Party;
	did: string | null;
	trunk: string | null;
	direction: string;
	reason: string | null;
	/** By the clock of the PBX. */
	startedAt: Date;
	/** Seconds. */
	ringing: number;
	talking: number;
	/** Whether somebody talked; in a queue, whether an agent did. */
	isAnswered: boolean;
	/** A phone that rang for a queue and was not picked up. */
	isPolling: boolean;
	recordingId: number | null;
}

/** `PT1M12.577S`: an ISO 8601 duration of seconds. */
export function duration(seconds: number): string {
	const whole = Math.floor(seconds);
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	const rest = Number((seconds - hours * 3600 - minutes * 60).toFixed(6));
	const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
	return `PT${text || '0S'}`;
}

/** Direction is free text; these four have been seen. */
export function directionOf(from: Party, to: Party, { direction, queue }: LegPlan): string {
	if (direction !== undefined) return direction;
	if (from.kind === 'external') return to.kind === 'queue' || queue !== undefined ? 'Inbound Queue' : 'Inbound';
	return to.kind === 'external' ? 'Outbound' : 'Internal';
}

function statusOf({ to, isAnswered }: Leg): string {
	if (!isAnswered) return 'Unanswered';
	return to.kind === 'queue' ? 'Waiting' : 'Answered';
}

/** An audio file's path, as the PBX gives it for the web client. */
export const recordingPath = (recordingId: number): string => `/webclient/api/recordings/${recordingId}.wav`;

function partyFields(prefix: 'Source' | 'Destination', { number, name, kind }: Party, trunk: string | null): Row {
	return {
		[`${prefix}Dn`]: kind === 'external' ? trunk : number,
		[`${prefix}CallerId`]: number,
		[`${prefix}DisplayName`]: name,
		[`${prefix}Type`]: partyTypes[kind],
	};
}

export function callLogRow(leg: Leg): Row {
	const { recordingId } = leg;
	return {
		CdrId: leg.cdrId,
		MainCallHistoryId: leg.mainCallHistoryId,
		CallHistoryId: leg.callHistoryId,
		CallId: leg.callId,
		SegmentId: leg.segmentId,
		Indent: leg.index === 0 ? 0 : 1,
		SubrowDescNumber: leg.index,
		StartTime: leg.startedAt.toISOString(),
		...partyFields('Source', leg.from, leg.trunk),
		...partyFields('Destination', leg.to, leg.trunk),
		actionDnDn: null,
		ActionType: leg.isAnswered ? 1 : 5,
		Answered: leg.isAnswered && leg.to.kind !== 'queue',
		CallCost: leg.direction === 'Outbound' ? Number((leg.talking * 0.0005).toFixed(4)) : 0,
		CallType: leg.direction,
		Direction: leg.direction,
		Status: statusOf(leg),
		Reason: leg.reason,
		RingingDuration: duration(leg.ringing),
		TalkingDuration: duration(leg.talking),
		QualityReport: leg.talking > 0,
		SrcRecId: null,
		DstRecId: recordingId,
		RecordingUrl: recordingId === null ? null : recordingPath(recordingId),
		Recordings: [],
		SentimentScore: null,
		Summary: null,
		Transcription: null,
	};
}
