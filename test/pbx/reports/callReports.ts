/** Reports about extensions, departments, ring groups and trunks, made from the calls in the call log. */
import { duration, recordingPath, type Leg } from '../history/callRows';
import type { Row } from '../types';
import { isInArea, names } from './arguments';
import { extensionsOf, legsInPeriod, sum, type Report, type ReportContext } from './context';

const isExternal = ({ from, to }: Leg): boolean => from.kind === 'external' || to.kind === 'external';

const legsInArea = (context: ReportContext): Leg[] =>
	legsInPeriod(context).filter((leg) => isInArea(context.given.callArea, isExternal(leg)));

const talkTime = (legs: readonly Leg[]): string => duration(sum(legs.map(({ talking }) => talking)));

/** What an extension did, as two reports show it. */
function extensionRow({ number, name }: { number: string; name: string }, legs: readonly Leg[]): Row {
	const [inbound, outbound] = [legs.filter(({ to }) => to.number === number), legs.filter(({ from }) => from.number === number)];
	const answered = (all: readonly Leg[]) => all.filter(({ isAnswered }) => isAnswered);
	return {
		Dn: number,
		DisplayName: name,
		InboundAnsweredCount: answered(inbound).length,
		InboundUnansweredCount: inbound.length - answered(inbound).length,
		InboundAnsweredTalkingDur: talkTime(answered(inbound)),
		OutboundAnsweredCount: answered(outbound).length,
		OutboundUnansweredCount: outbound.length - answered(outbound).length,
		OutboundAnsweredTalkingDur: talkTime(answered(outbound)),
	};
}

/** The departments of a list; none for the empty text, unlike with queues. */
function isInDepartment(list: unknown, departments: readonly string[]): boolean {
	return typeof list === 'string' && list !== '' && departments.some((number) => names(list, number));
}

/** Extensions by department and list, as the two reports by time choose them; empty texts are all. */
function legsOfExtensions(context: ReportContext): { leg: Leg; isOutbound: boolean }[] {
	const { groupNumber, extensionDns, includeQueueCalls } = context.given;
	const chosen = new Set(
		extensionsOf(context)
			.filter(({ number, departments }) => names(extensionDns, number) && (!groupNumber || isInDepartment(groupNumber, departments)))
			.map(({ number }) => number),
	);
	const legs = legsInArea(context).filter(({ queue }) => includeQueueCalls !== false || queue === undefined);
	return legs
		.map((leg) => ({ leg, isOutbound: chosen.has(leg.from.number) }))
		.filter(({ leg, isOutbound }) => isOutbound || chosen.has(leg.to.number));
}

/** Hour by hour where `groupingType` is 0, else by day; only where something was. */
const byTime =
	(row: (legs: { leg: Leg; isOutbound: boolean }[]) => Row): Report =>
	(context) => {
		const width = context.given.groupingType === 0 ? 'yyyy-mm-ddThh'.length : 'yyyy-mm-dd'.length;
		const startOf = ({ leg }: { leg: Leg }) => leg.startedAt.toISOString().slice(0, width);
		const all = legsOfExtensions(context);
		return [...new Set(all.map(startOf))].toSorted().map((start) => ({
			DateTimeInterval: `${start}${width > 10 ? '' : 'T00'}:00:00Z`,
			...row(all.filter((leg) => startOf(leg) === start)),
		}));
	};

/** What inbound and outbound calls have in common. */
function trunkRow(leg: Leg): Row {
	return {
		CdrId: leg.cdrId,
		CallHistoryId: leg.callHistoryId,
		StartTime: leg.startedAt.toISOString(),
		SourceDn: leg.from.kind === 'external' ? leg.trunk : leg.from.number,
		SourceCallerId: leg.from.number,
		SourceDisplayName: leg.from.name,
		DestinationDn: leg.to.kind === 'external' ? leg.trunk : leg.to.number,
		DestinationDisplayName: leg.to.name,
		TrunkNumber: leg.trunk,
		TrunkName: leg.trunk,
		RuleName: null,
		Status: leg.isAnswered ? 'Answered' : 'Unanswered',
		RingingDuration: duration(leg.ringing),
		TalkingDuration: duration(leg.talking),
		CallDuration: duration(leg.ringing + leg.talking),
		RecordingUrl: leg.recordingId === null ? null : recordingPath(leg.recordingId),
		RecordingId: leg.recordingId,
		QualityReport: leg.talking > 0,
	};
}

const ofTrunks =
	(belongs: (leg: Leg) => boolean, row: (leg: Leg) => Row): Report =>
	(context) =>
		legsInPeriod(context)
			.filter((leg) => belongs(leg) && names(context.given.trunkDns, leg.trunk ?? ''))
			.map(row);

