import type { GradientLimit } from '../../../../nodes/ThreeCx/pace/gradientLimit';

/** A PBX that works on so many requests at a time; the others wait in a queue. */
export interface SimulatedPbx {
	saturation: number;
	/** How long it works on a request, in milliseconds; they are counted from 0. */
	work: (index: number) => number;
	/** What a request asks for; by default the same. */
	kind?: (index: number) => string;
	/** Refuses what comes while so many are under way. */
	refusesAbove?: number;
}

interface Request {
	index: number;
	sentAt: number;
	inFlight: number;
	endsAt: number;
	isRefused: boolean;
}

/** What a simulation came to. */
export interface Outcome {
	/** How long all requests took together, in milliseconds. */
	time: number;
	maxInFlight: number;
	refusals: number;
	/** The limit at each answer. */
	limits: number[];
}

/** Sends so many requests as quickly as a limit allows, by a clock of its own. A number is a limit that never changes. */
export function simulate(limit: GradientLimit | number, pbx: SimulatedPbx, requests: number, start = 0): Outcome {
	const most = () => (typeof limit === 'number' ? limit : limit.most);
	// When each of the PBX's places is free again.
	const places = Array.from({ length: pbx.saturation }, () => start);
	const underWay: Request[] = [];
	const outcome: Outcome = { time: 0, maxInFlight: 0, refusals: 0, limits: [] };
	let now = start;
	let left = requests;
	while (left > 0 || underWay.length > 0) {
		while (left > 0 && underWay.length < most()) {
			const index = requests - left--;
			if (typeof limit !== 'number') limit.sent(now);
			const inFlight = underWay.length + 1;
			const isRefused = inFlight > (pbx.refusesAbove ?? Number.POSITIVE_INFINITY);
			const place = places.indexOf(Math.min(...places));
			const endsAt = isRefused ? now + 1 : Math.max(now, places[place]!) + pbx.work(index);
			if (!isRefused) places[place] = endsAt;
			underWay.push({ index, sentAt: now, inFlight, endsAt, isRefused });
			outcome.maxInFlight = Math.max(outcome.maxInFlight, inFlight);
		}
		underWay.sort((a, b) => a.endsAt - b.endsAt);
		const { index, sentAt, inFlight, endsAt, isRefused } = underWay.shift()!;
		now = endsAt;
		if (isRefused) {
			outcome.refusals++;
			left++;
			if (typeof limit !== 'number') limit.refused(sentAt, now);
		} else if (typeof limit !== 'number') limit.answered({ kind: pbx.kind?.(index) ?? 'DELETE /PhoneLogos', sentAt, inFlight }, now);
		outcome.limits.push(most());
	}
	return { ...outcome, time: now - start };
}
