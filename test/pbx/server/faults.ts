import type { Fault } from '../types';

interface AddedFault {
	fault: Fault;
	toSkip: number;
	left: number;
	gathering?: Gathering;
}

/** Requests that wait for each other. */
class Gathering {
	private readonly waiting: (() => void)[] = [];

	private isComplete = false;

	constructor(private readonly wanted: number) {}

	async join(): Promise<void> {
		if (this.isComplete) return;
		await new Promise<void>((resolve) => {
			this.waiting.push(resolve);
			this.isComplete = this.waiting.length >= this.wanted;
			if (this.isComplete) for (const go of this.waiting) go();
		});
	}
}

/** A fault that a request met. */
export interface MetFault extends Fault {
	/** Settles once the request may go on. */
	hold?: Promise<unknown>;
}

/** The faults waiting for requests, in the order of their addition. */
export class FaultList {
	private added: AddedFault[] = [];

	/** Adds a copy, so that one Fault may be added to several PBXs. */
	add(fault: Fault): void {
		const { after = 0, times = 1, gather } = fault;
		this.added.push({ fault: { ...fault }, toSkip: after, left: times, ...(gather ? { gathering: new Gathering(gather) } : {}) });
	}

	clear(): void {
		this.added = [];
	}

	/** The first matching fault with times left, counted as used; undefined when there is none. */
	take(method: string, url: string): MetFault | undefined {
		for (const added of this.added) {
			if (added.left <= 0 || !matches(added.fault, method, url)) continue;
			if (added.toSkip > 0) {
				added.toSkip -= 1;
				continue;
			}
			added.left -= 1;
			const { fault, gathering } = added;
			return gathering || fault.until ? { ...fault, hold: Promise.allSettled([gathering?.join(), fault.until]) } : fault;
		}
		return undefined;
	}
}

function matches(fault: Fault, method: string, url: string): boolean {
	if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
	// search() and not test(): a pattern with the flag g would remember its last position.
	return fault.url === undefined || url.search(fault.url) >= 0;
}

const XAPI = /^\/xapi\//;

const BAD_GATEWAY = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>
</html>
`;

/**
 * Ready-made faults for the next XAPI request; narrow or widen them by spreading, as in
 * `{ ...faults.hangs(), method: 'DELETE', times: Infinity }`.
 */
export const faults = {
	/** 429 with Retry-After. */
	tooManyRequests: (retryAfterSeconds: number): Fault => ({
		url: XAPI,
		answer: { status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } },
	}),
	/** 500 without a body, as seen on live systems. */
	emptyServerError: (): Fault => ({ url: XAPI, answer: { status: 500 } }),
	/** 502 with the HTML page of the proxy in front of the PBX. */
	badGatewayHtml: (): Fault => ({
		url: XAPI,
		answer: { status: 502, headers: { 'Content-Type': 'text/html' }, body: BAD_GATEWAY },
	}),
	/** 503 without a body, as while the PBX restarts. */
	serviceUnavailable: (): Fault => ({ url: XAPI, answer: { status: 503 } }),
	/** The connection breaks before the request took effect. */
	droppedBefore: (): Fault => ({ url: XAPI, drop: 'before' }),
	/** The connection breaks after the request took effect: the client cannot know. */
	droppedAfter: (): Fault => ({ url: XAPI, drop: 'after' }),
	/** No answer, ever. */
	hangs: (): Fault => ({ url: XAPI, hang: true }),
	/** The answer comes late. */
	slow: (latencyMs: number): Fault => ({ url: XAPI, latencyMs }),
	/** Somebody else has asked for a token in the meantime: the request meets a dead one. */
	tokenKilled: (): Fault => ({ url: XAPI, killToken: true }),
};
