/** What is told of any call, wherever it was read. */

/** What a party of a call is. */
export type PartyKind = 'extension' | 'external' | 'queue' | 'ringGroup' | 'ivr' | 'voicemail' | 'system' | 'unknown';

export interface Party {
	name: string | null;
	number: string | null;
	kind: PartyKind;
}

export type Direction = 'inbound' | 'outbound' | 'internal' | 'unknown';
