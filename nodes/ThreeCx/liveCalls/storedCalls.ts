import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';
import type { Call, TrackerState } from './tracker';

/** Enough for what a moment of many calls can bring; n8n remembers far more itself, from version 2 on. */
const REMEMBERED_EVENTS = 200;
/** A call that was open this long ago is over, whatever was stored. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/** What the trigger keeps between two starts of n8n, in the workflow's static data. */
export interface StoredCalls {
	version: 1;
	/** Settings that it belongs to; with others it is not used. */
	scope: string;
	/** Calls that were going on, without what 3CX sent of them. */
	calls: Call[];
	/** IDs of the events emitted last, oldest first. */
	emitted: string[];
}

/** Those of the emitted events that are remembered. */
export const remembered = (emitted: readonly string[]): string[] => emitted.slice(-REMEMBERED_EVENTS);

/** What to store. */
export const toStored = (scope: string, state: TrackerState, emitted: readonly string[]): StoredCalls => ({
	version: 1,
	scope,
	calls: [...state.values()].map((call) => ({ ...call, legs: call.legs.map((leg) => ({ ...leg, raw: {} })) })),
	emitted: remembered(emitted),
});

const isCall = (entry: unknown): entry is Call => isRecord(entry) && typeof entry.firstSeen === 'number' && Array.isArray(entry.legs);

/** Reads what was stored for these settings; undefined where there is nothing, or it belongs to other settings. */
export function fromStored(
	stored: unknown,
	scope: string,
	now: number,
): { state: TrackerState; emitted: string[] } | undefined {
	if (!isRecord(stored) || stored.version !== 1 || stored.scope !== scope) return undefined;
	const calls = Array.isArray(stored.calls) ? stored.calls.filter(isCall) : [];
	const recent = calls.filter(({ firstSeen }) => now - firstSeen < FORGOTTEN_AFTER_MS);
	const emitted = Array.isArray(stored.emitted) ? stored.emitted.map(asText) : [];
	return { state: new Map(recent.map((call) => [call.callId, call])), emitted };
}
