import type { Method } from '../catalog/types';

/** What to send, without host and authentication. */
export interface PbxRequest {
	method: Method;
	/** Path below `/xapi/v1`, percent-encoded; it may hold a query. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** JSON text. */
	body?: string;
	/**
	 * Whether the body was made from what was read before. After a failure that leaves open whether it took effect, it must
	 * not be sent again as it is: the caller reads once more.
	 */
	isFromReading?: true;
	/** Whether it's sent once, whatever becomes of it: a phone that rings minutes later surprises whoever answers. */
	isOnce?: true;
	/** The key acted on, as the API types it, for answers and messages. */
	key?: { property: string; value: string | number };
	/** What the user gave instead of a key: a number or name to look the key up by. Then `path` still holds `{Id}`. */
	lookUp?: string;
}
