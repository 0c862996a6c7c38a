/** Reads an n8n parameter of the current item; resource locators come as they are stored, with their mode. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

/** What one item brings along. */
export interface ItemInput {
	read: ReadParameter;
	/** The item's JSON, for fields that are mapped automatically. */
	json: Readonly<Record<string, unknown>>;
	/** IANA name of the workflow's time zone, for dates that name none. */
	timeZone: string;
}

/** An item among all of its execution, for work that looks at them together. */
export interface RunInput extends ItemInput {
	itemIndex: number;
	/** Reads the parameters of each item, in their order. */
	readers: () => ReadParameter[];
}

/** Whether a value is an object that JSON writes as one: no list, and no date, which JSON writes as text. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return !('toJSON' in value) || typeof value.toJSON !== 'function';
}

/** Whether a parameter or field was left without a value. Empty text is a value where text is meant. */
export const isUnset = (value: unknown): value is null | undefined => value === undefined || value === null;
