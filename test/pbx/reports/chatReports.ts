/** Reports about chats, made from the chat messages that are stored. */
import type { Row } from '../types';
import { isWithin, names, periodOf, queuesArgument } from './arguments';
import type { Report, ReportContext } from './context';

interface Chat {
	id: number;
	queue: string;
	first: Row;
	/** The extension that wrote back. */
	answeredBy?: string;
}

/** The chats with queues that began in the period. */
function chats({ store, given }: ReportContext): Chat[] {
	const conversations = new Map<number, Row[]>();
	for (const { row } of store.all('ChatMessagesHistoryView')) {
		const id = Number(row.ConversationId);
		conversations.set(id, [...(conversations.get(id) ?? []), row]);
	}
	const [period, asked] = [periodOf(given), queuesArgument(given)];
	return [...conversations].flatMap(([id, messages]) => {
		const [first] = messages;
		const queue = first?.QueueNumber;
		if (!first || typeof queue !== 'string' || !names(asked, queue)) return [];
		if (!isWithin(new Date(String(first.TimeSent)), period)) return [];
		const answer = messages.find(({ IsExternal }) => IsExternal === false);
		return [{ id, queue, first, answeredBy: answer && String(answer.SenderParticipantNo) }];
	});
}

interface QueueOfChats {
	number: string;
	name: string;
	agents: Row[];
	chats: Chat[];
}

const perQueue =
	(rows: (queue: QueueOfChats) => Row[]): Report =>
	(context) => {
		const found = chats(context);
		return context.store
			.all('Queues')
			.filter(({ row }) => names(queuesArgument(context.given), String(row.Number)))
			.flatMap(({ row }) =>
				rows({
					number: String(row.Number),
					name: String(row.Name),
					agents: (row.Agents ?? []) as Row[],
					chats: found.filter(({ queue }) => queue === row.Number),
				}),
			);
	};

const answeredOf = (all: readonly Chat[]): Chat[] => all.filter(({ answeredBy }) => answeredBy !== undefined);

/** By the set that the function is bound to. */
export const chatReports: Readonly<Record<string, Report>> = {
	ReportAbandonedChatsStatistics: perQueue(({ number, name, chats: all }) =>
		all
			.filter(({ answeredBy }) => answeredBy === undefined)
			.map(({ id, first }) => ({
				ChatId: id,
				DateOfRequest: first.TimeSent,
				QueueNo: number,
				QueueDisplayName: name,
				ParticipantName: first.SenderParticipantName,
				ParticipantNumber: first.SenderParticipantPhone ?? '',
				ParticipantEmail: first.SenderParticipantEmail ?? '',
				ParticipantMessage: first.Message,
				Source: 'LiveChat',
			})),
	),
	ReportChatLog: ({ store, given }) =>
		store
			.all('ChatHistoryView')
			.map(({ row }) => row)
			.filter(({ TimeSent, FromNo }) => isWithin(new Date(String(TimeSent)), periodOf(given)) && names(given.fromExtension, String(FromNo))),
	ReportQueueAgentsChatStatistics: perQueue(({ number, name, agents, chats: all }) =>
		agents.map((agent) => ({
			Dn: agent.Number,
			DnDisplayName: agent.Name,
			Queue: number,
			QueueDisplayName: name,
			AnsweredCount: all.filter(({ answeredBy }) => answeredBy === agent.Number).length,
			DealtWithCount: 0,
			SortOrder: 0,
		})),
	),
	ReportQueueAgentsChatStatisticsTotals: perQueue(({ number, name, chats: all }) => [
		{ Queue: number, QueueDisplayName: name, AnsweredCount: answeredOf(all).length, DealtWithCount: 0 },
	]),
	ReportQueueChatPerformance: perQueue(({ number, name, agents, chats: all }) => [
		{
			Queue: number,
			QueueDisplayName: name,
			IncomingCount: all.length,
			AnsweredCount: answeredOf(all).length,
			AbandonedCount: all.length - answeredOf(all).length,
			QuantityAgents: agents.length,
		},
	]),
};
