import { documents } from './facts/operations';

/** `20.0.7#2` → `20.0.7` */
export const releaseOf = (mark: string): string => mark.replace(/#.*/, '');

/** The releases of 3CX whose documents are known, oldest first. */
export const knownVersions: readonly string[] = [...new Set(documents.map(({ mark }) => releaseOf(mark)))];

const positions: ReadonlyMap<string, number> = new Map(documents.map(({ mark }, index) => [mark, index]));

/**
 * The place of a document in the order of dates, which alone orders them: 0 is the oldest.
 *
 * @throws Error if no document has that mark.
 */
export function documentPosition(mark: string): number {
	const position = positions.get(mark);
	if (position === undefined) throw new Error(`No known document is '${mark}'. Known ones: ${[...positions.keys()].join(', ')}`);
	return position;
}

/** Which releases have something, as far as 3CX's documents tell. */
export interface Availability {
	/** The last release without it. */
	lastWithout?: string;
	/** The release of which only some builds have it. */
	partly?: string;
	/** The first release that has it in every build; undefined if only builds of the newest one do. */
	minimum?: string;
}

/** Which releases have what came with a document. What came with a later document of a release is not in all its builds. */
export function availabilityOf(since: string): Availability {
	const release = releaseOf(since);
	const position = knownVersions.indexOf(release);
	const lastWithout = knownVersions[position - 1];
	return since === release
		? { lastWithout, minimum: release }
		: { lastWithout, partly: release, minimum: knownVersions[position + 1] };
}

/** `3CX 20.0.8+`: the releases that surely have it, in a few words. */
export function sinceText(since: string): string {
	const { minimum, partly } = availabilityOf(since);
	return minimum === undefined ? `Some builds of 3CX ${partly}` : `3CX ${minimum}+`;
}

/** The last release that had something, and whether only some of its builds did. */
export function lastReleaseWith(until: string): { release: string; isPartly: boolean } {
	const release = releaseOf(until);
	const next = documents[documentPosition(until) + 1];
	return { release, isPartly: next !== undefined && releaseOf(next.mark) === release };
}
