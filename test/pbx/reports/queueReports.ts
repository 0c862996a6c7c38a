/** Reports about queues, made from the calls in the call log. */
import { duration, type Leg } from '../history/callRows';
import type { Row } from '../types';
import { argument, demandQueues, intervalSeconds, isWithin, names, periodOf, queuesArgument } from './arguments';
import { average, legsInPeriod, sum, type Report, type ReportContext } from './context';

/** A call to a queue: the leg that waited, and those of the agents whose phones rang for it. */
interface QueueCall {
	leg: Leg;
	waited: number;
	attempts: Leg[];
	answeredBy?: Leg;
}

interface Queue {
	number: string;
	name: string;
	agents: Row[];
	calls: QueueCall[];
}

/** The queues that are asked for with their calls; those that were given up within `waitInterval` do not count. */
function queues(context: ReportContext): Queue[] {
	const { store, given } = context;
	const asked = queuesArgument(given);
	const legs = legsInPeriod(context);
	const shortest = intervalSeconds(given.waitInterval);
	return store
		.all('Queues')
		.filter(({ row }) => names(asked, String(row.Number)))
		.map(({ row }) => {
			const number = String(row.Number);
			const calls = legs
				.filter(({ to }) => to.kind === 'queue' && to.number === number)
				.map((leg) => queueCall(leg, legs))
				.filter(({ answeredBy, waited }) => answeredBy !== undefined || waited >= shortest);
			return { number, name: String(row.Name), agents: (row.Agents ?? []) as Row[], calls };
		});
}

function queueCall(leg: Leg, legs: readonly Leg[]): QueueCall {
	const attempts = legs.filter(
		(other) =>
			other.to.kind === 'extension' &&
			other.mainCallHistoryId === leg.mainCallHistoryId &&
			other.queue?.number === leg.to.number,
	);
	return { leg, waited: leg.ringing, attempts, answeredBy: attempts.find(({ talking }) => talking > 0) };
}

const answered = (calls: readonly QueueCall[]): Leg[] => calls.flatMap(({ answeredBy }) => answeredBy ?? []);
const talkTimes = (legs: readonly Leg[]): number[] => legs.map(({ talking }) => talking);
const ringTimes = (legs: readonly Leg[]): number[] => legs.map(({ ringing }) => ringing);

/** Who is an agent of a queue, or has been when a call came. */
function agentsOf({ agents, calls }: Queue): { number: string; name: string; attempts: Leg[] }[] {
	const attempts = calls.flatMap((call) => call.attempts);
	const found = new Map(agents.map((agent) => [String(agent.Number), String(agent.Name ?? '')]));
	for (const { to } of attempts) if (!found.has(to.number)) found.set(to.number, to.name ?? '');
	return [...found].map(([number, name]) => ({ number, name, attempts: attempts.filter(({ to }) => to.number === number) }));
}

const perQueue =
	(row: (queue: Queue) => Row): Report =>
	(context) =>
		queues(context).map(row);

const perCall =
	(rows: (call: QueueCall, queue: Queue) => Row[]): Report =>
	(context) =>
		queues(context).flatMap((queue) => queue.calls.flatMap((call) => rows(call, queue)));

const perAgent =
	(row: (agent: ReturnType<typeof agentsOf>[number], queue: Queue) => Row): Report =>
	(context) =>
		queues(context).flatMap((queue) => agentsOf(queue).map((agent) => row(agent, queue)));

/** Reports that want a queue: the empty text is a 404. */
const ofNamedQueues =
	(report: Report): Report =>
	(context) => {
		demandQueues(context.given);
		return report(context);
	};

/** One row for each hour of a day. */
const byHour =
	(values: (calls: QueueCall[]) => [number, number]): Report =>
	(context) => {
		const day = new Date(String(context.given.chartDate));
		day.setUTCHours(0, 0, 0, 0);
		const calls = queues(context).flatMap((queue) => queue.calls);
		return Array.from({ length: 24 }, (_item, hour) => {
			const from = new Date(day.getTime() + hour * 3_600_000);
			const to = new Date(from.getTime() + 3_599_999);
			const [YValue1, YValue2] = values(calls.filter(({ leg }) => isWithin(leg.startedAt, { from, to })));
			return { XValue: from.toISOString(), YValue1, YValue2 };
		});
	};

