/** Thrown in place of a last failure, where there were earlier tries or waits to tell of. */
export class TriedInVain extends Error {
	constructor(
		readonly failure: unknown,
		/** How long was waited for the PBX, in milliseconds. */
		readonly waited: number,
		/** An earlier attempt may have taken effect. */
		readonly isUncertain: boolean,
	) {
		super("A retry didn't succeed");
	}
}

/** The last failure behind an error, whether or not there were earlier tries or waits. */
export const lastFailureOf = (error: unknown): unknown => (error instanceof TriedInVain ? error.failure : error);
