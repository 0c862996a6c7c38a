import type { Subject } from '../errors/subject';
import { subjectOf } from '../errors/subject';
import { apiOperations } from '../catalog';
import { pagingOf } from '../catalog/paging';
import type { Operation } from '../catalog/types';
import type { AddressOf } from '../callLog/recording';
import { asText } from '../input/asText';
import { API_PATH } from '../input/baseUrl';
import { isRecord } from '../input/itemInput';
import { buildRequest } from '../request/buildRequest';
import type { PbxRequest } from '../request/pbxRequest';
import { AnswerRefused } from '../errors/answerRefused';
import type { OutputItem } from '../response/items';
import type { Connection } from '../transport/connection';
import { download, type FileNames } from '../transport/download';
import type { Row } from '../transport/pages';
import { clock } from '../timing/clock';
import { send } from '../transport/send';
import { readWholeList } from '../transport/wholeList';

/** What to read, as the action node's parameters would say it. */
export interface Reading {
	/** Path of the operation as the catalog writes it, without the arguments of a function: `/Recordings`. */
	path: string;
	arguments?: Record<string, unknown>;
	filter?: string;
	orderBy?: string;
	select?: readonly string[];
	/** The most rows to read. */
	limit?: number;
}

/** The PBX as events see it. */
export interface Source {
	/** Its time, in milliseconds since 1970. */
	now(): Promise<number>;
	/** The rows of a list, all of them up to a limit, each once; throws where it gets only a part. */
	rows(reading: Reading): Promise<Row[]>;
	/** A record of which there is only one. */
	record(reading: Reading): Promise<Row>;
	/** The address of an operation, for items; whoever asks it needs a token. */
	addressOf(reading: Reading): string;
	file(reading: Reading, names: FileNames): Promise<OutputItem[]>;
}

export const recordingDownload = (id: number): Reading => ({
	path: '/Recordings/Pbx.DownloadRecording',
	arguments: { recId: id },
});

/** Where the audio of recordings is. */
export const recordingAddresses =
	(source: Source): AddressOf =>
	(id) =>
		source.addressOf(recordingDownload(id));

/** The operation at a path: what the action node would call. */
function operationAt(path: string): Operation {
	const operation = apiOperations.find((entry) => entry.method === 'GET' && entry.path.replace(/\(\w+=.*\)$/, '') === path);
	if (!operation) throw new RangeError(`The catalog has no operation that reads ${path}`);
	return operation;
}

/** Builds the request with the means of the action node, so that literals are written in one place. */
function requestFor(operation: Operation, { arguments: args = {}, filter = '', orderBy = '', select = [] }: Reading): PbxRequest {
	const parameters: Record<string, unknown> = {
		bodyMode: 'json',
		body: args,
		simplify: false,
		options: { filter, orderBy, select: select.join(',') },
	};
	return buildRequest(operation, {
		read: (name, fallback) => parameters[name] ?? fallback,
		json: {},
		timeZone: 'UTC',
	});
}

/** Reads from a PBX with the transport of the action node. */
export class PbxSource implements Source {
	private operation = operationAt('/Defs');

	private request?: PbxRequest;

	constructor(private readonly connection: Connection) {}

	/** What was read last, for messages. */
	get subject(): Subject {
		return subjectOf(this.operation, this.connection.settings.origin, this.request);
	}

	/**
	 * The time as answers of the PBX give it, so that its clock and the one of n8n may differ; without it the time here.
	 * Any API client may ask for what is asked here.
	 */
	async now(): Promise<number> {
		const { headers } = await send(this.connection, this.prepare({ path: '/Defs', select: ['Id'] }));
		const time = Date.parse(asText(headers.date));
		return Number.isNaN(time) ? clock.now() : time;
	}

	async rows(reading: Reading): Promise<Row[]> {
		const request = this.prepare(reading);
		return (await readWholeList(this.connection, request, pagingOf(this.operation), reading.limit ?? Number.POSITIVE_INFINITY)).rows;
	}

	async record(reading: Reading): Promise<Row> {
		const { body } = await send(this.connection, this.prepare(reading));
		if (isRecord(body)) return body;
		throw new AnswerRefused(
			`${new URL(this.connection.settings.origin).host} returned something other than "${this.operation.name}"`,
			'The Base URL in the 3CX API credential probably points to something other than the PBX, or a proxy responded in its place.',
		);
	}

	addressOf(reading: Reading): string {
		return `${this.connection.settings.origin}${API_PATH}${requestFor(operationAt(reading.path), reading).path}`;
	}

	async file(reading: Reading, names: FileNames): Promise<OutputItem[]> {
		return await download(this.connection, this.prepare(reading), names);
	}

	private prepare(reading: Reading): PbxRequest {
		this.operation = operationAt(reading.path);
		this.request = undefined;
		this.request = requestFor(this.operation, reading);
		return this.request;
	}
}
