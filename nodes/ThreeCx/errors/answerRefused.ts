/** An answer that came with a good status but cannot be used. */
export class AnswerRefused extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly description: string,
		/** Node's code for what happened to the connection, where that is what it is about. */
		readonly code?: string,
	) {
		super(message);
	}
}