/** Longer than this a caller waits too long, unless the report asks for another limit. */
const SLA_SECONDS = 20;

const breaksSla = ({ given }: ReportContext) => {
	const limit = intervalSeconds(given.waitInterval) || SLA_SECONDS;
	return ({ waited }: QueueCall) => waited > limit;
};

/** Of the queues' agents, eight hours on every day of the period up to the last call. */
const logins: Report = (context) => {
	const { legs, given } = context;
	const { from, to } = periodOf(given);
	const newest = legs[0]?.leg.startedAt ?? from;
	const last = Math.min(to.getTime(), newest.getTime());
	const days: Date[] = [];
	for (let day = new Date(from).setUTCHours(0, 0, 0, 0); day <= last; day += 86_400_000) days.push(new Date(day));
	return queues(context).flatMap((queue) =>
		agentsOf(queue)
			.filter(({ number }) => names(given.agentDnStr, number))
			.flatMap(({ number, name, attempts }) =>
				days.map((day) => {
					const talked = sum(talkTimes(attempts.filter(({ startedAt }) => isWithin(startedAt, { from: day, to: new Date(day.getTime() + 86_399_999) }))));
					return {
						QueueNo: queue.number,
						AgentNo: number,
						Agent: name,
						Day: day.toISOString(),
						loggedInDt: new Date(day.getTime() + 8 * 3_600_000).toISOString(),
						LoggedOutDt: new Date(day.getTime() + 16 * 3_600_000).toISOString(),
						LoggedInInterval: 'PT8H',
						LoggedInDayInterval: 'PT8H',
						LoggedInTotalInterval: duration(days.length * 8 * 3600),
						TalkingInterval: duration(talked),
						TalkingDayInterval: duration(talked),
						TalkingTotalInterval: duration(sum(talkTimes(attempts))),
					};
				}),
			),
	);
};

