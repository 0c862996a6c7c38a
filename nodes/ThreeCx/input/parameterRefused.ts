/** A parameter value that is refused before anything is sent. */
export class ParameterRefused extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly description: string,
	) {
		super(message);
	}
}
