import { AnswerRefused } from '../errors/answerRefused';

/** Whether something is a stream to read from, as n8n's helper gives it for an answer that is not to be held in memory. */
export function isStream(value: unknown): value is NodeJS.ReadableStream {
	return typeof value === 'object' && value !== null && 'pipe' in value && Symbol.asyncIterator in value;
}

/** Closes a stream that nobody is going to read on, and with it the connection. */
export function discard(stream: NodeJS.ReadableStream, reason?: Error): void {
	if ('destroy' in stream && typeof stream.destroy === 'function') {
		(stream.destroy as (error?: Error) => void).call(stream, reason);
	}
}

/** Closes a stream after a timeout in milliseconds; the reader receives an AnswerRefused. */
export function closeAfter(stream: NodeJS.ReadableStream, milliseconds: number): void {
	const deadline = AbortSignal.timeout(milliseconds);
	const close = () => {
		discard(
			stream,
			new AnswerRefused(
				'The response from the PBX took too long to arrive',
				"It started in time but didn't finish. Request less data, or allow more time with the option Timeout.",
				'ETIMEDOUT',
			),
		);
	};
	deadline.addEventListener('abort', close, { once: true });
	stream.once('close', () => deadline.removeEventListener('abort', close));
}

/**
 * Reads a stream to its end as UTF-8.
 *
 * @throws AnswerRefused where it is longer than `maxBytes`; the rest is not read. What the stream breaks off with.
 */
export async function readText(stream: NodeJS.ReadableStream, maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		// From bytes, `Buffer.from` would make a copy.
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
		size += bytes.length;
		// Leaving the loop closes the stream.
		if (size > maxBytes) {
			throw new AnswerRefused(
				`The response from the PBX is larger than ${Math.round(maxBytes / 1024 / 1024)} MB`,
				'Request less data: use a filter, a limit, or a shorter period.',
			);
		}
		chunks.push(bytes);
	}
	return Buffer.concat(chunks).toString('utf8');
}