function ringGroups(context: ReportContext): { number: string; name: string; legs: Leg[]; followers: Leg[] }[] {
	const legs = legsInPeriod(context);
	return context.store
		.all('RingGroups')
		.filter(({ row }) => names(context.given.ringGroupDns, String(row.Number)))
		.map(({ row }) => {
			const own = legs.filter(({ to }) => to.number === row.Number);
			const calls = new Set(own.map(({ mainCallHistoryId }) => mainCallHistoryId));
			const followers = legs.filter((leg) => calls.has(leg.mainCallHistoryId) && leg.to.kind === 'extension');
			return { number: String(row.Number), name: String(row.Name), legs: own, followers };
		});
}

/** By the set that the function is bound to. */
export const callReports: Readonly<Record<string, Report>> = {
	ReportCallCostByExtensionGroup: (context) => {
		const chosen = extensionsOf(context).filter(({ departments }) => isInDepartment(context.given.groupFilter, departments));
		const departments = new Map(context.store.all('Groups').map(({ row }) => [row.Number, row.Name]));
		return legsInPeriod(context).flatMap((leg) => {
			const caller = chosen.find(({ number }) => number === leg.from.number);
			if (!caller) return [];
			return [
				{
					SegId: String(leg.segmentId),
					StartTime: leg.startedAt.toISOString(),
					GroupName: departments.get(caller.departments[0]) ?? null,
					SrcDn: leg.from.number,
					SrcDisplayName: leg.from.name,
					DstDn: leg.to.number,
					CallType: leg.direction,
					IsAnswered: leg.isAnswered,
					RingingDur: duration(leg.ringing),
					TalkingDur: duration(leg.talking),
					BillingCost: leg.direction === 'Outbound' ? Number((leg.talking * 0.0005).toFixed(4)) : 0,
				},
			];
		});
	},
	ReportCallDistribution: byTime((legs) => ({
		IncomingCount: legs.filter(({ isOutbound }) => !isOutbound).length,
		OutgoingCount: legs.filter(({ isOutbound }) => isOutbound).length,
	})),
	ReportExtensionStatistics: (context) => {
		const legs = legsInArea(context);
		return extensionsOf(context)
			.filter(({ number }) => names(context.given.extensionFilter, number))
			.map((extension) => extensionRow(extension, legs));
	},
	ReportExtensionStatisticsByGroup: (context) => {
		const legs = legsInArea(context);
		return extensionsOf(context)
			.filter(({ departments }) => isInDepartment(context.given.groupNumber, departments))
			.map((extension) => ({ ...extensionRow(extension, legs), SentimentScore: null }));
	},
	ReportExtensionsStatisticsByRingGroups: (context) =>
		ringGroups(context).flatMap(({ number, name, legs, followers }) =>
			[...new Map(followers.map(({ to }) => [to.number, to.name])).entries()].map(([extension, displayName]) => ({
				RingGroupDn: number,
				RingGroupDisplayName: name,
				RingGroupReceivedCount: legs.length,
				RingGroupUnansweredCount: legs.length - followers.filter(({ talking }) => talking > 0).length,
				ExtensionDn: extension,
				ExtensionDisplayName: displayName,
				ExtensionAnsweredCount: followers.filter(({ to, talking }) => to.number === extension && talking > 0).length,
				SentimentScore: null,
				SortOrder: 0,
			})),
		),
	ReportInboundCalls: ofTrunks(
		({ from, index }) => from.kind === 'external' && index === 0,
		(leg) => ({ ...trunkRow(leg), DestinationCallerId: leg.to.number, Did: leg.did }),
	),
	ReportOutboundCalls: ofTrunks(
		({ to }) => to.kind === 'external',
		(leg) => ({ ...trunkRow(leg), DestinationCalleeId: leg.to.number, Answered: leg.isAnswered, CallCost: Number((leg.talking * 0.0005).toFixed(4)) }),
	),
	ReportRingGroupStatistics: (context) =>
		ringGroups(context).map(({ number, name, legs, followers }) => ({
			RingGroupDn: number,
			RingGroupDisplayName: name,
			RingGroupReceivedCount: legs.length,
			RingGroupAnsweredCount: followers.filter(({ talking }) => talking > 0).length,
			RingGroupSentimentScore: null,
		})),
	ReportUserActivity: byTime((legs) => ({
		AnsweredCount: legs.filter(({ leg }) => leg.isAnswered).length,
		UnansweredCount: legs.filter(({ leg }) => !leg.isAnswered).length,
	})),
	ActivityLog: (context) => {
		const { extension, call, severity } = context.given;
		if (severity && severity !== 'Info') return [];
		return legsInPeriod(context)
			.filter(({ from, to, callId }) => (!extension || extension === from.number || extension === to.number) && (!call || String(callId) === call))
			.map((leg) => ({
				Index: leg.segmentId,
				TimeStamp: leg.startedAt.toISOString(),
				Message: `Call ${leg.callId}: ${leg.from.number} to ${leg.to.number} ${leg.isAnswered ? 'answered' : 'not answered'}`,
			}));
	},
};
