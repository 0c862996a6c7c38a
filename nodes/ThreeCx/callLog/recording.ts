import type { OutputJson } from '../response/items';
import { isoTime, numberOrNull, textOrNull, timeOf } from '../response/values';
import type { Direction, Party, PartyKind } from './party';

/** Where the audio of a recording is; a request needs the access token. */
export type AddressOf = (recordingId: number) => string;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
	Local: 'internal',
	InboundExternal: 'inbound',
	OutboundExternal: 'outbound',
};

const KINDS: Readonly<Record<Direction, { from: PartyKind; to: PartyKind }>> = {
	internal: { from: 'extension', to: 'extension' },
	inbound: { from: 'external', to: 'extension' },
	outbound: { from: 'extension', to: 'external' },
	unknown: { from: 'unknown', to: 'unknown' },
};

/** One side of a recorded call. */
function party(row: OutputJson, side: 'From' | 'To', kind: PartyKind): Party {
	const [dn, callerNumber] = [textOrNull(row[`${side}Dn`]), textOrNull(row[`${side}CallerNumber`])];
	return {
		name: textOrNull(row[`${side}DisplayName`]) ?? textOrNull(row[`${side}CrmContact`]),
		number: kind === 'external' ? (callerNumber ?? dn) : (dn ?? callerNumber),
		kind,
	};
}

/** Whether the transcript of a recording is there. The meaning of `TranscriptionResult` is documented nowhere. */
export const isTranscribed = ({ IsTranscribed, Transcription }: OutputJson): boolean =>
	IsTranscribed === true || textOrNull(Transcription) !== null;

/** Whether there will never be a transcript. */
export const canNotBeTranscribed = ({ CanBeTranscribed }: OutputJson): boolean => CanBeTranscribed === false;

/** A row without an end for longer than this is no call that goes on: that version of 3CX does not fill the end. */
const LONGEST_RECORDING = 4 * 60 * 60 * 1000;

/** Whether the recording still goes on: its row may be there before the call is over. */
export const isOngoing = ({ StartTime, EndTime }: OutputJson, now: number): boolean =>
	textOrNull(EndTime) === null && now - (timeOf(StartTime) || 0) < LONGEST_RECORDING;

export const recordingIdOf = ({ Id }: OutputJson): number => numberOrNull(Id) ?? 0;

/** What is told of a recording in an item. */
export function recordingJson(row: OutputJson, addressOf: AddressOf): OutputJson {
	const [start, end] = [timeOf(row.StartTime), timeOf(row.EndTime)];
	const direction = DIRECTIONS[textOrNull(row.CallType) ?? ''] ?? 'unknown';
	const kinds = KINDS[direction];
	return {
		recordingId: recordingIdOf(row),
		recordingUrl: addressOf(recordingIdOf(row)),
		direction,
		startedAt: isoTime(start),
		endedAt: isoTime(end),
		durationSeconds: Number.isNaN(end - start) ? null : (end - start) / 1000,
		from: party(row, 'From', kinds.from),
		to: party(row, 'To', kinds.to),
		dialedNumber: textOrNull(row.FromDidNumber) ?? textOrNull(row.ToDidNumber),
		transcribed: isTranscribed(row),
		transcription: textOrNull(row.Transcription),
		summary: textOrNull(row.Summary),
		sentimentScore: numberOrNull(row.SentimentScore),
		archived: row.IsArchived === true,
	};
}