/** By the set that the function is bound to. */
export const queueReports: Readonly<Record<string, Report>> = {
	ReportAbandonedQueueCalls: ofNamedQueues(
		perCall(({ leg, waited, attempts, answeredBy }, { number, name }) => {
			if (answeredBy) return [];
			const row = {
				CallHistoryId: leg.callHistoryId,
				CallTime: leg.startedAt.toISOString(),
				CallTimeForCsv: leg.startedAt.toISOString(),
				CallerId: leg.from.number,
				QueueDn: number,
				QueueDisplayName: name,
				WaitTime: duration(waited),
			};
			const [agent] = attempts;
			return [{ ...row, ExtensionDn: agent?.to.number ?? null, ExtensionDisplayName: agent?.to.name ?? null, IsLoggedIn: agent !== undefined, PollingAttempts: attempts.length }];
		}),
	),
	ReportAgentLoginHistory: logins,
	ReportAgentsInQueueStatistics: ofNamedQueues(
		perAgent(({ number, name, attempts }, queue) => {
			const taken = attempts.filter(({ talking }) => talking > 0);
			return {
				Dn: number,
				DnDisplayName: name,
				Queue: queue.number,
				QueueDisplayName: queue.name,
				LoggedInTime: 'PT8H',
				AnsweredCount: taken.length,
				LostCount: attempts.length - taken.length,
				AnsweredPercent: attempts.length === 0 ? 0 : Math.round((100 * taken.length) / attempts.length),
				AnsweredPerHourCount: Math.round(taken.length / 8),
				RingTime: duration(sum(ringTimes(attempts))),
				AvgRingTime: duration(average(ringTimes(attempts))),
				TalkTime: duration(sum(talkTimes(taken))),
				AvgTalkTime: duration(average(talkTimes(taken))),
			};
		}),
	),
	ReportAverageQueueWaitingTime: byHour((calls) => [Math.round(average(calls.map(({ waited }) => waited))), calls.length]),
	ReportBreachesSla: (context) =>
		queues(context).flatMap(({ number, name, calls }) =>
			calls.filter(breaksSla(context)).map(({ leg, waited }) => ({
				Queue: name,
				QueueDnNumber: number,
				CallerId: leg.from.number,
				CallTime: leg.startedAt.toISOString(),
				WaitingTime: duration(waited),
			})),
		),
	ReportDetailedQueueStatistics: perQueue(({ number, name, calls }) => ({
		QueueDn: name,
		QueueDnNumber: number,
		CallsCount: calls.length,
		AnsweredCount: answered(calls).length,
		CallbacksCount: 0,
		RingTime: duration(sum(calls.map(({ waited }) => waited))),
		AvgRingTime: duration(average(calls.map(({ waited }) => waited))),
		TalkTime: duration(sum(talkTimes(answered(calls)))),
		AvgTalkTime: duration(average(talkTimes(answered(calls)))),
	})),
	ReportQueueAnUnCalls: byHour((calls) => [answered(calls).length, calls.length - answered(calls).length]),
	ReportQueueAnsweredCallsByWaitTime: (context) => {
		const longest = intervalSeconds(argument(context.given, 'answerInterval')) || Infinity;
		return perCall(({ leg, waited, answeredBy }, { number, name }) => {
			if (!answeredBy || waited > longest) return [];
			return [
				{
					Dn: name,
					DnNumber: number,
					Source: leg.from.number,
					Destination: answeredBy.to.number,
					CallTime: leg.startedAt.toISOString(),
					AnsweredTime: new Date(leg.startedAt.getTime() + waited * 1000).toISOString(),
					RingTime: duration(waited),
					SentimentScore: null,
				},
			];
		})(context);
	},
	ReportQueueCallbacks: perQueue(({ number, name, calls }) => ({
		Dn: name,
		QueueDnNumber: number,
		ReceivedCount: calls.length,
		CallbacksCount: 0,
		FailCallbacksCount: 0,
	})),
	ReportQueueFailedCallbacks: perCall(() => []),
	ReportQueuePerformanceOverview: perAgent(({ number, name, attempts }, queue) => ({
		ExtensionDn: number,
		ExtensionDisplayName: name,
		ExtensionAnsweredCount: attempts.filter(({ talking }) => talking > 0).length,
		ExtensionDroppedCount: attempts.filter(({ talking }) => talking === 0).length,
		QueueDn: queue.number,
		QueueDisplayName: queue.name,
		QueueReceivedCount: queue.calls.length,
		QueueAnsweredCount: answered(queue.calls).length,
		SortOrder: 0,
		TalkTime: duration(sum(talkTimes(attempts))),
	})),
	ReportQueuePerformanceTotals: perQueue(({ number, name, calls }) => ({
		QueueDn: number,
		QueueDisplayName: name,
		QueueReceivedCount: calls.length,
		ExtensionAnsweredCount: answered(calls).length,
		ExtensionDroppedCount: sum(calls.map(({ attempts }) => attempts.filter(({ talking }) => talking === 0).length)),
	})),
	ReportStatisticSla: (context) =>
		queues(context).map(({ number, name, calls }) => ({
			Dn: name,
			QueueDnNumber: number,
			ReceivedCount: calls.length,
			BadSlaCallsCount: calls.filter(breaksSla(context)).length,
		})),
	ReportTeamQueueGeneralStatistics: perQueue(({ number, name, agents, calls }) => ({
		Dn: name,
		QueueDnNumber: number,
		AgentsInQueueCount: agents.length,
		ReceivedCount: calls.length,
		AnsweredCount: answered(calls).length,
		TotalTalkTime: duration(sum(talkTimes(answered(calls)))),
		AvgTalkTime: duration(average(talkTimes(answered(calls)))),
	})),
};
