import { readJson } from '../input/json';
import { discard, closeAfter, isStream, readText } from './streams';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** More of a refusal than this says nothing new. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const REFUSAL_TIMEOUT_MS = 10_000;

function parsed(text: string): unknown {
	const reading = readJson(text);
	return 'value' in reading ? reading.value : text;
}

/** Where an error holds the body of its answer: axios in the response, n8n 1.x, which drops that, in its context. */
function bodyHolders(error: unknown): Record<string, unknown>[] {
	if (!isRecord(error)) return [];
	const inner = isRecord(error.cause) ? error.cause : error;
	return [inner.response, error.context].filter(isRecord);
}

/**
 * Reads the body of a refusal to a request whose answer was to be a stream, so that its reasons can be told. Gives back
 * the same error.
 */
export async function withReadBody(error: unknown): Promise<unknown> {
	for (const holder of bodyHolders(error)) {
		const { data } = holder;
		if (isStream(data)) {
			closeAfter(data, REFUSAL_TIMEOUT_MS);
			holder.data = await readText(data, MAX_REFUSAL_BYTES).then(parsed, () => undefined);
		}
	}
	return error;
}

/** Closes the body of a refusal that nobody is going to read, and takes it off, because many items may share the refusal. */
export function discardBody(error: unknown): void {
	for (const holder of bodyHolders(error)) {
		if (isStream(holder.data)) discard(holder.data);
		holder.data = undefined;
	}
}
