/** Calls of the days before a time, as a small company has them. */
import type { CallPlan, LegPlan } from './callPlan';
import { spanMs, type Span } from './clock';

const GRACE = '0012025550123';
const LINUS = '0014155550199';
const STRANGER = '0033155550142';

const queueCall = (from: string, queue: string, waits: number, agents: readonly LegPlan[]): LegPlan[] => [
	{ from, to: queue, rings: waits },
	...agents.map((agent) => ({ ...agent, queue })),
];

/** The sample calls before a time: a few every day of a week, the newest of them half an hour old, and one of last quarter. */
export function sampleCalls(now: Date): CallPlan[] {
	const ago = (span: Span): Date => new Date(Math.floor((now.getTime() - spanMs(span)) / 1000) * 1000);
	return [
		{ at: ago({ days: 90 }), legs: [{ from: '101', to: GRACE, talks: 340 }] },
		{ at: ago({ days: 6, hours: 3 }), legs: [{ from: '100', to: GRACE, rings: 6, talks: 252 }] },
		{
			at: ago({ days: 5, hours: 5 }),
			did: '5551800',
			legs: queueCall(LINUS, '800', 18, [
				{ from: LINUS, to: '100', after: 4, rings: 14, talks: 181 },
			]),
		},
		{ at: ago({ days: 4, hours: 2 }), did: '5551800', legs: queueCall(STRANGER, '800', 95, [{ from: STRANGER, to: '100', after: 10, rings: 20 }]) },
		{ at: ago({ days: 3, hours: 6 }), did: '5551100', legs: [{ from: GRACE, to: '100', rings: 25 }] },
		{ at: ago({ days: 3, hours: 1 }), legs: [{ from: '100', to: '101', rings: 3, talks: 62 }] },
		{
			at: ago({ days: 2, hours: 4 }),
			did: '5551100',
			legs: [
				{ from: LINUS, to: '100', rings: 7, talks: 40 },
				{ from: '100', to: '102', after: 30, rings: 4, talks: 6, isOwnCall: true },
				{ from: LINUS, to: '102', after: 47, rings: 0, talks: 320, reason: 'Transferred' },
			],
		},
		{ at: ago({ days: 1, hours: 3 }), did: '5551801', legs: queueCall(GRACE, '801', 33, [{ from: GRACE, to: '102', after: 5, rings: 28, talks: 415 }]) },
		{ at: ago({ days: 1, hours: 2 }), did: '5551900', legs: [{ from: STRANGER, to: '900', rings: 11, talks: 0 }, { from: STRANGER, to: '101', after: 2, rings: 9, talks: 77 }] },
		{ at: ago({ hours: 1 }), legs: [{ from: '100', to: GRACE, rings: 8, talks: 252 }] },
		{ at: ago({ minutes: 30 }), legs: [{ from: '101', to: LINUS, rings: 30 }] },
	];
}
