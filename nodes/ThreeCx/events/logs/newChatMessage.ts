import type { Party } from '../../callLog/party';
import { readEntries } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import { readBoolean } from '../../input/options';
import type { Row } from '../../transport/pages';
import { numberedWatcher } from '../engine/readNumbered';
import { readFilters } from '../settings';
import type { Source } from '../source';
import type { EventType, Watcher } from '../types';
import { isoTime, numberOrNull, textOrNull } from '../../response/values';

function queueOf(row: Row): Party | null {
	const number = textOrNull(row.QueueNumber);
	return number === null ? null : { name: null, number, kind: 'queue' };
}

function chatJson(row: Row) {
	return {
		messageId: numberOrNull(row.MessageId),
		conversationId: numberOrNull(row.ConversationId),
		time: isoTime(row.TimeSent),
		message: textOrNull(row.Message),
		external: row.IsExternal === true,
		queue: queueOf(row),
		sender: {
			name: textOrNull(row.SenderParticipantName),
			number: textOrNull(row.SenderParticipantNo),
			phone: textOrNull(row.SenderParticipantPhone),
			email: textOrNull(row.SenderParticipantEmail),
		},
		recipients: textOrNull(row.Recipients),
	};
}

function watch(read: ReadParameter, source: Source): Watcher {
	const filters = readFilters(read);
	const externalOnly = readBoolean(filters.externalOnly, 'External Only', false);
	const ignored = readEntries(filters.ignoredSenders, 'Ignored Senders');
	const queues = readEntries(filters.queues, 'Queues');
	const [ignoredSenders, chosenQueues] = [new Set(ignored), new Set(queues)];
	const accepts = (row: Row) =>
		(!externalOnly || row.IsExternal === true) &&
		!ignoredSenders.has(textOrNull(row.SenderParticipantNo) ?? '') &&
		(chosenQueues.size === 0 || chosenQueues.has(textOrNull(row.QueueNumber) ?? ''));
	const watcher = numberedWatcher(source, {
		name: 'chat',
		path: '/ChatMessagesHistoryView',
		key: 'MessageId',
		timeProperty: 'TimeSent',
		fate: (row) => (accepts(row) ? 'ready' : 'skip'),
		json: chatJson,
	});
	return { selection: { externalOnly, ignored, queues }, room: 500, ...watcher };
}

export const newChatMessage: EventType = {
	value: 'newChatMessage',
	name: 'New Chat Message',
	description: 'A chat message was sent, by a visitor or an extension',
	requirement: 'The API client needs the role System Owner to read chats. The PBX keeps chats only while its chat log is on.',
	parameters: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'External Only',
					name: 'externalOnly',
					type: 'boolean',
					default: false,
					description: 'Whether to ignore chats between extensions',
				},
				{
					displayName: 'Ignored Senders',
					name: 'ignoredSenders',
					type: 'string',
					default: '',
					placeholder: 'e.g. 100, 101',
					description: "Extensions whose messages to ignore, separated by commas. Enter the extension that your workflow replies from, so that it doesn't answer itself.",
				},
				{
					displayName: 'Queues',
					name: 'queues',
					type: 'string',
					default: '',
					placeholder: 'e.g. 800',
					description: 'Only chats of these queues. Enter queue numbers, separated by commas.',
				},
			],
		},
	],
	nothingYet: {
		message: 'No chat messages yet',
		description: 'Send a chat message and test again. If chats are missing, turn on the chat log of the PBX, and check Filters.',
	},
	watch,
};
