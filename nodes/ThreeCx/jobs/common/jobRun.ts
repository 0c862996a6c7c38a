import { pagingOf } from '../../catalog/paging';
import type { Operation } from '../../catalog/types';
import { AnswerRefused } from '../../errors/answerRefused';
import { StepBrokenOff } from '../../errors/nodeError';
import { subjectOf } from '../../errors/subject';
import type { OutputItem } from '../../response/items';
import type { Connection } from '../../transport/connection';
import { download, type FileNames } from '../../transport/download';
import type { Row } from '../../transport/pages';
import { send } from '../../transport/send';
import { readWholeList } from '../../transport/wholeList';
import { operationOf, requestFor, type CallDetails } from './apiCall';

/** One job at work for one item: sends its requests and remembers what was done, for the output and for refusals. */
export class JobRun {
	/** What was found and done, in short sentences, for the output. */
	readonly steps: string[] = [];

	private readonly changes: string[] = [];

	/** Where in both lists a change of many records is told of, by what it is. */
	private readonly places = new Map<string, { step: number; change: number }>();

	constructor(readonly connection: Connection) {}

	/** Notes something worth knowing that changed nothing on the PBX. */
	note(sentence: string): void {
		this.steps.push(sentence);
	}

	/** Notes a change that took effect on the PBX, e.g. `Created user 105`. */
	did(sentence: string): void {
		this.steps.push(sentence);
		this.changes.push(sentence);
	}

	/** Notes how far a change of many records has come, instead of what was said of it before: `Created 12 contacts`. */
	didSoFar(what: string, sentence: string): void {
		const place = this.places.get(what);
		if (place) {
			this.steps[place.step] = sentence;
			this.changes[place.change] = sentence;
			return;
		}
		this.places.set(what, { step: this.steps.length, change: this.changes.length });
		this.did(sentence);
	}

	/** Whether this run has changed anything on the PBX so far. */
	get hasChanged(): boolean {
		return this.changes.length > 0;
	}

	/**
	 * Sends a request and returns the body of its response.
	 *
	 * @param request as the catalog writes it, e.g. `PATCH /Queues({Id})`.
	 * @throws StepBrokenOff with the failure as reason.
	 */
	async send(request: string, details: CallDetails = {}): Promise<unknown> {
		const operation = operationOf(request);
		try {
			return (await send(this.connection, requestFor(operation, details))).body;
		} catch (error) {
			throw this.brokenOff(operation, error);
		}
	}

	/**
	 * Sends requests of the Call Control API, which the catalog doesn't have.
	 *
	 * @param step what they are to a person, e.g. `Get Many Live Calls`.
	 * @param work sends them; what it throws becomes the reason.
	 * @throws StepBrokenOff with the failure as reason.
	 */
	async callControl<T>(step: string, work: (connection: Connection) => Promise<T>): Promise<T> {
		try {
			return await work(this.connection);
		} catch (error) {
			throw this.callControlRefusal(step, error);
		}
	}

	/** A refusal of the job itself, or a failure, at a step of the Call Control API. */
	callControlRefusal(step: string, reason: unknown): StepBrokenOff {
		return this.stopped({ noun: 'live call', operationName: step }, reason);
	}

	/**
	 * Reads one entity.
	 *
	 * @throws StepBrokenOff besides, where the response is something else.
	 */
	async sendForRow(request: string, details: CallDetails = {}): Promise<Row> {
		const body = await this.send(request, details);
		if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Row;
		throw this.brokenOff(
			operationOf(request),
			new AnswerRefused('The PBX returned something other than a record', 'Test the 3CX API credential, then run the node again.'),
		);
	}

	/**
	 * Reads all rows of a list, each once.
	 *
	 * @throws StepBrokenOff where some may be missing.
	 */
	async rows(name: string, details: CallDetails = {}): Promise<Row[]> {
		const operation = operationOf(name);
		try {
			const request = requestFor(operation, details);
			return (await readWholeList(this.connection, request, pagingOf(operation), Number.POSITIVE_INFINITY)).rows;
		} catch (error) {
			throw this.brokenOff(operation, error);
		}
	}

	/**
	 * Downloads a file into n8n's storage.
	 *
	 * @returns one item with the file; items without one where the PBX answers with JSON.
	 * @throws StepBrokenOff with the failure as reason.
	 */
	async file(request: string, details: CallDetails, names: FileNames): Promise<OutputItem[]> {
		const operation = operationOf(request);
		try {
			return await download(this.connection, requestFor(operation, details), names);
		} catch (error) {
			throw this.brokenOff(operation, error);
		}
	}

	/**
	 * A refusal of the job itself, at a step that it names by its request.
	 *
	 * @param message what is in the way, without a period. @param description what to do next, as sentences.
	 */
	refusal(request: string, message: string, description: string): StepBrokenOff {
		return this.brokenOff(operationOf(request), new AnswerRefused(message, description));
	}

	private brokenOff(operation: Operation, reason: unknown): StepBrokenOff {
		const { noun, operationName, isRead, minimumVersion, lastVersionWithout, knownVersion } = subjectOf(operation);
		return this.stopped({ noun, operationName, isRead, minimumVersion, lastVersionWithout, knownVersion }, reason);
	}

	private stopped(step: StepBrokenOff['step'], reason: unknown): StepBrokenOff {
		const before = this.hasChanged ? `Completed before that: ${this.changes.join('; ')}.` : 'Nothing was changed before that.';
		return new StepBrokenOff(step, `The job stopped at "${step.operationName}". ${before}`, reason);
	}
}
