/** Thrown in place of the last failure, where an earlier try may have taken effect. */
export class UncertainFailure extends Error {
	constructor(readonly failure: unknown) {
		super('A further try did not succeed');
	}
}
